using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>One session's life: readings, one stop, one bill (design: Promises 1 to 3).</summary>
public sealed class SessionStateTests
{
    private static readonly SessionState Open = NewSession.After(OpenWith());

    [Fact]
    public void Opening_it_again_changes_nothing() => AssertNothing(Open, OpenWith());

    [Fact]
    public void Before_it_is_open_whoever_asks_has_to_ask_again()
    {
        Assert.IsType<Retry>(NewSession.Decide(new RecordReadings(Session(700), [Meter(5, 1_500)]), At(5)).Reply);
        Assert.IsType<Retry>(NewSession.Decide(new StopSession(Session(700), StopAt(30, 5_000)), At(30)).Reply);
        Assert.IsType<Retry>(NewSession.Decide(new NoteConnectorStatus(Session(700), ConnectorStatus.Charging, At(5)), At(30)).Reply);
    }

    [Fact]
    public void One_message_of_readings_is_one_event_with_the_energy_after_it()
    {
        var recorded = Assert.IsType<ReadingsRecorded>(Assert.Single(Open.Decide(Record(Meter(5, 1_500), Meter(10, 2_000)), At(10)).Events));

        Assert.Equal(new EnergyWh(1_000), recorded.Energy);
        Assert.Equal(2, recorded.Readings.Count);
    }

    [Fact]
    public void Readings_sent_again_are_answered_and_not_written() => AssertNothing(Open.After(Record(Meter(5, 1_500))), Record(Meter(5, 1_500)));

    [Fact]
    public void Of_readings_that_are_partly_known_only_the_new_ones_are_written()
    {
        var decision = Open.After(Record(Meter(5, 1_500))).Decide(Record(Meter(5, 1_500), Meter(10, 2_000)), At(10));

        Assert.Equal([Meter(10, 2_000)], Assert.IsType<ReadingsRecorded>(Assert.Single(decision.Events)).Readings);
    }

    [Fact]
    public void A_stop_is_persisted_together_with_its_bill_and_answered_when_the_charger_knows()
    {
        var decision = Open.Decide(Stopping(30, 5_000), At(30));
        var owed = Assert.Single(Open.After(decision).Owed);

        Assert.Collection(decision.Events, e => Assert.IsType<SessionStopped>(e), e => Assert.IsType<SessionBilled>(e));
        Assert.Equal(new EndTransaction(Charger, TransactionId.From(700), At(30), Served: true), owed.Command);
        Assert.Equal(owed.Key, decision.AfterDebt);
        Assert.Equal(Done.Instance, decision.Reply);
    }

    [Fact]
    public void The_bill_is_the_energy_times_the_price_and_tax_on_top()
    {
        // (13,345 - 1,000) Wh = 12.345 kWh x 0.40 = 4.938 -> 4.94; 19 % of 4.94 = 0.9386 -> 0.94.
        var bill = Open.After(Record(Meter(10, 5_000)), Stopping(30, 13_345)).Bill!;

        Assert.Equal((BillState.Billed, new EnergyWh(12_345)), (bill.State, bill.Energy));
        Assert.Equal((4.94m, 5.88m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Empty(bill.HeldFor);
        Assert.Empty(bill.Findings);
    }

    [Fact]
    public void A_stop_resent_is_answered_but_not_billed_twice()
    {
        var stop = Stopping(30, 5_000, Meter(30, 5_000));

        AssertNothing(Open.After(stop), stop);
    }

    [Fact]
    public void A_stop_with_other_values_is_kept_for_the_audit_once_and_the_bill_stands()
    {
        var billed = Open.After(Stopping(30, 5_000));
        var other = Stopping(31, 9_000, Meter(31, 9_000));

        var after = billed.After(other);

        Assert.Equal(billed.Bill, after.Bill);
        Assert.Equal(new EnergyWh(9_000), Assert.Single(after.RepeatedStops).MeterStop);
        AssertNothing(after, other);
        AssertNothing(after, Stopping(30, 5_000));
    }

    [Fact]
    public void Readings_after_the_stop_are_kept_and_the_bill_stands()
    {
        var billed = Open.After(Stopping(30, 5_000));

        var decision = billed.Decide(Record(Meter(20, 3_000), Meter(40, 9_000)), At(40));
        var after = billed.After(decision);

        Assert.Equal(new EnergyWh(4_000), Assert.IsType<ReadingsRecorded>(Assert.Single(decision.Events)).Energy);
        Assert.Equal(billed.Bill, after.Bill);
        AssertNothing(after, Record(Meter(20, 3_000), Meter(40, 9_000)));
    }

    [Fact]
    public void Readings_that_come_with_the_stop_count()
    {
        var bill = Open.After(Stopping(30, null, Meter(10, 2_000), Meter(30, 3_500))).Bill!;

        Assert.Equal((BillState.Billed, new EnergyWh(2_500)), (bill.State, bill.Energy));
        Assert.Equal(FindingCode.StopWithoutRegister, Assert.Single(bill.Findings).Code);
    }

    [Fact]
    public void A_status_is_noted_once_and_none_from_after_the_stop()
    {
        var note = new NoteConnectorStatus(Session(700), ConnectorStatus.SuspendedEV, At(10));
        var noted = Open.After(note);

        Assert.Single(noted.Statuses);
        AssertNothing(noted, note);
        AssertNothing(noted.After(Stopping(30, 5_000)), note with { At = At(30) });
    }

    [Fact]
    public void A_billed_session_leaves_memory_soon_and_an_open_one_only_when_it_is_silent()
    {
        Assert.True(Open.IdleTimeout > WatchPolicy.Default.ProbeAfter);
        Assert.True(Open.After(Stopping(30, 5_000)).IdleTimeout < Duration.FromMinutes(1));
        Assert.False(SessionState.IsLongLived);
    }

    private static OpenSession OpenWith() => new(
        Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, Terms()));

    private static RecordReadings Record(params Reading[] readings) => new(Session(700), readings.ToValueList());

    private static StopSession Stopping(int minute, long? meter, params Reading[] readings) =>
        new(Session(700), StopAt(minute, meter, null, StopReason.Local, readings));

    private static void AssertNothing(SessionState session, SessionCommand command)
    {
        var decision = session.Decide(command, MuchLater);
        Assert.Empty(decision.Events);
        Assert.Equal(Done.Instance, decision.Reply);
    }
}
