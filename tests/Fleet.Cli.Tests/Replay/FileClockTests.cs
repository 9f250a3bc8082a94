using Fleet.Cli.Replay;
using NodaTime;

namespace Fleet.Cli.Tests.Replay;

/// <summary>Clock changes, worked out by hand: in 2016 London's clocks went back on 30 October at 01:00 UTC, in 2017 forward on 26 March at 01:00 UTC.</summary>
public sealed class FileClockTests
{
    private static readonly WallClock London = new("Europe/London", "uuuu'-'MM'-'dd HH':'mm");

    [Fact]
    public void A_winter_time_is_UTC_and_a_summer_time_an_hour_before()
    {
        Assert.Equal(Instant.FromUtc(2017, 1, 15, 12, 0), London.Read("2017-01-15 12:00", null));
        Assert.Equal(Instant.FromUtc(2017, 7, 15, 11, 0), London.Read("2017-07-15 12:00", null));
    }

    [Fact]
    public void A_time_in_the_repeated_hour_is_the_earlier_one()
    {
        Assert.Equal(Instant.FromUtc(2016, 10, 30, 0, 30), London.Read("2016-10-30 01:30", null));
    }

    [Fact]
    public void An_end_in_the_repeated_hour_is_the_later_one_only_when_the_earlier_lies_before_its_start()
    {
        var start = Instant.FromUtc(2016, 10, 30, 0, 50);

        Assert.Equal(Instant.FromUtc(2016, 10, 30, 1, 10), London.Read("2016-10-30 01:10", start));
        Assert.Equal(Instant.FromUtc(2016, 10, 30, 0, 55), London.Read("2016-10-30 01:55", start));
    }

    [Fact]
    public void An_end_in_the_repeated_hour_that_lies_before_its_start_either_way_is_the_earlier_one()
    {
        Assert.Equal(Instant.FromUtc(2016, 10, 30, 0, 10), London.Read("2016-10-30 01:10", Instant.FromUtc(2016, 10, 30, 5, 0)));
    }

    [Fact]
    public void A_time_in_the_skipped_hour_is_moved_forward_by_that_hour()
    {
        Assert.Equal(Instant.FromUtc(2017, 3, 26, 1, 30), London.Read("2017-03-26 01:30", null));
    }

    [Fact]
    public void Zurich_and_Oslo_change_at_01_UTC_too_that_is_at_two_o_clock()
    {
        var zurich = new WallClock("Europe/Zurich", "uuuu'-'MM'-'dd HH':'mm");
        var oslo = new WallClock("Europe/Oslo", "dd'.'MM'.'uuuu HH':'mm");

        Assert.Equal(Instant.FromUtc(2022, 10, 30, 0, 30), zurich.Read("2022-10-30 02:30", null));
        Assert.Equal(Instant.FromUtc(2019, 3, 31, 1, 30), oslo.Read("31.03.2019 02:30", null));
    }

    [Fact]
    public void An_offset_time_is_what_it_says()
    {
        var clock = new OffsetClock("uuuu'-'MM'-'dd HH':'mm':'sso<m>");

        Assert.Equal(Instant.FromUtc(2019, 11, 3, 8, 30), clock.Read("2019-11-03 01:30:00-07:00", null));
        Assert.Equal(Instant.FromUtc(2019, 11, 3, 9, 30), clock.Read("2019-11-03 01:30:00-08:00", null));
    }

    [Fact]
    public void Periods_count_time_that_passed_so_that_a_clock_change_takes_none_away()
    {
        // Los Angeles' clocks went forward on 10 March 2019: 1 March 00:00 is 08:00 UTC, and nine days and three hours later it is 11:00 UTC.
        var clock = new PeriodClock("America/Los_Angeles", new LocalDate(2019, 3, 1));

        Assert.Equal(Instant.FromUtc(2019, 3, 1, 14, 20), clock.Read("76", null));
        Assert.Equal(Instant.FromUtc(2019, 3, 10, 11, 0), clock.Read($"{(9 * 24 + 3) * 12}", null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2017-02-29 12:00")]
    [InlineData("2017-01-15 24:30")]
    [InlineData("2147483647")]
    public void What_is_no_time_is_none(string text)
    {
        Assert.Null(London.Read(text, null));
        Assert.Null(new PeriodClock("America/Los_Angeles", new LocalDate(2019, 3, 1)).Read(text, null));
        Assert.Null(new OffsetClock("uuuu'-'MM'-'dd HH':'mm':'sso<m>").Read(text, null));
    }
}
