using NodaTime;
using NodaTime.TimeZones;

namespace Fleet.Domain.Billing;

/// <summary>The instants at which a wall-clock restriction can change its truth (billing.md 1.8).</summary>
internal static class WallClock
{
    /// <summary>Adds to <paramref name="cuts"/> every boundary of <paramref name="tariff"/> on the wall clock of <paramref name="zone"/> within the session.</summary>
    public static void AddCuts(Tariff tariff, DateTimeZone zone, Instant start, Instant stop, Action<Instant> cuts)
    {
        var times = Boundaries(tariff);
        var last = stop.InZone(zone).Date;
        for (var date = start.InZone(zone).Date; date <= last; date = date.PlusDays(1))
        {
            foreach (var time in times)
                AddLocal(zone.MapLocal(date.At(time)), cuts);
        }

        // Where the clock is put forward or back, the wall-clock time jumps although no boundary is passed.
        foreach (var interval in zone.GetZoneIntervals(new Interval(start, stop)))
        {
            if (interval.HasStart)
                cuts(interval.Start);
        }
    }

    private static void AddLocal(ZoneLocalMapping mapping, Action<Instant> cuts)
    {
        // In a gap the boundary is passed at the gap's end; in an overlap both occurrences count.
        if (mapping.Count == 0)
        {
            cuts(mapping.LateInterval.Start);
            return;
        }

        cuts(mapping.First().ToInstant());
        if (mapping.Count > 1)
            cuts(mapping.Last().ToInstant());
    }

    private static HashSet<LocalTime> Boundaries(Tariff tariff)
    {
        HashSet<LocalTime> times = [LocalTime.Midnight];
        foreach (var element in tariff.Elements)
        {
            if (element.Restrictions?.StartTime is { } start)
                times.Add(start);
            if (element.Restrictions?.EndTime is { } end)
                times.Add(end);
        }

        return times;
    }
}
