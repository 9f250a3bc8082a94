using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>What arrives after the bill counts as if it had arrived before: a credit and a new bill, never an edit (billing.md 4, rows 3 and 13).</summary>
public sealed class LateEvidenceTests
{
    private static readonly Ruling Because = new("alice", "looked at", MuchLater);

    /// <summary>0.40 EUR a kWh, 2.00 EUR an hour of charging, 6.00 EUR an hour of parking; no tax.</summary>
    private static readonly FrozenTariff ByTime = Freeze(
        new PriceComponent(TariffDimension.Energy, 0.40m, null),
        new PriceComponent(TariffDimension.Time, 2.00m, null),
        new PriceComponent(TariffDimension.ParkingTime, 6.00m, null));

    [Fact]
    public void A_late_reading_that_proves_more_is_persisted_with_a_credit_and_a_new_bill()
    {
        var billed = Stopped(null);
        var decision = billed.Decide(Record(Meter(20, 3_000)), MuchLater);

        // Nothing was known but the start: 0 kWh. The late reading proves 2 kWh: 2 x 0.40 = 0.80, 19 % = 0.15.
        Assert.Equal(EnergyWh.Zero, billed.Bill!.Energy);
        Assert.Equal(2, decision.Events.Count);
        Assert.IsType<ReadingsRecorded>(decision.Events[0]);
        var corrected = Assert.IsType<SessionBilled>(decision.Events[1]);
        Assert.Equal((3, 1, null, CorrectionCause.LateEvidence), (corrected.Revision, corrected.Corrects, corrected.Ruling, corrected.Cause));
        Assert.Equal((new EnergyWh(2_000), 0.95m), (corrected.Bill.Energy, corrected.Bill.TotalInclTax));
        Assert.Single(billed.Owed);
        Assert.Equal(billed.Owed, billed.After(decision).Owed);
    }

    [Fact]
    public void A_late_report_that_the_car_was_full_moves_charging_time_to_parking()
    {
        var billed = Stopped(6_000, terms: Terms(tariff: ByTime));
        var corrected = billed.After(new NoteConnectorStatus(Session(700), ConnectorStatus.SuspendedEV, At(20)));

        // 5 kWh x 0.40 + 0.5 h x 2.00 = 3.00; then 5 x 0.40 + 1/3 h x 2.00 (0.67) + 1/6 h x 6.00 = 3.67.
        Assert.Equal((3.00m, 1), (billed.Bill!.TotalExclTax, billed.Revision));
        Assert.Equal((3.67m, 3), (corrected.Bill!.TotalExclTax, corrected.Revision));
        Assert.Equal((1_200, 600), (corrected.Bill.ChargingSeconds, corrected.Bill.IdleSeconds));
    }

    [Fact]
    public void A_late_exchange_of_the_meter_proves_what_the_old_one_had_counted()
    {
        var billed = Stopped(500, Meter(10, 3_000));
        var corrected = billed.After(new NoteMeterSwap(Session(700), new MeterSwap(At(15), new EnergyWh(3_500), EnergyWh.Zero)));

        Assert.Equal(BillState.Held, billed.Bill!.State);
        Assert.Equal((BillState.Billed, new EnergyWh(3_000), 2), (corrected.Bill!.State, corrected.Bill.Energy, corrected.Revision));
    }

