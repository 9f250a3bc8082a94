using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Metering;

using NodaTime;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>What a session is held for, what is only found, and how its time is split (design: Time; billing.md 4, rows 1 to 7).</summary>
public sealed class SessionClosingTests
{
    /// <summary>0.30 EUR a kWh, 2.00 EUR an hour of charging, 6.00 EUR an hour of parking, 1.00 EUR a session; no tax.</summary>
    private static readonly FrozenTariff EveryDimension = Freeze(
        new PriceComponent(TariffDimension.Energy, 0.30m, null),
        new PriceComponent(TariffDimension.Time, 2.00m, null),
        new PriceComponent(TariffDimension.ParkingTime, 6.00m, null),
        new PriceComponent(TariffDimension.Flat, 1.00m, null));

    [Fact]
    public void Charging_and_parking_are_priced_apart_by_the_connector_s_states()
    {
        // 12:00 charging, 12:30 car full, 12:45 stop: 0.5 h x 2.00 + 0.25 h x 6.00 + 10 kWh x 0.30 + 1.00.
        var bill = Bill(Stopping(45, 11_000), [(ConnectorStatus.Charging, 1), (ConnectorStatus.SuspendedEV, 30)], terms: Terms(tariff: EveryDimension));

        Assert.Equal((1_800, 900), (bill.ChargingSeconds, bill.IdleSeconds));
        Assert.Equal(6.50m, bill.TotalExclTax);
    }

    [Theory]
    [InlineData(ConnectorStatus.SuspendedEVSE)]
    [InlineData(ConnectorStatus.Faulted)]
    [InlineData(ConnectorStatus.Unavailable)]
    public void Time_in_which_the_station_held_power_back_is_neither_charging_nor_parking(ConnectorStatus status)
    {
        // 12:00 charging, 12:15 held back, 12:30 charging, 12:45 stop: 0.5 h x 2.00 + 10 kWh x 0.30 + 1.00.
        var bill = Bill(Stopping(45, 11_000), [(status, 15), (ConnectorStatus.Charging, 30)], terms: Terms(tariff: EveryDimension));

        Assert.Equal((1_800, 0), (bill.ChargingSeconds, bill.IdleSeconds));
        Assert.Equal(5.00m, bill.TotalExclTax);
    }

    [Fact]
    public void Without_any_report_the_car_counts_as_charging() =>
        Assert.Equal((2_700, 0), Bill(Stopping(45, 11_000)) is var bill ? (bill.ChargingSeconds, bill.IdleSeconds) : default);

    [Fact]
    public void Reports_count_by_the_charger_s_time_whatever_their_order_of_arrival()
    {
        var inOrder = Bill(Stopping(45, 11_000), [(ConnectorStatus.SuspendedEV, 10), (ConnectorStatus.Charging, 20), (ConnectorStatus.SuspendedEVSE, 40)]);
        var late = Bill(Stopping(45, 11_000), [(ConnectorStatus.SuspendedEVSE, 40), (ConnectorStatus.Charging, 20), (ConnectorStatus.SuspendedEV, 10)]);

        Assert.Equal((1_800, 600), (inOrder.ChargingSeconds, inOrder.IdleSeconds));
        Assert.Equal(inOrder, late);
    }

    [Fact]
    public void A_report_after_the_stop_s_time_changes_nothing() =>
        Assert.Equal(Bill(Stopping(45, 11_000)), Bill(Stopping(45, 11_000), [(ConnectorStatus.SuspendedEV, 46)]));

    [Theory]
    [InlineData(21_000, 60, 22_000, false)]
    [InlineData(25_100, 60, 22_000, false)]
    [InlineData(25_101, 60, 22_000, true)]
    [InlineData(36_900, 3, null, true)]
    [InlineData(26_000, 3, null, false)]
    [InlineData(9_334_000, 600, null, true)]
    public void More_energy_than_the_EVSE_can_deliver_is_held(long energy, int minutes, int? maxPowerW, bool held)
    {
        // 22 kW for 60 min: 22,000 x 1.05 + 1,000 = 24,100; the start's register stands at 1,000. Unknown: 500 kW.
        var bill = Bill(Stopping(minutes, energy), terms: Terms(maxPowerW: maxPowerW));

        AssertHeld(bill, held ? [FindingCode.ImplausibleEnergy] : []);
    }

    [Fact]
    public void Readings_replayed_in_a_burst_are_no_fault() =>
        AssertHeld(Bill(Stopping(60, 21_000, Meter(20, 8_000), Meter(40, 15_000)), terms: Terms(maxPowerW: 22_000)));

    [Fact]
    public void A_stop_below_the_start_is_held_and_bills_no_negative_energy()
    {
        var bill = Bill(Stopping(45, 500));

        AssertHeld(bill, FindingCode.StopBelowRegister);
        Assert.Equal(EnergyWh.Zero, bill.Energy);
        Assert.Equal(0.00m, bill.TotalInclTax);
    }

    [Fact]
    public void A_stop_without_a_register_is_billed_by_the_last_reading_and_found()
    {
        var bill = Bill(Stopping(45, null), readings: [Meter(40, 8_500)]);

        AssertHeld(bill);
        Assert.Equal(new EnergyWh(7_500), bill.Energy);
        Assert.Contains(bill.Findings, finding => finding.Code == FindingCode.StopWithoutRegister);
    }

