using Fleet.Cli.Replay;
using NodaTime;

namespace Fleet.Cli.Tests.Replay;

/// <summary>When a message's turn is.</summary>
public sealed class PaceTests
{
    private readonly ImpatientTime _time = new();

    [Fact]
    public async Task A_turn_is_the_files_time_divided_by_the_speed_and_counts_from_the_beginning()
    {
        var pace = new Pace(60, Sessions.Zero, _time);

        await pace.UntilAsync(Sessions.At(30), default);
        Assert.Equal(TimeSpan.FromSeconds(30), _time.Passed);

        await pace.UntilAsync(Sessions.At(90), default);
        Assert.Equal(TimeSpan.FromSeconds(90), _time.Passed);
    }

    [Fact]
    public async Task A_turn_that_has_passed_is_now()
    {
        var pace = new Pace(60, Sessions.Zero, _time);
        await pace.UntilAsync(Sessions.At(30), default);

        await pace.UntilAsync(Sessions.At(10), default);

        Assert.Equal(TimeSpan.FromSeconds(30), _time.Passed);
    }

    [Fact]
    public async Task Without_a_speed_every_turn_is_now()
    {
        await new Pace(null, Sessions.Zero, _time).UntilAsync(Sessions.Zero + Duration.FromDays(365), default);

        Assert.Equal(TimeSpan.Zero, _time.Passed);
    }

    [Fact]
    public async Task A_turn_further_away_than_a_timer_reaches_is_waited_for()
    {
        await new Pace(1, Sessions.Zero, _time).UntilAsync(Sessions.Zero + Duration.FromDays(100), default);

        Assert.Equal(TimeSpan.FromDays(100), _time.Passed);
    }
}
