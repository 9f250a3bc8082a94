using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

using static Fleet.Domain.Tests.Billing.Promotions.Discounted;

namespace Fleet.Domain.Tests.Billing.Promotions;

/// <summary>What promotions make of a bill, against bills worked out by hand.</summary>
public sealed class PromotionBillTests
{
    // 12.3 kWh in an hour at 0.39 EUR: 4.797, so 4.80.
    private static readonly FrozenTariff Kwh39 = A.Simple("""{"type":"ENERGY","price":0.39,"vat":19,"step_size":1}""");
    private static readonly BillableSession Session123 = A.Session(A.Monday10, 60, (0, 0), (60, 12_300));

    // 10 kWh in each of two hours at 0.40 EUR: 8.00.
    private static readonly FrozenTariff Kwh40 = A.Simple("""{"type":"ENERGY","price":0.40,"step_size":1}""");
    private static readonly BillableSession TwoHours = A.Session(A.Monday10, 120, (0, 0), (60, 10_000), (120, 20_000));

    [Theory]
    [InlineData("\"percent\":10", "-0.039", "-0.48", "-0.4797", "4.32")]
    [InlineData("\"percent\":100", "-0.39", "-4.80", "-4.797", "0.00")]
    [InlineData("\"amount\":0.05", "-0.05", "-0.62", "-0.615", "4.18")]
    [InlineData("\"amount\":0.50", "-0.39", "-4.80", "-4.797", "0.00")]
    [InlineData("\"price\":0.29", "-0.1", "-1.23", "-1.23", "3.57")]
    public void Each_effect_is_a_line_of_its_own_with_the_components_tax_and_pointer(string change, string unitPrice, string amount, string exact, string total)
    {
        var bill = Bill(Kwh39, Session123, OffEnergy("P", change));

        var line = bill.Lines[1];
        Assert.Equal((BillLineKind.Discount, "P offer", "promotion:P", BillUnit.WattHour), (line.Kind, line.Text, line.Rule, line.Unit));
        Assert.Equal((12_300m, D(unitPrice), D(exact), D(amount)), (line.Volume, line.UnitPrice, line.ExactAmount, line.Amount));
        Assert.Equal((19m, "/elements/0/price_components/0", 0, 1), (line.VatPercent, line.TariffPointer, line.FromReading, line.ToReading));
        Assert.Equal((Session123.StartedAt, Session123.StoppedAt), (line.From, line.To));
        Assert.Equal((2, 4.80m, D(total)), (bill.Lines.Count, bill.Lines[0].Amount, bill.TotalExclTax));
        Assert.Equal([new TaxLine(19m, D(total), Currency.Of("EUR").Round(D(total) * 0.19m))], bill.Taxes);
    }

    [Theory]
    [InlineData("\"price\":0.39")]
    [InlineData("\"price\":0.45")]
    [InlineData("\"percent\":0")]
    public void What_would_change_nothing_makes_no_line(string change) => Assert.Equal(A.Bill(Kwh39, Session123), Bill(Kwh39, Session123, OffEnergy("P", change)));

    [Fact]
    public void Time_parking_and_the_fee_are_discounted_by_the_hour_and_once()
    {
        var tariff = A.Simple("""{"type":"FLAT","price":1,"step_size":1},{"type":"TIME","price":6,"step_size":1},{"type":"PARKING_TIME","price":3,"step_size":1}""");
        var session = A.Stretches(A.Monday10, (10, StretchKind.Charging), (20, StretchKind.Parking), (5, StretchKind.HeldByStation), (10, StretchKind.Charging));

        var bill = Bill(tariff, session, Promotion("P", """{"dimensions":["FLAT","TIME"],"percent":50},{"dimensions":["PARKING_TIME"],"amount":1.5}"""));

        // The car paused: 10 min twice are one line, as they are in the tariff.
        Assert.Equal(
            [("promotion:P", 1m, -0.5m, -0.50m), ("promotion:P", 0.333333m, -1.5m, -0.50m), ("promotion:P", 0.333333m, -3m, -1.00m)],
            bill.Promoted().OrderByDescending(line => line.UnitPrice));
        Assert.Equal(4.00m - 2.00m, bill.TotalExclTax);
    }

    [Fact]
    public void Stacked_discounts_each_act_on_what_those_before_them_left()
    {
        var (tenPercent, fiveCents) = (OffEnergy("TEN", "\"percent\":10", ",\"order\":1"), OffEnergy("FIVE", "\"amount\":0.05", ",\"order\":2"));

        // 0.40 - 0.04 = 0.36, then - 0.05.
        Assert.Equal(
            [("promotion:TEN", 20m, -0.04m, -0.80m), ("promotion:FIVE", 20m, -0.05m, -1.00m)],
            Bill(Kwh40, TwoHours, fiveCents, tenPercent).Promoted());
    }

    [Fact]
    public void The_other_order_gives_the_other_bill()
    {
        var (tenPercent, fiveCents) = (OffEnergy("TEN", "\"percent\":10", ",\"order\":2"), OffEnergy("FIVE", "\"amount\":0.05", ",\"order\":1"));

        // 0.40 - 0.05 = 0.35, then 10 % of it.
        Assert.Equal(
            [("promotion:FIVE", 20m, -0.05m, -1.00m), ("promotion:TEN", 20m, -0.035m, -0.70m)],
            Bill(Kwh40, TwoHours, tenPercent, fiveCents).Promoted());
    }

