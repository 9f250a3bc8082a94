using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Metering;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>A meter is exchanged while a session runs: what both meters counted is billed, and the jump between them is not.</summary>
public sealed class MeterSwapTests
{
    private static readonly Ruling Because = new("alice", "meter broken", At(20));

    private static readonly MeterSwap Swap = new(At(20), new EnergyWh(5_000), new EnergyWh(100), "NEW-1");

    [Fact]
    public void Energy_of_both_meters_counts_and_the_jump_does_not()
    {
        // Old meter 1,000 to 5,000 Wh, new one 100 to 2,100 Wh.
        var bill = Bill([Meter(10, 3_000)], Swap, [Meter(30, 1_100)], 2_100);

        Assert.Equal((BillState.Billed, 6_000L), (bill.State, bill.Energy.Value));
        Assert.Equal(FindingCode.MeterSwapped, Assert.Single(bill.Findings).Code);
    }

    [Fact]
    public void A_new_meter_that_stands_higher_than_the_old_one_adds_nothing()
    {
        var bill = Bill([Meter(10, 3_000)], Swap with { NewRegister = new EnergyWh(900_000) }, [Meter(30, 901_000)], 902_000);

        Assert.Equal((BillState.Billed, 6_000L), (bill.State, bill.Energy.Value));
    }

    [Fact]
    public void An_exchange_that_is_recorded_after_the_new_meter_s_readings_makes_the_same_bill()
    {
        var inTime = Bill([Meter(10, 3_000)], Swap, [Meter(30, 1_100)], 2_100);

        var late = Opened.After(At(31), new RecordReadings(Session(700), [Meter(10, 3_000)]), new RecordReadings(Session(700), [Meter(30, 1_100)]), new NoteMeterSwap(Session(700), Swap))
            .After(new StopSession(Session(700), StopAt(40, 2_100))).Bill!;

        Assert.Equal((inTime.Energy, inTime.TotalInclTax, inTime.State), (late.Energy, late.TotalInclTax, late.State));
    }

    [Fact]
    public void A_last_position_below_what_was_read_proves_nothing_and_no_energy_is_negative()
    {
        var bill = Bill([Meter(10, 3_000)], Swap with { OldRegister = new EnergyWh(500) }, [Meter(30, 1_100)], 2_100);

        Assert.Equal(4_000L, bill.Energy.Value);
    }

    [Fact]
    public void An_exchange_is_owed_to_the_session_that_runs_on_that_meter_once()
    {
        var charger = NewCharger.After(Start(Left), Start(Right, Bob)).Paid().After(new SwapMeter(Charger, Left, Swap, Because), new SwapMeter(Charger, Left, Swap, Because));

        Assert.Equal(new NoteMeterSwap(Session(700), Swap), Assert.Single(charger.Owed).Command);
        Assert.Empty(Opened.After(new NoteMeterSwap(Session(700), Swap)).Decide(new NoteMeterSwap(Session(700), Swap), At(21)).Events);
    }

    [Fact]
    public void The_charger_as_a_whole_has_no_meter_to_exchange() => Assert.Equal(
        "NO_METER", Assert.IsType<Rejection>(NewCharger.Decide(new SwapMeter(Charger, default, Swap, Because), At(20)).Reply).Code);

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, long.MaxValue)]
    public void A_position_that_no_meter_shows_is_refused(long old, long @new) => Assert.Equal(
        "NO_POSITION",
        Assert.IsType<Rejection>(NewCharger.Decide(
            new SwapMeter(Charger, Left, Swap with { OldRegister = new EnergyWh(old), NewRegister = new EnergyWh(@new) }, Because), At(20)).Reply).Code);

    private static SessionState Opened { get; } = NewSession.After(
        new OpenSession(Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, Terms())));

    private static Bill Bill(Reading[] before, MeterSwap swap, Reading[] after, long meterStop) => Opened.After(
        new RecordReadings(Session(700), before.ToValueList()),
        new NoteMeterSwap(Session(700), swap),
        new RecordReadings(Session(700), after.ToValueList()),
        new StopSession(Session(700), StopAt(40, meterStop))).Bill!;
}
