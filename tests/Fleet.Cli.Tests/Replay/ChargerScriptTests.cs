using Fleet.Cli.Replay;
using Fleet.Domain.Identity;

namespace Fleet.Cli.Tests.Replay;

/// <summary>What a charger says, when, and what its meter shows.</summary>
public sealed class ChargerScriptTests
{
    private static readonly long First = MeterCurve.First(ChargerId.Parse("A"), 1).Value;

    [Fact]
    public void A_session_is_a_start_then_a_reading_every_quarter_of_an_hour_then_a_stop()
    {
        var steps = Steps(Sessions.Of(1, 0, 40, 8_000));

        Assert.Equal(
            [(StepKind.Start, 0, 0L), (StepKind.Reading, 15, 3_000L), (StepKind.Reading, 30, 6_000L), (StepKind.Stop, 40, 8_000L)],
            steps.Select(Told));
    }

    [Fact]
    public void A_reading_does_not_fall_on_the_stop()
    {
        Assert.Equal([StepKind.Start, StepKind.Reading, StepKind.Stop], Steps(Sessions.Of(1, 0, 30, 1)).Select(s => s.Kind));
    }

    [Fact]
    public void A_session_of_weeks_has_eight_readings()
    {
        var steps = Steps(Sessions.Of(1, 0, 9 * 1440, 9_000));

        Assert.Equal(Enumerable.Range(1, 8).Select(day => (StepKind.Reading, day * 1440, day * 1_000L)), steps[1..^1].Select(Told));
    }

    [Fact]
    public void With_a_known_power_the_meter_runs_at_it_until_the_energy_is_there_and_then_stands_still()
    {
        // 8 kW for 15 minutes are 2 kWh.
        Assert.Equal([2_000L, 4_000, 5_000, 5_000], Steps(Sessions.Of(1, 0, 70, 5_000, maxPowerW: 8_000))[1..^1].Select(s => Told(s).Wh));
    }

    [Fact]
    public void With_a_power_that_cannot_give_the_energy_the_meter_grows_evenly()
    {
        Assert.Equal([2_500L], Steps(Sessions.Of(1, 0, 30, 5_000, maxPowerW: 1_000))[1..^1].Select(s => Told(s).Wh));
    }

    [Fact]
    public void A_meter_goes_on_from_session_to_session()
    {
        var steps = Steps(Sessions.Of(2, 60, 70, 500), Sessions.Of(1, 0, 10, 1_000));

        Assert.Equal([0L, 1_000, 1_000, 1_500], steps.Select(s => Told(s).Wh));
    }

    [Fact]
    public void A_negative_energy_stops_below_its_start_and_the_meter_goes_on_from_there()
    {
        var steps = Steps(Sessions.Of(1, 0, 20, -1_000), Sessions.Of(2, 60, 70, 500));

        Assert.Equal([0L, -750, -1_000, -1_000, -500], steps.Select(s => Told(s).Wh));
    }

    [Fact]
    public void An_end_before_the_start_is_a_stop_with_that_timestamp_whose_turn_is_after_the_start()
    {
        var steps = Steps(Sessions.Of(1, 60, 0, 1_000), Sessions.Of(2, 90, 91, 1));

        Assert.Equal([(StepKind.Start, 60, 0L), (StepKind.Stop, 0, 1_000L), (StepKind.Start, 90, 1_000L), (StepKind.Stop, 91, 1_001L)], steps.Select(Told));
        Assert.Equal(Sessions.At(60), steps[1].Due);
    }

    [Fact]
    public void Sessions_of_one_connector_that_overlap_are_played_one_after_the_other_and_keep_their_timestamps()
    {
        var steps = Steps(Sessions.Of(1, 0, 14, 100), Sessions.Of(2, 5, 20, 100));

        Assert.Equal([(1, 0), (1, 14), (2, 5), (2, 20)], steps.Select(s => (s.Session.Row, Told(s).Minute)));
        Assert.Equal([0, 14, 14, 20], steps.Select(s => Minute(s.Due)));
    }

    [Fact]
    public void Connectors_of_one_charger_speak_in_the_order_of_time_and_have_a_meter_each()
    {
        var script = Assert.Single(ChargerScript.Write([Sessions.Of(1, 0, 14, 100), Sessions.Of(2, 5, 10, 200, connector: 2)]));

        Assert.Equal([(1, StepKind.Start), (2, StepKind.Start), (2, StepKind.Stop), (1, StepKind.Stop)], script.Steps.Select(s => (s.Session.ConnectorId, s.Kind)));
        Assert.Equal(200, script.Steps[2].Register.Value - script.Steps[1].Register.Value);
        Assert.Equal(100, script.Steps[3].Register.Value - script.Steps[0].Register.Value);
        Assert.Equal([1, 2], script.Connectors);
    }

    [Fact]
    public void The_charger_that_says_most_goes_first()
    {
        var scripts = ChargerScript.Write([Sessions.Of(1, 0, 14, 100), Sessions.Of(2, 0, 60, 100, "B")]);

        Assert.Equal(["B", "A"], scripts.Select(s => s.Charger.Value).ToArray());
    }

    [SkippableFact]
    public void Over_all_of_Perth_every_meter_moves_by_what_the_file_says_and_every_turn_comes_in_order()
    {
        var sessions = Files.Read(SharedFiles.Find("data/sessions/perth-kinross/2016-09_2017-08.csv")).Sessions;

        foreach (var script in ChargerScript.Write(sessions))
        {
            Assert.Equal(script.Steps.Select(s => s.Due).Order(), script.Steps.Select(s => s.Due));
            foreach (var connector in script.Steps.GroupBy(s => s.Session.ConnectorId))
                AssertOneAfterTheOther([.. connector]);
        }
    }

    private static void AssertOneAfterTheOther(IReadOnlyList<ReplayStep> steps)
    {
        var register = steps[0].Register;
        ReplaySession? running = null;
        foreach (var step in steps)
        {
            Assert.Equal(step.Kind == StepKind.Start, running is null);
            running ??= step.Session;
            Assert.Same(running, step.Session);
            if (step.Kind == StepKind.Start)
                Assert.Equal(register, step.Register);
            if (step.Kind != StepKind.Stop)
                continue;
            register += step.Session.Energy;
            Assert.Equal(register, step.Register);
            running = null;
        }

        Assert.Null(running);
    }

    private static ReplayStep[] Steps(params ReplaySession[] sessions) => [.. Assert.Single(ChargerScript.Write(sessions)).Steps];

    private static (StepKind Kind, int Minute, long Wh) Told(ReplayStep step) => (step.Kind, Minute(step.At), step.Register.Value - First);

    private static int Minute(NodaTime.Instant at) => (int)(at - Sessions.Zero).TotalMinutes;
}
