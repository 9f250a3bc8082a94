using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Metering;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>A wrong tariff and a wrong scale: the bill is made anew from the evidence, by a person's decision.</summary>
public sealed class RerateTests
{
    private static readonly Ruling Because = new("ann", "the night price was missing", MuchLater);

    /// <summary>0.30 EUR a kWh, 19 % VAT on top.</summary>
    private static readonly FrozenTariff Right = Freeze(new PriceComponent(TariffDimension.Energy, 0.30m, 19m));

    private static readonly SessionState Billed = Stopped(6_000);

    [Fact]
    public void A_right_tariff_credits_the_bill_and_makes_a_new_one_and_the_frozen_one_stays_as_evidence()
    {
        var decision = Billed.Decide(new RerateSession(Session(700), Right, Because), MuchLater);
        var after = Billed.After(decision);

        // 5 kWh x 0.40 = 2.00 + 0.38; x 0.30 = 1.50 + 0.29 (0.285).
        Assert.Equal(2.38m, Billed.Bill!.TotalInclTax);
        Assert.Equal(new TariffReplaced(Right, Because), decision.Events[0]);
        var billed = Assert.IsType<SessionBilled>(decision.Events[1]);
        Assert.Equal((3, 1, Because, CorrectionCause.Tariff, 1.79m), (billed.Revision, billed.Corrects, billed.Ruling, billed.Cause, billed.Bill.TotalInclTax));
        Assert.Equal((Given.Tariff, Right), (after.Start!.Terms.Tariff, after.Tariff));
        Assert.Contains(billed.Bill.Findings, finding => finding.Code == FindingCode.TariffCorrected && finding.Text.Contains("night price", StringComparison.Ordinal));
        Assert.Equal(Billed.Owed, after.Owed);
    }

    [Fact]
    public void A_second_one_starts_from_the_evidence_again()
    {
        var third = Freeze(new PriceComponent(TariffDimension.Energy, 0.20m, null));
        var twice = Billed.After(new RerateSession(Session(700), Right, Because), new RerateSession(Session(700), third, Because));

        Assert.Equal((1.00m, 5), (twice.Bill!.TotalExclTax, twice.Revision));
        Assert.Equal(Stopped(6_000, third).Bill!.Lines, twice.Bill.Lines);
    }

    [Fact]
    public void Sent_twice_it_corrects_once() => AssertNothing(
        Billed.After(new RerateSession(Session(700), Right, Because)), new RerateSession(Session(700), Right, Because));

    [Fact]
    public void Late_evidence_is_rated_by_the_tariff_that_took_the_frozen_one_s_place()
    {
        var after = Stopped(null).After(new RerateSession(Session(700), Right, Because)).After(Record(Meter(10, 2_000)))
            .After(new RerateSession(Session(700), Right, Because), Record(Meter(20, 6_000)));

        Assert.Equal((new EnergyWh(5_000), 1.79m), (after.Bill!.Energy, after.Bill.TotalInclTax));
    }

    [Fact]
    public void What_a_person_gave_up_stays_free_and_what_was_released_stays_charged()
    {
        var held = Opened(Terms(TokenStatus.Invalid)).After(new StopSession(Session(700), StopAt(30, 6_000)));
        var released = held.After(new ReleaseHold(Session(700), Because), new RerateSession(Session(700), Right, Because));
        var credited = Billed.After(new CreditSession(Session(700), Because));

        Assert.Equal((BillState.Billed, 1.79m, 4), (released.Bill!.State, released.Bill.TotalInclTax, released.Revision));
        Assert.Equal("CREDITED", Assert.IsType<Rejection>(credited.Decide(new RerateSession(Session(700), Right, Because), MuchLater).Reply).Code);
    }

