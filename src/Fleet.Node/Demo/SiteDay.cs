using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Node.Demo;

/// <summary>A site's day in figures.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sessions">Sessions billed or held.</param>
/// <param name="EnergyWh">Energy, Wh.</param>
/// <param name="Income">Income with tax, of the bills that are not held.</param>
/// <param name="PeakKw">The highest mean power of a quarter of an hour, kW.</param>
/// <param name="PeakAt">When that quarter began, on the site's clock.</param>
internal sealed record SiteDay(string SiteId, string Name, int Sessions, long EnergyWh, decimal Income, decimal PeakKw, LocalTime? PeakAt);

/// <summary>What a session contributes to its site's day.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="EnergyWh">Energy, Wh.</param>
/// <param name="Income">What it costs with tax; 0 while it is held.</param>
/// <param name="Readings">Register positions in order of time.</param>
internal sealed record SessionDay(string SiteId, long EnergyWh, decimal Income, IReadOnlyList<(Instant At, EnergyWh Register)> Readings);

/// <summary>Adds sessions up to their sites' days.</summary>
internal static class SiteDays
{
    private static readonly Duration Quarter = Duration.FromMinutes(15);

    /// <summary>The days of <paramref name="sites"/>, in their order.</summary>
    public static IReadOnlyList<SiteDay> Add(IEnumerable<(string Id, string Name, string TimeZone)> sites, IEnumerable<SessionDay> sessions)
    {
        var bySite = sessions.ToLookup(session => session.SiteId, StringComparer.Ordinal);
        return [.. sites.Select(site => Add(site, [.. bySite[site.Id]]))];
    }

    private static SiteDay Add((string Id, string Name, string TimeZone) site, IReadOnlyList<SessionDay> sessions)
    {
        var quarters = new SortedDictionary<long, decimal>();
        foreach (var session in sessions)
            Spread(session.Readings, quarters);
        var peak = quarters.Count == 0 ? default : quarters.MaxBy(quarter => quarter.Value);
        var zone = DateTimeZoneProviders.Tzdb[site.TimeZone];
        return new SiteDay(
            site.Id,
            site.Name,
            sessions.Count,
            sessions.Sum(session => session.EnergyWh),
            sessions.Sum(session => session.Income),
            peak.Value * 4 / 1000,
            quarters.Count == 0 ? null : (NodaConstants.UnixEpoch + (Quarter * peak.Key)).InZone(zone).TimeOfDay);
    }

    /// <summary>The energy between two readings flows evenly between them.</summary>
    private static void Spread(IReadOnlyList<(Instant At, EnergyWh Register)> readings, SortedDictionary<long, decimal> quarters)
    {
        for (var i = 1; i < readings.Count; i++)
        {
            var (from, to) = (readings[i - 1].At, readings[i].At);
            var energy = (decimal)(readings[i].Register - readings[i - 1].Register).Value;
            if (to <= from || energy <= 0)
                continue;
            for (var at = from; at < to;)
            {
                var quarter = (at - NodaConstants.UnixEpoch).BclCompatibleTicks / Quarter.BclCompatibleTicks;
                var end = Instant.Min(to, NodaConstants.UnixEpoch + (Quarter * (quarter + 1)));
                var share = energy * (end - at).BclCompatibleTicks / (to - from).BclCompatibleTicks;
                quarters[quarter] = quarters.GetValueOrDefault(quarter) + share;
                at = end;
            }
        }
    }
}