    [Fact]
    public void An_exclusive_promotion_keeps_those_after_it_in_its_group_off_while_it_holds()
    {
        // The first 10 kWh at 0.30; only afterwards the member price.
        var first = OffEnergy("FIRST", "\"price\":0.30", ",\"order\":1,\"exclusive\":true,\"restrictions\":{\"max_kwh\":10}");
        var member = OffEnergy("MEMBER", "\"percent\":10", ",\"order\":2", "Membership");
        var other = OffEnergy("OTHER", "\"amount\":0.01", ",\"order\":3,\"group\":\"other\"");

        Assert.Equal(
            [("promotion:FIRST", 10m, -0.10m, -1.00m), ("promotion:MEMBER", 10m, -0.04m, -0.40m), ("promotion:OTHER", 20m, -0.01m, -0.20m)],
            Bill(Kwh40, TwoHours, first, member, other).Promoted());
    }

    [Fact]
    public void An_exclusive_promotion_that_changes_nothing_keeps_nothing_off()
    {
        var first = OffEnergy("FIRST", "\"price\":0.50", ",\"order\":1,\"exclusive\":true");
        var member = OffEnergy("MEMBER", "\"percent\":10", ",\"order\":2", "Membership");

        Assert.Equal([("promotion:MEMBER", 20m, -0.04m, -0.80m)], Bill(Kwh40, TwoHours, first, member).Promoted());
    }

    [Fact]
    public void The_first_kWh_end_between_two_readings_where_they_were_taken()
    {
        // 4 kWh of 10 in the first hour: after 24 minutes, interpolated; the tariff's own line stays whole.
        var bill = Bill(Kwh40, TwoHours, OffEnergy("P", "\"percent\":50", ",\"restrictions\":{\"max_kwh\":4}"));

        var line = Assert.Single(bill.Lines, line => line.Kind == BillLineKind.Discount);
        Assert.Equal((4_000m, -0.80m, A.Monday10, A.Monday10 + Duration.FromMinutes(24)), (line.Volume, line.Amount, line.From, line.To));
        Assert.Equal((true, 0, 1), (line.Interpolated, line.FromReading, line.ToReading));
        Assert.Equal((20_000m, 8.00m, false), (bill.Lines[0].Volume, bill.Lines[0].Amount, bill.Lines[0].Interpolated));
        Assert.Equal(new EnergyWh(10_000), bill.Evidence.InterpolatedEnergy);
        Assert.Equal(7.20m, bill.TotalExclTax);
    }

    [Fact]
    public void A_night_window_goes_across_midnight_and_through_the_hour_that_comes_twice()
    {
        // Berlin, 27 October 2019: 03:00 summer time is 02:00 winter time. 22:00 to 06:00 is nine hours; the session of eleven begins at 21:00 and takes 1 kWh an hour.
        var tariff = A.Tariff("""{"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.40,"step_size":1}]}]}""", "Europe/Berlin");
        var start = Instant.FromUtc(2019, 10, 26, 19, 0);
        var session = A.Session(start, 660, [.. Enumerable.Range(0, 12).Select(hour => (hour * 60, hour * 1000L))]);

        var bill = Bill(tariff, session, OffEnergy("NIGHT", "\"percent\":25", ",\"restrictions\":{\"start_time\":\"22:00\",\"end_time\":\"06:00\"}"));

        var line = Assert.Single(bill.Lines, line => line.Kind == BillLineKind.Discount);
        Assert.Equal((9_000m, -0.90m), (line.Volume, line.Amount));
        Assert.Equal((Instant.FromUtc(2019, 10, 26, 20, 0), Instant.FromUtc(2019, 10, 27, 5, 0)), (line.From, line.To));
        Assert.Equal(3.50m, bill.TotalExclTax);
    }

    [Fact]
    public void Discounts_of_prices_with_different_tax_each_lower_their_own()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":0.50,"vat":10,"step_size":1},{"type":"TIME","price":4,"vat":20,"step_size":1}""");

        var bill = Bill(tariff, TwoHours, Promotion("P", """{"dimensions":["ENERGY","TIME"],"percent":10}"""));

        // 10.00 - 1.00 at 10 % and 8.00 - 0.80 at 20 %.
        Assert.Equal([new TaxLine(10m, 9.00m, 0.90m), new TaxLine(20m, 7.20m, 1.44m)], bill.Taxes);
        Assert.Equal((16.20m, 18.54m), (bill.TotalExclTax, bill.TotalInclTax));
    }

    [Fact]
    public void Prices_that_include_tax_are_discounted_with_it()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":0.60,"vat":20,"step_size":1}""", ",\"tax_included\":\"YES\"");

        var bill = Bill(tariff, TwoHours, OffEnergy("P", "\"percent\":25"));

        Assert.Equal((7.50m, 9.00m), (bill.TotalExclTax, bill.TotalInclTax));
    }

    [Fact]
    public void What_a_block_rounds_up_to_is_discounted_like_the_last_price()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":0.40,"step_size":1000}""");

        // 12.3 kWh are billed as 13; free is free.
        var half = Bill(tariff, Session123, OffEnergy("P", "\"percent\":50"));
        var free = Bill(tariff, Session123, OffEnergy("P", "\"percent\":100"));

        Assert.Equal([("promotion:P", 12.3m, -0.20m, -2.46m), ("promotion:P", 0.7m, -0.20m, -0.14m)], half.Promoted());
        Assert.Equal((2.60m, 0.00m), (half.TotalExclTax, free.TotalExclTax));
    }

    private static decimal D(string number) => decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
}
