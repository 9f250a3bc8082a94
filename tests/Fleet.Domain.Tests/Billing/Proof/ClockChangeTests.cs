using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain.Tests.Billing.Proof;

/// <summary>
/// Sessions across clock changes, each worked out by hand: a minute costs 1. In a gap a boundary is passed at the gap's end, in an overlap both occurrences count, and time is what passed
/// (billing.md 1.8). Between them the zones change by half an hour, at midnight, back over midnight into the day before, and skip a day.
/// </summary>
public sealed class ClockChangeTests
{
    [Theory]
    // 02:00 does not exist: Saturday 23:00 to Sunday 08:00 in eight hours.
    [InlineData("02:00-03:00", 0)]
    [InlineData("01:30-03:30", 60)]
    [InlineData("02:30-04:00", 60)]
    [InlineData("22:00-02:30", 180)]
    [InlineData("SUNDAY", 420)]
    public void New_York_in_spring(string when, int minutes) => AssertMinutes("America/New_York", "2026-03-08T04:00:00Z", 8, when, minutes);

    [Theory]
    // 01:00 to 02:00 exists twice: Saturday 23:00 to Sunday 06:00 in eight hours.
    [InlineData("01:00-02:00", 120)]
    [InlineData("01:30-02:30", 90)]
    [InlineData("00:30-01:30", 90)]
    [InlineData("02:00-03:00", 60)]
    [InlineData("SUNDAY", 420)]
    public void New_York_in_autumn(string when, int minutes) => AssertMinutes("America/New_York", "2026-11-01T03:00:00Z", 8, when, minutes);

    [Theory]
    // 02:00 becomes 02:30: Sunday 00:00 to 06:30 in six hours.
    [InlineData("01:45-02:15", 15)]
    [InlineData("02:15-03:00", 30)]
    [InlineData("02:00-02:30", 0)]
    [InlineData("SUNDAY", 360)]
    public void Lord_Howe_in_spring(string when, int minutes) => AssertMinutes("Australia/Lord_Howe", "2026-10-03T13:30:00Z", 6, when, minutes);

    [Theory]
    // 02:00 becomes 01:30: Sunday 00:00 to 05:30 in six hours.
    [InlineData("01:30-02:00", 60)]
    [InlineData("01:00-01:45", 60)]
    [InlineData("01:45-02:30", 60)]
    [InlineData("SUNDAY", 360)]
    public void Lord_Howe_in_autumn(string when, int minutes) => AssertMinutes("Australia/Lord_Howe", "2026-04-04T13:00:00Z", 6, when, minutes);

    [Theory]
    // Midnight does not exist, the day begins at 01:00: Saturday 22:00 to Sunday 05:00 in six hours.
    [InlineData("SUNDAY", 240)]
    [InlineData("SATURDAY", 120)]
    [InlineData("23:00-00:30", 60)]
    [InlineData("00:30-02:00", 60)]
    [InlineData("22:00-00:00", 120)]
    [InlineData("from 2026-03-08", 240)]
    [InlineData("until 2026-03-08", 120)]
    public void Havana_in_spring(string when, int minutes) => AssertMinutes("America/Havana", "2026-03-08T03:00:00Z", 6, when, minutes);

    [Theory]
    // 01:00 becomes 00:00, the day's first hour exists twice: Saturday 22:00 to Sunday 03:00 in six hours.
    [InlineData("00:00-01:00", 120)]
    [InlineData("23:00-00:30", 120)]
    [InlineData("22:00-00:00", 120)]
    [InlineData("SUNDAY", 240)]
    [InlineData("from 2025-11-02", 240)]
    public void Havana_in_autumn(string when, int minutes) => AssertMinutes("America/Havana", "2025-11-02T02:00:00Z", 6, when, minutes);

    [Theory]
    // Midnight becomes 23:00 of the day before: Saturday 21:00 to Sunday 02:00 in six hours.
    [InlineData("SATURDAY", 240)]
    [InlineData("SUNDAY", 120)]
    [InlineData("23:00-00:00", 120)]
    [InlineData("22:30-23:30", 90)]
    [InlineData("23:30-00:30", 90)]
    [InlineData("until 2026-10-25", 240)]
    [InlineData("from 2026-10-25", 120)]
    public void Beirut_in_autumn(string when, int minutes) => AssertMinutes("Asia/Beirut", "2026-10-24T18:00:00Z", 6, when, minutes);

    [Theory]
    // Friday 30 December 2011 does not exist: Thursday 22:00 to Saturday 02:00 in four hours.
    [InlineData("FRIDAY", 0)]
    [InlineData("SATURDAY", 120)]
    [InlineData("22:00-02:00", 240)]
    [InlineData("from 2011-12-30", 120)]
    [InlineData("until 2011-12-31", 120)]
    public void Apia_where_a_day_was_skipped(string when, int minutes) => AssertMinutes("Pacific/Apia", "2011-12-30T08:00:00Z", 4, when, minutes);

    private static void AssertMinutes(string zone, string start, int hours, string when, int minutes)
    {
        var tariff = A.Tariff(
            $$"""
            {"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"TIME","price":60,"step_size":1}],"restrictions":{ {{Restriction(when)}} } }]}
            """,
            zone);

        var bill = A.Bill(tariff, A.Session(InstantPattern.ExtendedIso.Parse(start).Value, hours * 60, (0, 0)));

        Assert.Equal(minutes, bill.ExactExclTax);
        Assert.Equal(Duration.FromMinutes(minutes).TotalMilliseconds, (double)bill.Lines.Sum(line => line.Volume));
    }

    private static string Restriction(string when) => when.Split(' ', '-') switch
    {
        ["from", ..] => $"\"start_date\":\"{when[5..]}\"",
        ["until", ..] => $"\"end_date\":\"{when[6..]}\"",
        [var from, var until] => $"\"start_time\":\"{from}\",\"end_time\":\"{until}\"",
        _ => $"\"day_of_week\":[\"{when}\"]",
    };
}