    [Fact]
    public void Readings_that_come_late_with_another_stop_count_too()
    {
        var corrected = Stopped(null).After(new StopSession(Session(700), StopAt(31, 9_000, null, StopReason.Local, Meter(20, 3_000))));

        Assert.Equal((new EnergyWh(2_000), 3), (corrected.Bill!.Energy, corrected.Revision));
        Assert.Single(corrected.RepeatedStops);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_bill_that_a_person_decided_on_stays_and_the_person_is_asked(bool release)
    {
        var session = Stopped(null, terms: Terms(release ? TokenStatus.Invalid : TokenStatus.Accepted), readings: Meter(10, 2_000));
        var decided = session.After(release ? new ReleaseHold(Session(700), Because) : new CreditSession(Session(700), Because));

        var decision = decided.Decide(Record(Meter(20, 3_000)), MuchLater);
        var after = decided.After(decision);

        Assert.Collection(decision.Events, e => Assert.IsType<ReadingsRecorded>(e), e => Assert.IsType<ReviewAsked>(e));
        Assert.Equal((decided.Bill, decided.Revision), (after.Bill, after.Revision));
        Assert.Equal(FindingCode.LateEvidence, after.Review!.Code);
        Assert.Contains("2000 Wh", after.Review.Text, StringComparison.Ordinal);
        Assert.Contains("a person had decided about the bill", after.Review.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_that_would_change_nothing_of_a_decided_bill_asks_nobody()
    {
        var decided = Stopped(6_000).After(new CreditSession(Session(700), Because));

        Assert.IsType<ReadingsRecorded>(Assert.Single(decided.Decide(Record(Meter(20, 3_000)), MuchLater).Events));
    }

    [Fact]
    public void After_ninety_days_no_rule_makes_a_bill_dearer_but_cheaper_it_does()
    {
        var tooLate = MuchLater + Duration.FromDays(91);
        var dearer = Stopped(null).Decide(Record(Meter(20, 3_000)), tooLate);
        var cheaper = Stopped(6_000, terms: Terms(tariff: ByTime)).Decide(new NoteConnectorStatus(Session(700), ConnectorStatus.SuspendedEVSE, At(20)), tooLate);

        Assert.Contains("more than 90 days", Assert.IsType<ReviewAsked>(dearer.Events[1]).Finding.Text, StringComparison.Ordinal);
        Assert.Equal(2.67m, Assert.IsType<SessionBilled>(cheaper.Events[1]).Bill.TotalExclTax);
    }

    [Fact]
    public void A_person_s_next_decision_settles_what_was_asked() =>
        Assert.Null(Stopped(null, terms: Terms(TokenStatus.Invalid), readings: Meter(10, 2_000)).After(
            new ReleaseHold(Session(700), Because), Record(Meter(20, 3_000)), new CreditSession(Session(700), Because)).Review);

    /// <summary>
    /// The property of the design: the same readings, reports and stop, each as often as it likes and in any order around the stop, end in the same live bill, and a bill is
    /// replaced only where an amount changed.
    /// </summary>
    [Fact]
    public void Whatever_arrives_in_whatever_order_however_often_ends_in_the_same_live_bill() =>
        (from start in Gen.OneOf(0L, 1_000L, 50_000_000L)
         from readings in Gen.Select(Gen.Int[0, 70], Gen.OneOf(Gen.Long[1_000, 12_000], Gen.Long[0, 60_000_000])).Array[0, 6]
         from statuses in Gen.Select(Gen.Int[-5, 70], Gen.Enum<ConnectorStatus>()).Array[0, 5]
         from stop in Gen.Long[1_000, 12_000].Nullable()
         let commands = readings.Select(SessionCommand (r) => Record(Meter(r.Item1, r.Item2)))
             .Concat(statuses.Select(SessionCommand (s) => new NoteConnectorStatus(Session(700), s.Item2, At(s.Item1))))
             .Append(new StopSession(Session(700), StopAt(60, stop))).ToArray()
         from repeated in Gen.Int[0, commands.Length - 1].Array[0, 4]
         from order in Gen.Shuffle(commands.Concat(repeated.Select(i => commands[i])).ToArray())
         select (start, commands, order)).Sample(given =>
         {
             var open = Opened(given.start, Terms(tariff: ByTime));
             var inOrder = open.After(given.commands);
             var shuffled = open;
             foreach (var command in given.order)
             {
                 var decision = shuffled.Decide(command, MuchLater);
                 if (decision.Events.Items.OfType<SessionBilled>().SingleOrDefault() is { Cause: not null } billed)
                     Assert.NotEqual(Figures(shuffled.Bill!), Figures(billed.Bill));
                 shuffled = shuffled.After(decision);
             }

             Assert.Equal(Figures(inOrder.Bill!), Figures(shuffled.Bill!));
         }, iter: 3_000);

    [Fact]
    public void A_report_of_an_ended_transaction_s_time_goes_to_it_and_not_to_the_one_that_runs()
    {
        var charger = NewCharger.After(Start()).Paid()
            .After(new EndTransaction(Charger, TransactionId.From(700), At(30)), Start(minute: 40)).Paid();

        Assert.Equal(new NoteConnectorStatus(Session(700), ConnectorStatus.SuspendedEV, At(20)), Owed(charger, Status(Left, ConnectorStatus.SuspendedEV, 20)));
        Assert.Equal(new NoteConnectorStatus(Session(701), ConnectorStatus.Preparing, At(35)), Owed(charger, Status(Left, ConnectorStatus.Preparing, 35)));
        Assert.Equal(new NoteConnectorStatus(Session(701), ConnectorStatus.Charging, At(45)), Owed(charger, Status(Left, ConnectorStatus.Charging, 45)));
    }

    [Fact]
    public void Readings_without_a_transaction_go_to_the_one_that_ran_at_their_time_though_it_be_over()
    {
        var charger = NewCharger.After(Start()).Paid().After(new EndTransaction(Charger, TransactionId.From(700), At(30))).Paid();

        Assert.Equal(
            new RecordReadings(Session(700), [Meter(20, 3_000)], Matched: true),
            charger.Decide(Readings(Left, null, Meter(20, 3_000)), At(50)).Relay);
        Assert.Null(charger.Decide(Readings(Left, null, Meter(40, 3_000)), At(50)).Relay);
        Assert.Null(charger.Decide(Readings(Right, null, Meter(20, 3_000)), At(50)).Relay);
    }

    private static IEntityCommand Owed(ChargerState charger, ReportConnector report) => Assert.Single(charger.After(report).Owed).Command;

    /// <summary>Everything of a bill that adds up, and whether it is charged.</summary>
    private static object Figures(Bill bill) => (
        bill.State, bill.HeldFor, bill.Energy, bill.ChargingSeconds, bill.IdleSeconds, bill.TotalExclTax, bill.TotalInclTax,
        (bill.Taxes, bill.Lines.Items.Select(line => (line.Kind, line.Volume, line.UnitPrice, line.ExactAmount, line.Amount, line.Rule)).ToValueList()));

    private static RecordReadings Record(params Reading[] readings) => new(Session(700), readings.ToValueList());

    private static SessionState Opened(long meterStart, SessionTerms terms) => NewSession.After(
        new OpenSession(Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(meterStart), null, terms)));

    private static SessionState Stopped(long? meterStop, params Reading[] readings) => Stopped(meterStop, Terms(), readings);

    private static SessionState Stopped(long? meterStop, SessionTerms terms, params Reading[] readings) =>
        Opened(1_000, terms).After(Record(readings), new StopSession(Session(700), StopAt(30, meterStop)));
}
