using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing;

/// <summary>Bills calculated by hand.</summary>
public sealed class RatingTests
{
    private const string FeeAndEnergy =
        """{"type":"FLAT","price":0.5,"vat":20,"step_size":1},{"type":"ENERGY","price":0.35,"vat":10,"step_size":1}""";

    private const string Energy20 = """{"type":"ENERGY","price":0.25,"vat":20,"step_size":1}""";

    [Fact]
    public void A_fee_and_energy_at_two_rates_add_up_as_by_hand()
    {
        var bill = A.Bill(A.Simple(FeeAndEnergy), A.Session(A.Monday10, 60, (0, 0), (30, 6_000), (60, 12_345)));

        // 12.345 kWh x 0.35 = 4.32075, charged 4.32; 20 % of 0.50 = 0.10; 10 % of 4.32 = 0.432, charged 0.43.
        Assert.Equal(BillState.Billed, bill.State);
        Assert.Equal([0.50m, 4.32m], bill.Lines.Select(l => l.Amount));
        Assert.Equal([new TaxLine(10m, 4.32m, 0.43m), new TaxLine(20m, 0.50m, 0.10m)], bill.Taxes);
        Assert.Equal((4.82m, 5.35m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Equal((4.82075m, 5.352825m), (bill.ExactExclTax, bill.ExactInclTax));
        Assert.Equal((12_345L, 3600L, 0L), (bill.Energy.Value, bill.ChargingSeconds, bill.IdleSeconds));
        Assert.Equal("EUR", bill.Currency!.Code);
    }

    [Fact]
    public void A_line_names_its_readings_its_time_and_its_place_in_the_tariff()
    {
        var tariff = A.Simple(FeeAndEnergy);

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (30, 6_000), (60, 12_345)));

        var (fee, energy) = (bill.Lines[0], bill.Lines[1]);
        Assert.Equal(("/elements/0/price_components/0", 0, 0, "1"), (fee.TariffPointer, fee.FromReading, fee.ToReading, fee.Unit.Symbol()));
        Assert.Equal(("/elements/0/price_components/1", 0, 2, "kWh"), (energy.TariffPointer, energy.FromReading, energy.ToReading, energy.Unit.Symbol()));
        Assert.Equal((A.Monday10, A.Monday10 + Duration.FromHours(1)), (energy.From, energy.To));
        Assert.Equal((12.345m, 0.35m, 10m, BillRule.FirstMatch), (energy.Quantity, energy.UnitPrice, energy.VatPercent, energy.Rule));
        Assert.False(energy.Interpolated);
        Assert.Equal(tariff.Stamp, bill.Tariff);
    }

    [Fact]
    public void Tax_is_due_on_the_sum_of_the_rounded_lines_of_its_rate()
    {
        // 100 s of an hour at 2.00 are 0.0555..., charged 0.06, and 0.0555... of parking too: 25 % of 0.12 is 0.03, of 0.1111 would be 0.028.
        var tariff = A.Simple("""{"type":"TIME","price":2,"vat":25,"step_size":1},{"type":"PARKING_TIME","price":2,"vat":25,"step_size":1}""");
        var start = A.Monday10;
        var (middle, stop) = (start + Duration.FromSeconds(100), start + Duration.FromSeconds(200));

        var bill = A.Bill(tariff, new BillableSession(start, stop, [], [
            new Stretch(start, middle, StretchKind.Charging), new Stretch(middle, stop, StretchKind.Parking)]));

        Assert.Equal([0.06m, 0.06m], bill.Lines.Select(l => l.Amount));
        Assert.Equal([new TaxLine(25m, 0.12m, 0.03m)], bill.Taxes);
        Assert.Equal(0.15m, bill.TotalInclTax);
        Assert.Equal((100L, 100L), (bill.ChargingSeconds, bill.IdleSeconds));
    }

