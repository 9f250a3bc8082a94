namespace Fleet.Simulator.ChargePoints;

/// <summary>What goes wrong with one call of a charger.</summary>
public enum LinkFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The link drops when the answer arrives: the central system has done its work, the charger does not know and sends again.</summary>
    DropBeforeAnswer,

    /// <summary>The frame goes out twice, with the same message id.</summary>
    Duplicate,
}

/// <summary>Decides what goes wrong with the link; one instance may serve many chargers.</summary>
public interface ILinkFaults
{
    /// <summary>The fault of the next call; asked once for each time that a call is sent.</summary>
    /// <param name="action">Name of the operation.</param>
    LinkFault Next(string action);
}

/// <summary>Faults by chance, the same ones for the same seed and order of calls.</summary>
/// <param name="seed">Seed.</param>
/// <param name="dropPerMille">Calls of a thousand whose link drops before the answer.</param>
/// <param name="duplicatePerMille">Calls of a thousand that go out twice.</param>
public sealed class RandomLinkFaults(int seed, int dropPerMille, int duplicatePerMille) : ILinkFaults
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public LinkFault Next(string action)
    {
        int drawn;
        lock (_gate) drawn = _random.Next(1000);
        if (drawn < dropPerMille) return LinkFault.DropBeforeAnswer;
        return drawn < dropPerMille + duplicatePerMille ? LinkFault.Duplicate : LinkFault.None;
    }
}
