using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Proof;

/// <summary>Prices worked out by hand from the decisions of billing.md 1.3 to 1.9, each with its number.</summary>
public sealed class HandPricesTests
{
    [Fact]
    public void A1_energy_at_a_boundary_between_readings_is_a_straight_line_in_whole_watt_hours_halves_up()
    {
        var tariff = Elements("""{"type":"ENERGY","price":0.3}""", "\"end_time\":\"10:20\"", """{"type":"ENERGY","price":0.6}""", "");

        // A third of 6,001 Wh is 2,000.33; a third of 4,999 is 1,666.33; of 4,997 it is 1,665.67, so 1,666.
        Assert.Equal([2_000m, 4_001m], Volumes(tariff, (60, 6_001)));
        Assert.Equal([1_666m, 3_333m], Volumes(tariff, (60, 4_999)));
        Assert.Equal([1_666m, 3_331m], Volumes(tariff, (60, 4_997)));

        // Half of 5 Wh is 2.5, so 3.
        Assert.Equal([3m, 2m], Volumes(tariff, (40, 5)));
    }

    [Fact]
    public void A2_a_reservation_and_the_session_each_have_their_fee()
    {
        var tariff = Elements(
            """{"type":"FLAT","price":2.00}, {"type":"TIME","price":5.00}""", "\"reservation\":\"RESERVATION\"",
            """{"type":"FLAT","price":0.50}, {"type":"ENERGY","price":0.25}""", "");
        var session = A.Session(A.Monday10, 60, (0, 0), (60, 20_000)) with { Reservation = new(A.Monday10 - Duration.FromMinutes(15), A.Monday10, false) };

        // Reservation: 2.00 and 15 min x 5.00 = 1.25; session: 0.50 and 20 kWh x 0.25 = 5.00.
        Assert.Equal("2.00 1.25 0.50 5.00", Amounts(A.Bill(tariff, session)));
    }

    [Fact]
    public void A4_parking_before_charging_takes_the_block_for_both()
    {
        var tariff = A.Simple("""{"type":"TIME","price":6,"step_size":600},{"type":"PARKING_TIME","price":6,"step_size":600}""");

        // 7 min of parking become 10: 0.70 and 0.30; 21 min of charging stay 21: 2.10.
        Assert.Equal("0.70 0.30 2.10", Amounts(A.Bill(tariff, A.Stretches(A.Monday10, (7, StretchKind.Parking), (21, StretchKind.Charging)))));
    }

    [Fact]
    public void A10_power_is_the_mean_between_two_readings_and_its_bounds_are_inclusive_below_and_exclusive_above()
    {
        var tariff = Elements("""{"type":"ENERGY","price":1}""", "\"min_power\":11,\"max_power\":22", """{"type":"ENERGY","price":2}""", "");

        // 10.999 kW, 11 kW, 21.999 kW and 22 kW for an hour each.
        var bill = A.Bill(tariff, A.Session(A.Monday10, 240, (0, 0), (60, 10_999), (120, 21_999), (180, 43_998), (240, 65_998)));

        Assert.Equal([(10_999m, 2m), (32_999m, 1m), (22_000m, 2m)], bill.Lines.Select(line => (line.Volume, line.UnitPrice)));
    }

    [Fact]
    public void A10_current_is_the_sum_over_the_phases_at_the_nominal_voltage()
    {
        var tariff = Elements("""{"type":"TIME","price":1}""", "\"max_current\":32", """{"type":"TIME","price":2}""", "");

        // 7,359 W at 230 V are 31.996 A, 7,360 W are 32 A.
        var bill = A.Bill(tariff, A.Session(A.Monday10, 120, (0, 0), (60, 7_359), (120, 14_719)));

        Assert.Equal("1.00 2.00", Amounts(bill, BillLineKind.Time));
    }

    [Fact]
    public void A11_durations_count_from_the_transaction_and_not_from_the_reservation()
    {
        var tariff = Elements("""{"type":"TIME","price":0}""", "\"max_duration\":1800", """{"type":"TIME","price":6}""", "");
        var session = A.Session(A.Monday10, 60, (0, 0)) with { Reservation = new(A.Monday10 - Duration.FromMinutes(25), A.Monday10, false) };

        Assert.Equal(3.00m, A.Bill(tariff, session).TotalExclTax);
    }

    [Fact]
    public void A17_a_cap_takes_from_each_rate_of_tax_in_proportion_and_comes_before_the_least_and_the_highest_price()
    {
        var tariff = A.Tariff(
            """
            {"id":"T","currency":"EUR","caps":[{"type":"PARKING_TIME","amount":10}],"max_price":{"excl_vat":8},"elements":[
              {"price_components":[{"type":"PARKING_TIME","price":12,"vat":20,"step_size":1}],"restrictions":{"end_time":"11:00"}},
              {"price_components":[{"type":"PARKING_TIME","price":8,"vat":10,"step_size":1}]}]}
            """);

        var bill = A.Bill(tariff, A.Stretches(A.Monday10, (120, StretchKind.Parking)));

        // 12.00 at 20 % and 8.00 at 10 %: 10.00 above the cap, 6.00 and 4.00 of it; then 2.00 above the highest price, 1.20 and 0.80 of it.
        Assert.Equal(
            [(BillLineKind.ParkingTime, 12.00m), (BillLineKind.ParkingTime, 8.00m), (BillLineKind.Cap, -6.00m), (BillLineKind.Cap, -4.00m), (BillLineKind.MaxPrice, -1.20m), (BillLineKind.MaxPrice, -0.80m)],
            bill.Lines.OrderBy(line => line.Kind == BillLineKind.ParkingTime ? 0 : line.Kind == BillLineKind.Cap ? 1 : 2).ThenByDescending(line => line.VatPercent).Select(line => (line.Kind, line.Amount)));
        Assert.Equal([new TaxLine(10m, 3.20m, 0.32m), new TaxLine(20m, 4.80m, 0.96m)], bill.Taxes);
    }