    [Fact]
    public void A_session_that_took_nothing_is_a_bill_of_zero()
    {
        var bill = Bill(Stopping(45, 1_000));

        AssertHeld(bill);
        Assert.Equal(0.00m, bill.TotalInclTax);
    }

    [Theory]
    [InlineData(TokenStatus.Invalid)]
    [InlineData(TokenStatus.Blocked)]
    [InlineData(TokenStatus.Expired)]
    [InlineData(TokenStatus.ConcurrentTx)]
    public void Energy_taken_with_a_token_that_was_refused_is_held(TokenStatus status)
    {
        AssertHeld(Bill(Stopping(45, 1_500), terms: Terms(status)), FindingCode.NotAuthorized);
        AssertHeld(Bill(Stopping(1, 1_000), terms: Terms(status)));
    }

    [Fact]
    public void Without_a_tariff_the_energy_is_recorded_and_the_bill_held()
    {
        var bill = Bill(Stopping(45, 11_000), terms: new SessionTerms(TokenStatus.Accepted));

        AssertHeld(bill, FindingCode.NoTariff);
        Assert.Equal(new EnergyWh(10_000), bill.Energy);
    }

    [Fact]
    public void A_session_of_last_year_that_arrives_late_is_billed() => AssertHeld(Bill(Stopping(45, 11_000), arrived: Noon + Duration.FromDays(365)));

    [Fact]
    public void A_stop_far_ahead_of_its_arrival_is_held() =>
        AssertHeld(Bill(Stopping(45, 11_000), arrived: At(39)), FindingCode.ImplausibleTime);

    [Fact]
    public void A_session_of_1970_is_held()
    {
        var start = new TransactionStart(Left, Alice, Instant.FromUnixTimeSeconds(60), Noon, new EnergyWh(1_000), null, Terms());
        var stop = new TransactionStop(Instant.FromUnixTimeSeconds(3_660), new EnergyWh(11_000), StopReason.Local, null, []);

        var bill = NewSession.After(new OpenSession(Session(700), start), new StopSession(Session(700), stop)).Bill!;

        AssertHeld(bill, FindingCode.ImplausibleTime);
        Assert.Equal(new EnergyWh(10_000), bill.Energy);
    }

    [Fact]
    public void A_stop_before_the_start_is_held_has_no_negative_time_and_no_line_that_ends_before_it_begins()
    {
        var bill = Bill(Stopping(-10, 1_400), terms: Terms(tariff: EveryDimension));

        AssertHeld(bill, FindingCode.StopBeforeStart);
        Assert.Equal((0, 0), (bill.ChargingSeconds, bill.IdleSeconds));
        Assert.Equal(new EnergyWh(400), bill.Energy);
        Assert.All(bill.Lines, line => Assert.True(Noon <= line.From && line.From <= line.To));
    }

    [Fact]
    public void Energy_that_flowed_while_the_clock_was_wrong_is_not_lost_from_a_stop_before_the_start() =>
        Assert.Equal(new EnergyWh(400), Bill(Stopping(-10, 1_400), readings: [Meter(5, 1_200)]).Energy);

    [Fact]
    public void Evidence_that_was_matched_without_an_id_is_found_on_the_bill()
    {
        var bill = Open(Terms()).After(
            new RecordReadings(Session(700), [Meter(10, 2_000)], Matched: true), new StopSession(Session(700), StopAt(45, 11_000), Matched: true)).Bill!;

        Assert.Equal(BillState.Billed, bill.State);
        Assert.Equal("MATCHED_EVIDENCE MATCHED_EVIDENCE", string.Join(' ', bill.Findings.Select(finding => finding.Code)));
    }

    [Fact]
    public void What_is_wrong_with_the_readings_stands_on_the_bill_and_does_not_hold_it()
    {
        var bill = Bill(Stopping(45, 11_000), readings: [Meter(10, 2_000), Meter(20, 0), Meter(30, 5_000), Meter(Instant.FromUnixTimeSeconds(5), 7)]);

        AssertHeld(bill);
        Assert.Equal(new EnergyWh(10_000), bill.Energy);
        Assert.Equal("IMPLAUSIBLE_TIME REGISTER_OUTLIER", string.Join(' ', bill.Findings.Select(f => f.Code).Order(StringComparer.Ordinal)));
    }

    private static SessionState Open(SessionTerms terms) => NewSession.After(
        new OpenSession(Session(700), new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, terms)));

    private static Bill Bill(
        TransactionStop stop,
        (ConnectorStatus Status, int Minute)[]? statuses = null,
        Reading[]? readings = null,
        SessionTerms? terms = null,
        Instant? arrived = null) => Open(terms ?? Terms())
        .After((statuses ?? []).Select(noted => new NoteConnectorStatus(Session(700), noted.Status, At(noted.Minute))).ToArray<SessionCommand>())
        .After(new RecordReadings(Session(700), (readings ?? []).ToValueList()))
        .After(arrived ?? MuchLater, new StopSession(Session(700), stop)).Bill!;

    private static TransactionStop Stopping(int minute, long? meter, params Reading[] readings) =>
        StopAt(minute, meter, null, StopReason.Local, readings);

    private static void AssertHeld(Bill bill, params string[] reasons)
    {
        Assert.Equal(reasons.ToValueList(), bill.HeldFor);
        Assert.Equal(reasons.Length == 0 ? BillState.Billed : BillState.Held, bill.State);
        Assert.All(reasons, reason => Assert.Contains(bill.Findings, finding => finding.Code == reason));
    }
}
