using System.Text;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;
using NodaTime;

namespace Fleet.Cli.Replay;

/// <summary>What a connector's meter shows while a session runs.</summary>
internal static class MeterCurve
{
    /// <summary>The most readings between a session's start and stop.</summary>
    public const int MostReadings = 8;

    /// <summary>The least time between two readings.</summary>
    public static readonly Duration LeastInterval = Duration.FromMinutes(15);

    private static readonly EnergyWh LeastFirst = new(1_000_000);
    private const uint FirstSpread = 50_000_000;

    /// <summary>What the meter of a connector showed before the file's first session: 1 to 51 MWh, always the same for the same connector.</summary>
    public static EnergyWh First(ChargerId charger, int connectorId) =>
        LeastFirst + new EnergyWh(Fnv1A($"{charger}/{connectorId}") % FirstSpread);

    /// <summary>
    /// The readings between start and stop, each with its distance from the start's register. The energy grows evenly, or at the session's greatest power
    /// until it is all there where that is known; it falls evenly where the file says a negative one. A session that ends before it starts has none.
    /// </summary>
    public static IEnumerable<(Instant At, EnergyWh Gone)> Between(ReplaySession session)
    {
        var duration = session.End - session.Start;
        var interval = Duration.Max(LeastInterval, duration / (MostReadings + 1));
        for (var passed = interval; passed < duration; passed += interval)
            yield return (session.Start + passed, Gone(session, passed, duration));
    }

    private static EnergyWh Gone(ReplaySession session, Duration passed, Duration duration)
    {
        var even = (decimal)session.Energy.Value * passed.BclCompatibleTicks / duration.BclCompatibleTicks;
        var atMostPower = (session.MaxPowerW ?? 0m) * passed.BclCompatibleTicks / NodaConstants.TicksPerHour;
        var gone = even < 0 ? even : Math.Min(session.Energy.Value, Math.Max(even, atMostPower));
        return new EnergyWh((long)Math.Truncate(gone));
    }

    /// <summary>FNV-1a, 32 bits (draft-eastlake-fnv): the same on every machine, as <see cref="string.GetHashCode()"/> is not.</summary>
    private static uint Fnv1A(string text) => Encoding.UTF8.GetBytes(text).Aggregate(2166136261u, (hash, octet) => unchecked((hash ^ octet) * 16777619u));
}