    [Fact]
    public void A_held_bill_is_replaced_by_a_held_one_and_a_running_session_keeps_its_price()
    {
        var held = Opened(Terms(TokenStatus.Invalid)).After(new StopSession(Session(700), StopAt(30, 6_000)), new RerateSession(Session(700), Right, Because));

        Assert.Equal((BillState.Held, 1.79m, 2), (held.Bill!.State, held.Bill.TotalInclTax, held.Revision));
        Assert.Equal("NOT_BILLED", Assert.IsType<Rejection>(Opened(Terms()).Decide(new RerateSession(Session(700), Right, Because), MuchLater).Reply).Code);
    }

    [Fact]
    public void Rerating_by_the_same_tariff_changes_nothing() =>
        (from readings in Gen.Select(Gen.Int[0, 40], Gen.Long[0, 20_000]).Array[0, 6]
         from stop in Gen.Long[0, 20_000].Nullable()
         from status in Gen.Enum<ConnectorStatus>()
         from price in Gen.Int[-100, 100]
         select (readings, stop, status, price)).Sample(given =>
         {
             var tariff = Freeze(new PriceComponent(TariffDimension.Energy, given.price / 100m, 19m), new PriceComponent(TariffDimension.ParkingTime, 6m, 7m));
             var session = Opened(Terms(tariff: tariff)).After(
                 Record([.. given.readings.Select(reading => Meter(reading.Item1, reading.Item2))]),
                 new NoteConnectorStatus(Session(700), given.status, At(10)),
                 new StopSession(Session(700), StopAt(30, given.stop)));

             AssertNothing(session, new RerateSession(Session(700), tariff, Because));
         });

    [Theory]
    [InlineData(RegisterKind.Unread, 6_000, 5_000)]
    [InlineData(RegisterKind.Lifetime, 6_000, 5_000)]
    [InlineData(RegisterKind.SessionRelative, 6_000, 6_000)]
    [InlineData(RegisterKind.Mixed, 5_500, 5_500)]
    public void Evidence_is_read_on_the_scale_that_a_person_knows(RegisterKind kind, long stop, long energy)
    {
        // Start 1,000; a sample of 2,000 fits all three scales.
        var session = Opened(Terms()).After(Record(Meter(10, 2_000), Meter(20, 5_000)), new StopSession(Session(700), StopAt(30, stop)));

        var after = kind == RegisterKind.Unread ? session : session.After(new ReclassifyRegister(Session(700), kind, Because));

        Assert.Equal(new EnergyWh(energy), after.Bill!.Energy);
        Assert.Equal(new EnergyWh(stop - 1_000), session.Bill!.Energy);
    }

    [Fact]
    public void A_scale_that_a_person_said_while_it_charged_holds_for_the_bill_and_for_what_comes_late()
    {
        var session = Opened(Terms()).After(
            Record(Meter(10, 2_000)), new ReclassifyRegister(Session(700), RegisterKind.SessionRelative, Because), new StopSession(Session(700), StopAt(30, null)));
        var corrected = session.After(Record(Meter(20, 3_000)));

        Assert.Equal((new EnergyWh(2_000), new EnergyWh(3_000)), (session.Bill!.Energy, corrected.Bill!.Energy));
        Assert.Contains(corrected.Bill.Findings, finding => finding.Code == FindingCode.Reclassified);
        AssertNothing(corrected, new ReclassifyRegister(Session(700), RegisterKind.SessionRelative, Because));
        Assert.Equal("NO_SCALE", Assert.IsType<Rejection>(corrected.Decide(new ReclassifyRegister(Session(700), RegisterKind.Unread, Because), MuchLater).Reply).Code);
    }

    private static RecordReadings Record(params Reading[] readings) => new(Session(700), readings.ToValueList());

    private static SessionState Opened(SessionTerms terms) => NewSession.After(
        new OpenSession(Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, terms)));

    private static SessionState Stopped(long? meterStop, FrozenTariff? tariff = null) =>
        Opened(Terms(tariff: tariff)).After(new StopSession(Session(700), StopAt(30, meterStop)));

    private static void AssertNothing(SessionState session, SessionCommand command)
    {
        var decision = session.Decide(command, MuchLater);
        Assert.Empty(decision.Events);
        Assert.Equal(Done.Instance, decision.Reply);
    }
}