    [Fact]
    public void Rounding_is_by_line_so_that_a_driver_can_add_it_up()
    {
        // The specification's tariff 4 on a Saturday: 2.50 at 15 %, 114 min x 1.25 = 2.375 at 20 %, 75 min x 6.00 = 7.50 at 10 %. Exact 12.375 and 13.975.
        var tariff = A.Simple("""{"type":"FLAT","price":2.5,"vat":15,"step_size":1},{"type":"TIME","price":1.25,"vat":20,"step_size":1},{"type":"PARKING_TIME","price":6,"vat":10,"step_size":1}""");

        var bill = A.Bill(tariff, A.Stretches(A.Monday10, (114, StretchKind.Charging), (75, StretchKind.Parking)));

        Assert.Equal((12.375m, 13.975m), (bill.ExactExclTax, bill.ExactInclTax));

        // Lines 2.50, 2.38, 7.50; tax 0.375, charged 0.38, 0.476, charged 0.48, and 0.75.
        Assert.Equal((12.38m, 13.99m), (bill.TotalExclTax, bill.TotalInclTax));
    }

    [Theory]
    [InlineData("JPY", "0.5", "1 1", "2")]
    [InlineData("EUR", "0.005", "0.01 0.01", "0.02")]
    [InlineData("KWD", "0.0005", "0.001 0.001", "0.002")]
    [InlineData("JPY", "0.499", "0 0", "0")]
    [InlineData("JPY", "-0.5", "-1 -1", "-2")]
    public void Each_line_is_rounded_half_away_from_zero_to_what_its_currency_can_pay(string currency, string price, string lines, string total)
    {
        var tariff = A.Tariff($$"""
            {"id":"T","currency":"{{currency}}","elements":[{"price_components":[
              {"type":"ENERGY","price":{{price}},"step_size":1},{"type":"TIME","price":{{price}},"step_size":1}]}]}
            """);

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 1_000)));

        Assert.Equal((lines, total), (Amounts(bill), bill.TotalExclTax.ToString()));
    }

    [Fact]
    public void A_negative_price_pays_its_tax_back_as_well_and_is_summed_with_the_others_of_its_rate()
    {
        var tariff = Elements("""{"type":"ENERGY","price":-0.10,"vat":19}""", "\"end_time\":\"11:00\"", """{"type":"ENERGY","price":0.30,"vat":19}""", "");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 120, (0, 0), (60, 10_000), (120, 12_000)));

        // -1.00 and 0.60 are -0.40; 19 % of it is -0.076, charged -0.08.
        Assert.Equal([new TaxLine(19m, -0.40m, -0.08m)], bill.Taxes);
        Assert.Equal((-0.40m, -0.48m), (bill.TotalExclTax, bill.TotalInclTax));
    }

    [Fact]
    public void A_least_price_is_no_fee_on_top_and_its_tax_is_that_of_the_session()
    {
        // 0.50 at 21 % raised to 5.00: tax 1.05, not the 0.105 of the half euro.
        var tariff = A.Simple("""{"type":"ENERGY","price":0.5,"vat":21,"step_size":1}""", ",\"min_price\":{\"excl_vat\":5}");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 1_000)));

        Assert.Equal((5.00m, 6.05m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Equal([new TaxLine(21m, 5.00m, 1.05m)], bill.Taxes);
    }

    private static FrozenTariff Elements(params string[] componentsAndRestrictions)
    {
        var elements = componentsAndRestrictions.Chunk(2).Select(pair =>
            $$"""{"price_components":[{{pair[0].Replace("}", ",\"step_size\":1}", StringComparison.Ordinal)}}],"restrictions":{ {{pair[1]}} } }""");
        return A.Tariff($$"""{"id":"T","currency":"EUR","elements":[{{string.Join(',', elements)}}]}""");
    }

    private static IEnumerable<decimal> Volumes(FrozenTariff tariff, (int Minutes, long Wh) session) =>
        A.Bill(tariff, A.Session(A.Monday10, session.Minutes, (0, 0), (session.Minutes, session.Wh))).Lines.Select(line => line.Volume);

    private static string Amounts(Bill bill, BillLineKind? kind = null) =>
        string.Join(' ', bill.Lines.Where(line => line.TariffPointer is not null && (kind is null || line.Kind == kind)).Select(line => line.Amount));
}
