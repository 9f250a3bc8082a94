namespace Fleet.Simulator.Cars;

/// <summary>A connector's meter: one register for its whole life, exact to a milliwatt-second, so that readings add up whatever their spacing.</summary>
/// <param name="registerWh">What it shows at first, Wh.</param>
public sealed class EnergyMeter(long registerWh)
{
    /// <summary>Milliwatt-seconds in a watt-hour.</summary>
    public const long MilliwattSecondsPerWh = 3_600_000;

    private long _milliwattSeconds = checked(registerWh * MilliwattSecondsPerWh);

    /// <summary>What it shows: whole watt-hours, the rest is kept and not lost.</summary>
    public long RegisterWh => _milliwattSeconds / MilliwattSecondsPerWh;

    /// <summary>Counts energy in milliwatt-seconds, not negative.</summary>
    public void Add(long milliwattSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliwattSeconds);
        _milliwattSeconds = checked(_milliwattSeconds + milliwattSeconds);
    }
}
