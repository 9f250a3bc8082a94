namespace Fleet.Cli.Replay;

/// <summary>What is wrong with the bill of a session that was played.</summary>
internal enum MismatchKind
{
    /// <summary>No bill came.</summary>
    NotBilled,

    /// <summary>More than one live bill.</summary>
    BilledTwice,

    /// <summary>The billed energy is not what the meter counted.</summary>
    EnergyDiffers,

    /// <summary>Two rows were given one transaction.</summary>
    SameTransaction,
}

/// <summary>A session whose bill is wrong.</summary>
/// <param name="Row">Its row in the file.</param>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Text">What is wrong, with the figures.</param>
internal sealed record Mismatch(int Row, string Id, MismatchKind Kind, string Text);

/// <summary>Compares what was played with what was billed.</summary>
internal static class Verification
{
    /// <summary>
    /// What is wrong: every session has a transaction to itself with exactly one live bill, and one that is not held for a person to look at bills exactly
    /// the energy that the meter counted.
    /// </summary>
    public static IEnumerable<Mismatch> Compare(IEnumerable<PlayedSession> played, ILookup<string, BilledTransaction> bills)
    {
        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var one in played)
        {
            var id = one.Id.ToString();
            if (!rowOf.TryAdd(id, one.Session.Row))
                yield return Wrong(one, MismatchKind.SameTransaction, $"row {rowOf[id]} has the same transaction");
            else if (Judge(one, [.. bills[id]]) is { } wrong)
                yield return wrong;
        }
    }

    private static Mismatch? Judge(PlayedSession played, IReadOnlyList<BilledTransaction> bills) => bills switch
    {
        [] => Wrong(played, MismatchKind.NotBilled, "no bill"),
        [{ IsHeld: true }] => null,
        [var bill] when bill.EnergyWh != played.Session.Energy.Value =>
            Wrong(played, MismatchKind.EnergyDiffers, $"billed {bill.EnergyWh} Wh, the meter counted {played.Session.Energy}"),
        [_] => null,
        _ => Wrong(played, MismatchKind.BilledTwice, $"{bills.Count} live bills"),
    };

    private static Mismatch Wrong(PlayedSession played, MismatchKind kind, string text) => new(played.Session.Row, played.Id.ToString(), kind, text);
}
