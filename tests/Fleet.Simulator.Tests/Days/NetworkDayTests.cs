using CsCheck;
using Fleet.Simulator.Days;
using NodaTime;

namespace Fleet.Simulator.Tests.Days;

public sealed class NetworkDayTests
{
    private static readonly LocalDate Date = new(2026, 3, 1);

    [Fact]
    public void The_default_day_has_60_chargers_at_8_sites_and_300_sessions()
    {
        var day = NetworkDay.Plan(1, Date);

        Assert.Equal(60, day.Chargers.Count);
        Assert.Equal(8, day.Sites.Count);
        Assert.Equal(300, day.Sessions.Count());
        Assert.Equal(8, day.Chargers.Select(charger => charger.SiteId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal([22_000, 150_000], day.Chargers.Select(charger => charger.MaxPowerW).Distinct().Order());
        Assert.Contains(day.Chargers, charger => charger.Evses.Count == 2);
    }

    [Fact]
    public void The_same_seed_gives_the_same_day_and_another_seed_another()
    {
        var day = NetworkDay.Plan(7, Date);

        Assert.Equal(day.Sessions, NetworkDay.Plan(7, Date).Sessions);
        Assert.NotEqual(day.Sessions, NetworkDay.Plan(8, Date).Sessions);
    }

    [Fact]
    public void Nobody_is_on_a_taken_connector_or_at_two_places_and_all_is_over_when_the_day_ends() =>
        Gen.Select(Gen.Int, Gen.Int[1, 40], Gen.Int[1, 10], Gen.Int[0, 12]).Sample(
            (seed, chargers, sites, sessions) =>
            {
                var day = NetworkDay.Plan(seed, Date, chargers, sites, sessions);

                foreach (var charger in day.Chargers)
                {
                    Assert.All(charger.Sessions, session => Assert.InRange(session.ConnectorId, 1, charger.Evses.Count));
                    foreach (var connector in charger.Sessions.GroupBy(session => session.ConnectorId)) AssertDisjoint(connector);
                }

                foreach (var driver in day.Sessions.GroupBy(session => session.IdTag, StringComparer.Ordinal)) AssertDisjoint(driver);
                Assert.All(day.Sessions, session => Assert.True(day.Start <= session.Arrival && session.Departure <= day.End));
            },
            iter: 200);

    [Fact]
    public void Arrivals_peak_in_the_morning_and_late_in_the_afternoon()
    {
        var day = NetworkDay.Plan(1, Date, chargers: 400, sessionsPerCharger: 4);
        var zones = day.Chargers.ToDictionary(charger => charger.Id, charger => DateTimeZoneProviders.Tzdb[charger.TimeZone], StringComparer.Ordinal);
        var byHour = day.Chargers
            .SelectMany(charger => charger.Sessions.Select(session => session.Arrival.InZone(zones[charger.Id]).Hour))
            .CountBy(hour => hour)
            .ToDictionary();

        Assert.True(byHour[8] > byHour[13] * 5 / 4, "morning over midday");
        Assert.True(byHour[17] > byHour[13] * 5 / 4, "late afternoon over midday");
        Assert.True(byHour[13] > byHour.GetValueOrDefault(3) * 2, "midday over night");
    }

    [Fact]
    public void A_day_on_which_clocks_change_is_planned_too()
    {
        var day = NetworkDay.Plan(1, new LocalDate(2026, 3, 29));

        Assert.Equal(300, day.Sessions.Count());
        // From midnight in Berlin (CET, 23:00 UTC) to midnight in London (BST, 23:00 UTC).
        Assert.Equal(Instant.FromUtc(2026, 3, 28, 23, 0), day.Start);
        Assert.Equal(Instant.FromUtc(2026, 3, 29, 23, 0), day.End);
    }

    private static void AssertDisjoint(IEnumerable<PlannedSession> sessions)
    {
        var ordered = sessions.OrderBy(session => session.Arrival).ToArray();
        Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First.Departure < pair.Second.Arrival));
    }
}
