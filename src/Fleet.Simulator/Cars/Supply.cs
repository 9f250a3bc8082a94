namespace Fleet.Simulator.Cars;

/// <summary>How an EVSE supplies power.</summary>
public enum PowerKind
{
    /// <summary>Alternating current; the car's own charger limits.</summary>
    Ac,

    /// <summary>Direct current, straight into the battery.</summary>
    Dc,
}

/// <summary>What an EVSE offers.</summary>
/// <param name="Kind">Kind of current.</param>
/// <param name="MaxPowerW">Most power, W, over all phases.</param>
/// <param name="Phases">Phases of the grid that it uses: 1 or 3.</param>
public sealed record Supply(PowerKind Kind, int MaxPowerW, int Phases)
{
    /// <summary>Voltage of a phase against neutral, V.</summary>
    public const int PhaseVoltage = 230;
}
