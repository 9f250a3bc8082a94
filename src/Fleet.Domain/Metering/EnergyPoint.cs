using NodaTime;

namespace Fleet.Domain.Metering;

/// <summary>Energy taken since the session's start, as a reading proves it.</summary>
/// <param name="At">The charger's time of the reading.</param>
/// <param name="Energy">Cumulative energy since the session's start; never decreases along a session.</param>
/// <param name="Reading">The number of the reading in its session that proves it, in order of arrival: 0 is the start's.</param>
/// <param name="MilliWh">Thousandths of a Wh beyond <paramref name="Energy"/>, 0 to 999: other parties' records are finer than meters are read.</param>
public readonly record struct EnergyPoint(Instant At, EnergyWh Energy, int Reading, int MilliWh = 0)
{
    private const long Most = long.MaxValue / 1000;

    /// <summary>All of it, in thousandths of a Wh; a register beyond all reason counts as 9 PWh.</summary>
    public long TotalMilliWh => (Math.Min(Energy.Value, Most - 1) * 1000) + MilliWh;
}
