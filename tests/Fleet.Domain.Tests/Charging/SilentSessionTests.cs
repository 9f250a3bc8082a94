using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Metering;

using NodaTime;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>Sessions whose stop does not come: probed, closed on their last evidence, and corrected when the stop comes after all.</summary>
public sealed class SilentSessionTests
{
    private static readonly WatchPolicy Policy = new()
    {
        ProbeAfter = Duration.FromMinutes(15),
        CloseAfter = Duration.FromHours(24),
        FreedAfter = Duration.FromMinutes(5),
        DebtAfter = Duration.FromSeconds(10),
    };

    private static readonly SessionState Open = NewSession.After(
        Noon, new OpenSession(Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, Terms())));

    [Fact]
    public void A_session_that_is_heard_is_left_alone()
    {
        var session = Hear(Hear(Open, 10, 3_000), 20, 5_000);

        Assert.Equal(At(35), session.WakeAt(Policy));
        Assert.Empty(session.Wake(Policy, At(34)).Events);
    }

    [Fact]
    public void A_silent_session_is_probed_through_its_charger_and_the_pause_doubles_until_it_is_closed()
    {
        var session = Hear(Open, 10, 3_000);
        var probes = new List<Instant>();
        while (session.WakeAt(Policy) is { } due && due < At(10) + Policy.CloseAfter)
        {
            var decision = session.Wake(Policy, due);
            Assert.Equal(new ProbeCharger(Charger, Left), decision.Notice);
            probes.Add(due);
            session = session.After(decision);
        }

        // 15 min after the last reading, then 30, 60, 120, 240, 480 min apart; the next one would come after the 24 h.
        Assert.Equal([At(25), At(55), At(115), At(235), At(475), At(955)], probes);
        Assert.Equal(At(10) + Policy.CloseAfter, session.WakeAt(Policy));
    }

    [Fact]
    public void A_session_whose_charger_is_away_is_not_probed_and_waits_until_it_is_closed()
    {
        var away = Policy with { CanProbe = false };

        Assert.Equal(Noon + Policy.CloseAfter, Open.WakeAt(away));
        Assert.Empty(Open.Wake(away, At(60)).Events);
        Assert.NotEmpty(Open.Wake(away, Noon + Policy.CloseAfter).Events);
    }

    [Fact]
    public void A_reading_after_a_probe_begins_the_silence_anew()
    {
        var session = Open.After(Open.Wake(Policy, At(15)));

        Assert.Equal(At(35), Hear(session, 20, 3_000).WakeAt(Policy));
    }

    [Fact]
    public void A_session_silent_for_very_long_is_billed_for_what_its_last_evidence_proves()
    {
        var closed = Close(Hear(Hear(Open, 10, 3_000), 30, 6_000), At(30) + Policy.CloseAfter);

        // 5 kWh x 0.40 = 2.00, 19 % on top; the time ends with the last reading, not with the silence.
        var bill = closed.Bill!;
        Assert.Equal((BillState.Billed, 5_000L, 2.38m), (bill.State, bill.Energy.Value, bill.TotalInclTax));
        Assert.Equal(1_800L, bill.ChargingSeconds);
        Assert.Equal(At(30), closed.Stop!.StoppedAt);
        Assert.Equal(ClosingCause.Silent, closed.ClosedFor);
        Assert.Contains(bill.Findings, finding => finding.Code == FindingCode.NoStop);
        Assert.IsType<EndTransaction>(Assert.Single(closed.Owed).Command);
    }

    [Fact]
    public void A_session_without_any_reading_is_closed_with_nothing_to_pay()
    {
        var bill = Close(Open, Noon + Policy.CloseAfter).Bill!;

        Assert.Equal((BillState.Billed, 0L, 0.00m), (bill.State, bill.Energy.Value, bill.TotalInclTax));
    }

    [Fact]
    public void A_session_whose_connector_is_free_is_closed_when_its_stop_does_not_come_within_the_time()
    {
        var freed = Hear(Open, 30, 6_000).After(At(40), new NoteConnectorStatus(Session(700), ConnectorStatus.Available, At(39)));

        Assert.Equal(At(45), freed.WakeAt(Policy));
        Assert.Empty(freed.Wake(Policy, At(44)).Events);
        var closed = Close(freed, At(45));
        Assert.Equal((ClosingCause.ConnectorFree, At(39)), (closed.ClosedFor, closed.Stop!.StoppedAt));
    }

    [Theory]
    [InlineData(41, true)]
    [InlineData(38, false)]
    public void A_later_reading_takes_back_that_the_connector_is_free_and_an_earlier_one_does_not(int minute, bool takenBack)
    {
        var freed = Open.After(At(40), new NoteConnectorStatus(Session(700), ConnectorStatus.Available, At(39)));
        var heard = freed.After(At(42), new RecordReadings(Session(700), [Meter(minute, 6_000)]));

        Assert.Equal(takenBack ? At(57) : At(45), heard.WakeAt(Policy));
    }

    [Fact]
    public void A_transaction_that_another_one_follows_on_its_connector_is_closed_and_one_on_another_connector_is_not()
    {
        var charger = NewCharger.After(At(60), Start(Left), Start(Right, Bob)).Paid().After(At(60), Start(Left, Bob, minute: 60, meter: 6_000));

        var supersede = Assert.IsType<SupersedeSession>(Assert.Single(charger.Owed, debt => debt.Command is SupersedeSession).Command);
        Assert.Equal(new SupersedeSession(Session(700), At(60)), supersede);
        var superseded = Hear(Open, 30, 6_000).After(At(60), supersede);
        Assert.Equal(At(65), superseded.WakeAt(Policy));
        var closed = Close(superseded, At(65));
        Assert.Equal((ClosingCause.Superseded, At(30)), (closed.ClosedFor, closed.Stop!.StoppedAt));
    }

    [Fact]
    public void The_charger_s_own_late_stop_wins_by_a_full_credit_and_a_new_bill()
    {
        var closed = Close(Hear(Open, 30, 6_000), At(30) + Policy.CloseAfter);

        var decision = closed.Decide(new StopSession(Session(700), StopAt(90, 9_000)), At(30) + Policy.CloseAfter * 2);

        // 8 kWh x 0.40 = 3.20, 19 % on top.
        var billed = Assert.IsType<SessionBilled>(decision.Events[^1]);
        Assert.Equal((3, 1, 3.81m), (billed.Revision, billed.Corrects, billed.Bill.TotalInclTax));
        Assert.DoesNotContain(billed.Bill.Findings, finding => finding.Code == FindingCode.NoStop);
        var corrected = closed.After(decision);
        Assert.Null(corrected.ClosedFor);
        Assert.Empty(corrected.Decide(new StopSession(Session(700), StopAt(90, 9_000)), MuchLater).Events);
    }

    [Fact]
    public void A_late_stop_that_changes_no_amount_changes_no_bill()
    {
        var closed = Close(Hear(Open, 30, 6_000), At(30) + Policy.CloseAfter);

        var decision = closed.Decide(new StopSession(Session(700), StopAt(30, 6_000)), MuchLater);

        Assert.IsType<SessionStopped>(Assert.Single(decision.Events));
        Assert.Null(closed.After(decision).ClosedFor);
    }

    [Fact]
    public void A_session_that_goes_on_after_it_was_closed_is_watched_again_and_closed_with_what_came()
    {
        var closed = Settled(Close(Hear(Open, 30, 6_000), At(30) + Policy.CloseAfter));
        Assert.Null(closed.WakeAt(Policy));

        var later = At(60) + Policy.CloseAfter;
        var alive = closed.After(later, new RecordReadings(Session(700), [Meter(50, 8_000)]));
        Assert.Equal(later + Policy.ProbeAfter, alive.WakeAt(Policy));
        var again = Close(alive, later + Policy.CloseAfter);

        Assert.Equal((7_000L, 3), (again.Bill!.Energy.Value, again.Revision));
    }

    [Fact]
    public void A_debt_that_stands_too_long_is_due_whatever_else_is()
    {
        var owing = Open.After(At(30), new StopSession(Session(700), StopAt(30, 6_000)));
        var charger = NewCharger.After(At(1), Start(Left));

        Assert.Equal(At(30) + Policy.DebtAfter, owing.WakeAt(Policy));
        Assert.Null(Settled(owing).WakeAt(Policy));
        Assert.Equal(At(1) + Policy.DebtAfter, charger.WakeAt(Policy));
        Assert.Null(charger.Paid().WakeAt(Policy));
    }

    [Fact]
    public void A_probe_of_a_charger_that_is_here_asks_its_gateway_and_of_one_that_is_away_asks_nobody()
    {
        var here = NewCharger.After(new ConnectCharger(Charger, new ChargerConnection(Guid.NewGuid(), "node", "ocpp1.6", Noon)));

        Assert.Equal([new RequestReadings(Charger, "node", Left)], here.Decide(new ProbeCharger(Charger, Left), Noon).Requests);
        Assert.Empty(NewCharger.Decide(new ProbeCharger(Charger, Left), Noon).Requests);
    }

    private static SessionState Hear(SessionState session, int minute, long wh) =>
        session.After(At(minute), new RecordReadings(Session(700), [Meter(minute, wh)]));

    /// <summary>After everything that is due until <paramref name="now"/>.</summary>
    private static SessionState Close(SessionState session, Instant now)
    {
        while (session.WakeAt(Policy) is { } due && due <= now && session.Wake(Policy, now) is { Events.IsEmpty: false } decision)
            session = session.After(decision);
        return session;
    }

    private static SessionState Settled(SessionState session) => session.Owed.Aggregate(session, (state, debt) => state.Evolve(state.Settle(debt)));
}