    [Fact]
    public void Time_in_which_the_station_held_power_back_is_shown_and_costs_nothing()
    {
        var tariff = A.Simple("""{"type":"TIME","price":6,"step_size":1},{"type":"PARKING_TIME","price":12,"step_size":1}""");

        var bill = A.Bill(tariff, A.Stretches(
            A.Monday10, (10, StretchKind.Charging), (20, StretchKind.HeldByStation), (10, StretchKind.Charging), (5, StretchKind.Parking)));

        // Charging 20 min at 6.00 and parking 5 min at 12.00.
        Assert.Equal(
            [(BillLineKind.Time, 2.00m), (BillLineKind.HeldByStation, 0.00m), (BillLineKind.ParkingTime, 1.00m)],
            bill.Lines.Select(l => (l.Kind, l.Amount)));
        Assert.Equal((1200L, 300L), (bill.ChargingSeconds, bill.IdleSeconds));
    }

    [Fact]
    public void Prices_that_include_tax_are_taken_apart()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":0.5,"vat":19,"step_size":1}""", ",\"tax_included\":\"YES\"");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 10_007)));

        // 5.0035 charged 5.00; 5.00 / 1.19 = 4.2017 charged 4.20; the rest is tax.
        Assert.Equal((4.20m, 5.00m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Equal([new TaxLine(19m, 4.20m, 0.80m)], bill.Taxes);
        Assert.Equal(5.0035m, bill.ExactInclTax);
        Assert.Equal(4.204622m, Math.Round(bill.ExactExclTax!.Value, 6, MidpointRounding.AwayFromZero));
    }

    [Theory]
    [InlineData(",\"tax_included\":\"YES\"", null, "2.50")]
    [InlineData(",\"tax_included\":\"N/A\"", "2.50", "2.50")]
    [InlineData(",\"tax_included\":\"NO\"", "2.50", "2.50")]
    [InlineData(",\"tax_included\":\"NO\",\"country_code\":\"US\"", "2.50", null)]
    [InlineData(",\"last_updated\":\"2018-01-01T00:00:00Z\"", "2.50", null)]
    [InlineData("", "2.50", "2.50")]
    public void Without_a_rate_the_side_that_the_tariff_does_not_know_is_not_guessed(string more, string? net, string? gross)
    {
        var bill = A.Bill(A.Simple("""{"type":"ENERGY","price":0.25,"step_size":1}""", more), A.Session(A.Monday10, 60, (0, 0), (60, 10_000)));

        Assert.Equal((net, gross), (bill.TotalExclTax?.ToString(), bill.TotalInclTax?.ToString()));
        Assert.Empty(bill.Taxes);
    }

    [Fact]
    public void A_rate_of_zero_is_a_tax_line_and_not_the_same_as_none()
    {
        var bill = A.Bill(A.Simple("""{"type":"ENERGY","price":0.25,"vat":0,"step_size":1}"""), A.Session(A.Monday10, 60, (0, 0), (60, 10_000)));

        Assert.Equal([new TaxLine(0m, 2.50m, 0.00m)], bill.Taxes);
    }

    [Fact]
    public void A_session_that_took_nothing_is_billed_nothing()
    {
        var bill = A.Bill(A.Simple(Energy20), A.Session(A.Monday10, 0, (0, 0)));

        Assert.Equal(BillState.Billed, bill.State);
        Assert.Empty(bill.Lines);
        Assert.Equal(("0.00", "0.00"), (bill.TotalExclTax.ToString(), bill.TotalInclTax.ToString()));
    }

    [Fact]
    public void Without_a_tariff_the_energy_is_recorded_and_the_bill_held()
    {
        var finding = new Finding(FindingCode.ReadingGap, "An hour without readings.", 3);

        var bill = Rating.Rate(null, A.Session(A.Monday10, 60, (0, 0), (60, 10_000)), new RatingTerms([finding]));

        Assert.Equal((BillState.Held, 10_000L, 3600L), (bill.State, bill.Energy.Value, bill.ChargingSeconds));
        Assert.Equal([FindingCode.NoTariff], bill.HeldFor);
        Assert.Equal([FindingCode.ReadingGap, FindingCode.NoTariff], bill.Findings.Select(f => f.Code), StringComparer.Ordinal);
        Assert.Equal((null, null, null), (bill.Currency, bill.TotalExclTax, bill.TotalInclTax));
    }

    [Fact]
    public void A_held_bill_proposes_what_it_would_be()
    {
        var session = A.Session(A.Monday10, 60, (0, 0), (60, 10_000));
        var tariff = A.Simple(Energy20);

        var held = Rating.Rate(tariff, session, new RatingTerms([], [FindingCode.ImplausibleEnergy, FindingCode.NotAuthorized]));

        Assert.Equal(BillState.Held, held.State);
        Assert.Equal([FindingCode.ImplausibleEnergy, FindingCode.NotAuthorized], held.HeldFor);
        Assert.Equal(A.Bill(tariff, session), held with { State = BillState.Billed, HeldFor = [] });
    }

    [Theory]
    [InlineData("2019-01-14T10:00:00Z", "2019-01-14T10:00:01Z", BillState.Billed)]
    [InlineData("2019-01-14T09:00:00Z", "2019-01-14T10:00:00Z", BillState.Held)]
    [InlineData("2019-01-14T10:00:01Z", "2020-01-01T00:00:00Z", BillState.Held)]
    public void A_tariff_must_be_in_force_when_the_session_starts_and_then_stays(string from, string until, BillState expected)
    {
        var tariff = A.Simple(Energy20, $",\"start_date_time\":\"{from}\",\"end_date_time\":\"{until}\"");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 10_000)));

        Assert.Equal(expected, bill.State);
        Assert.Equal(2.50m, bill.TotalExclTax);
        Assert.Equal(expected == BillState.Held, bill.HeldFor.Contains(FindingCode.NoTariff, StringComparer.Ordinal));
    }

    [Fact]
    public void A_session_of_more_than_a_year_is_held_and_not_priced()
    {
        var stop = Instant.FromUtc(9999, 12, 31, 23, 59);

        var bill = A.Bill(A.Simple(Energy20), new BillableSession(A.Monday10, stop, [], [new Stretch(A.Monday10, stop, StretchKind.Charging)]));

        Assert.Equal([FindingCode.ImplausibleTime], bill.HeldFor);
        Assert.Null(bill.TotalExclTax);
    }

    [Fact]
    public void A_register_beyond_all_reason_still_gives_a_bill_that_adds_up()
    {
        var tariff = A.Simple(FeeAndEnergy, ",\"max_price\":{\"excl_vat\":10,\"incl_vat\":11}");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, long.MaxValue)));

        Assert.Equal((10.00m, 11.00m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Equal(10.00m, bill.Lines.Sum(l => l.Amount));
    }

    [Fact]
    public void A_negative_price_is_a_credit()
    {
        var bill = A.Bill(A.Simple("""{"type":"ENERGY","price":-0.125,"vat":20,"step_size":1}"""), A.Session(A.Monday10, 60, (0, 0), (60, 41_000)));

        // -5.125 charged -5.13, away from zero; 20 % of it -1.026.
        Assert.Equal((-5.13m, -6.16m), (bill.TotalExclTax, bill.TotalInclTax));
    }

    [Theory]
    [InlineData("JPY", "4", "1", "5")]
    [InlineData("KWD", "4.444", "0.889", "5.333")]
    public void Amounts_are_in_the_currencys_smallest_unit(string currency, string net, string tax, string gross)
    {
        var tariff = A.Tariff($$"""
            {"id":"T","currency":"{{currency}}","elements":[{"price_components":[{"type":"ENERGY","price":0.4444,"vat":20,"step_size":1}]}]}
            """);

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 10_000)));

        // 4.444: JPY 4, tax 0.8 charged 1; KWD 4.444, tax 0.8888 charged 0.889.
        Assert.Equal(
            (net, tax, gross), (bill.TotalExclTax.ToString(), bill.Taxes[0].Amount.ToString(), bill.TotalInclTax.ToString()));
    }

    [Fact]
    public void Energy_that_no_element_prices_is_shown_as_free()
    {
        var bill = A.Bill(A.Simple("""{"type":"TIME","price":2,"step_size":1}"""), A.Session(A.Monday10, 60, (0, 0), (60, 10_000)));

        Assert.Equal([(BillLineKind.Energy, 0.00m, null), (BillLineKind.Time, 2.00m, "/elements/0/price_components/0")],
            bill.Lines.Select(l => (l.Kind, l.Amount, l.TariffPointer)));
        Assert.Equal(BillRule.NotPriced, bill.Lines[0].Rule);
    }
}
