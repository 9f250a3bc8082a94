using Fleet.Domain.Metering;

using NodaTime;

using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Metering;

/// <summary>A session's readings by the charger's time, whatever their order of arrival (design: Time).</summary>
public sealed class EvidenceTests
{
    private static readonly Evidence Begun = Evidence.Begin(Noon, new EnergyWh(1_000), DeliveryLimit.Of(null));

    [Fact]
    public void A_reading_seen_before_is_not_new()
    {
        var evidence = Begun.Add([Meter(10, 1_500)], MuchLater);

        Assert.Empty(evidence.Unseen([Meter(10, 1_500)]));
        Assert.Equal([Meter(20, 1_600)], evidence.Unseen([Meter(10, 1_500), Meter(20, 1_600), Meter(20, 1_600)]));
    }

    [Fact]
    public void A_reading_of_the_same_instant_with_other_values_is_new() =>
        Assert.Single(Begun.Add([Meter(10, 1_500)], MuchLater).Unseen([Meter(10, 1_501)]));

    [Fact]
    public void Readings_that_arrive_late_prove_the_same_as_in_order()
    {
        Reading a = Meter(10, 1_500), b = Meter(20, 1_700), c = Meter(30, 1_900);

        var inOrder = Begun.Add([a, b, c], MuchLater).Register;
        var late = Begun.Add([c], MuchLater).Add([a], MuchLater).Add([b], MuchLater).Register;

        Assert.Equal(inOrder.Points.Select(p => (p.At, p.Energy)), late.Points.Select(p => (p.At, p.Energy)));
        Assert.Empty(late.Findings);
    }

    [Fact]
    public void Two_values_of_one_instant_are_found_and_the_next_one_tells_which_is_right()
    {
        Reading right = Meter(10, 1_500), wrong = Meter(10, 9_500), next = Meter(20, 1_700);

        foreach (var evidence in new[] { Begun.Add([right, wrong, next], MuchLater), Begun.Add([wrong, next, right], MuchLater) })
        {
            Assert.Equal(new EnergyWh(700), evidence.Register.Energy);
            Assert.Equal(FindingCode.ConflictingReadings, Assert.Single(evidence.Findings).Code);
        }
    }

    [Theory]
    [InlineData("1970-01-01T00:10:00Z")]
    [InlineData("2014-12-31T23:59:59Z")]
    [InlineData("2026-03-02T12:35:01Z")]
    [InlineData("2099-01-01T00:00:00Z")]
    public void A_time_that_cannot_be_right_is_found_and_its_register_not_used(string time)
    {
        var at = NodaTime.Text.InstantPattern.General.Parse(time).Value;
        var arrived = At(30);

        var evidence = Begun.Add([Meter(10, 1_500), Meter(at, 800_000), Meter(20, 1_700)], arrived);

        Assert.Equal(new EnergyWh(700), evidence.Register.Energy);
        var finding = Assert.Single(evidence.Findings);
        Assert.Equal((FindingCode.ImplausibleTime, 2), (finding.Code, finding.Reading));
    }

    [Fact]
    public void Five_minutes_ahead_of_the_arrival_is_still_right() =>
        Assert.Equal(new EnergyWh(500), Begun.Add([Meter(At(35), 1_500)], At(30)).Register.Energy);

    [Fact]
    public void Readings_of_a_past_day_are_right_because_a_charger_may_have_been_offline() =>
        Assert.Empty(Begun.Add([Meter(10, 1_500)], Noon + Duration.FromDays(400)).Findings);

    [Fact]
    public void Readings_before_the_start_prove_nothing() =>
        Assert.Equal(new EnergyWh(500), Begun.Add([Meter(-10, 200), Meter(10, 1_500)], MuchLater).Register.Energy);

    [Fact]
    public void Readings_after_the_stop_prove_nothing()
    {
        var evidence = Begun.Add([Meter(10, 1_500), Meter(61, 5_000), Meter(70, 6_000)], MuchLater);

        Assert.Equal(new EnergyWh(800), evidence.CloseRegister(At(60), new EnergyWh(1_800)).Energy);
        Assert.Equal(new EnergyWh(500), evidence.CloseRegister(At(60), null).Energy);
    }

    [Fact]
    public void A_reading_of_the_stop_s_own_instant_belongs_to_the_session() =>
        Assert.Equal(new EnergyWh(900), Begun.Add([Meter(60, 1_900)], MuchLater).CloseRegister(At(60), null).Energy);

    [Fact]
    public void A_reading_without_a_register_leaves_the_energy_alone()
    {
        Reading soc = new(At(15), [new Sample(Measurand.StateOfCharge, 500)]);

        var evidence = Begun.Add([Meter(10, 1_500), soc, Meter(20, 1_700)], MuchLater);

        Assert.Equal(new EnergyWh(700), evidence.Register.Energy);
        Assert.Equal(3, evidence.Count);
        Assert.Empty(evidence.Findings);
    }

    [Fact]
    public void A_sample_unknown_to_OCPP_is_kept_and_found() => Assert.Equal(
        FindingCode.UnknownSample, Assert.Single(Begun.Add([new Reading(At(15), [new Sample(Measurand.Unknown, 5)])], MuchLater).Findings).Code);

    [Fact]
    public void The_same_readings_make_equal_evidence() =>
        Assert.Equal(Begun.Add([Meter(10, 1_500), Meter(20, 1_600)], MuchLater), Begun.Add([Meter(10, 1_500), Meter(20, 1_600)], MuchLater));

    [Fact]
    public void Other_readings_make_other_evidence() =>
        Assert.NotEqual(Begun.Add([Meter(10, 1_500)], MuchLater), Begun.Add([Meter(10, 1_501)], MuchLater));
}
