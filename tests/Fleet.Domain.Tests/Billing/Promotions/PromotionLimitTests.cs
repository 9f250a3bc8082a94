using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using static Fleet.Domain.Tests.Billing.Promotions.Discounted;

namespace Fleet.Domain.Tests.Billing.Promotions;

/// <summary>Promotions beside caps, price limits and guards, against bills worked out by hand.</summary>
public sealed class PromotionLimitTests
{
    // 20 kWh at 0.40 EUR: 8.00.
    private static readonly FrozenTariff Kwh40 = A.Simple("""{"type":"ENERGY","price":0.40,"step_size":1}""");
    private static readonly BillableSession TwoHours = A.Session(A.Monday10, 120, (0, 0), (60, 10_000), (120, 20_000));

    [Fact]
    public void Where_a_cap_fired_the_discount_is_of_the_cap()
    {
        // 4 h of parking at 5.00: 20.00, capped at 12.00; 25 % of 12.00 is 3.00.
        var tariff = A.Simple("""{"type":"PARKING_TIME","price":5,"vat":19,"step_size":1}""", ",\"caps\":[{\"type\":\"PARKING_TIME\",\"amount\":12}]");
        var session = A.Stretches(A.Monday10, (240, StretchKind.Parking));

        var bill = Bill(tariff, session, Promotion("P", """{"dimensions":["PARKING_TIME"],"percent":25}"""));

        Assert.Equal([BillLineKind.ParkingTime, BillLineKind.Cap, BillLineKind.Discount], bill.Lines.Select(line => line.Kind));
        var line = bill.Lines[2];
        Assert.Equal((BillUnit.One, 1m, -3.00m, -3.00m, 19m), (line.Unit, line.Volume, line.UnitPrice, line.Amount, line.VatPercent));
        Assert.Equal(("/caps/0", "promotion:P", 9.00m), (line.TariffPointer, line.Rule, bill.TotalExclTax));
    }

    [Fact]
    public void A_cap_of_one_price_leaves_the_discount_of_another_alone()
    {
        var tariff = A.Simple(
            """{"type":"ENERGY","price":0.40,"step_size":1},{"type":"TIME","price":5,"step_size":1}""", ",\"caps\":[{\"type\":\"TIME\",\"amount\":4}]");

        // Time 10.00 to 4.00, energy 8.00; 10 % of each.
        Assert.Equal(
            [("promotion:P", 20m, -0.04m, -0.80m), ("promotion:P", 1m, -0.40m, -0.40m)],
            Bill(tariff, TwoHours, Promotion("P", """{"dimensions":["ENERGY","TIME"],"percent":10}""")).Promoted());
    }

    [Fact]
    public void No_promotion_is_more_than_its_most_in_a_session()
    {
        var bill = Bill(Kwh40, TwoHours, OffEnergy("P", "\"percent\":50", ",\"maxPerSession\":1.5"));

        Assert.Equal([("promotion:P", 20m, -0.20m, -4.00m), ("promotion:P", 1m, 2.50m, 2.50m)], bill.Promoted());
        Assert.Equal(("P offer: at most 1.50 EUR a session", 6.50m), (bill.Lines[^1].Text, bill.TotalExclTax));
    }

    [Fact]
    public void What_a_limit_takes_back_is_spread_over_the_tax_rates()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":0.60,"vat":10,"step_size":1},{"type":"TIME","price":2,"vat":20,"step_size":1}""");

        // Half of 12.00 and of 4.00 is 6.00 and 2.00; of the 4.00 too much 3.00 and 1.00 are given back.
        var bill = Bill(tariff, TwoHours, Promotion("P", """{"dimensions":["ENERGY","TIME"],"percent":50}""", ",\"maxPerSession\":4"));

        Assert.Equal([new TaxLine(10m, 9.00m, 0.90m), new TaxLine(20m, 3.00m, 0.60m)], bill.Taxes);
    }

    [Fact]
    public void The_least_price_of_a_session_holds_after_the_discount()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":0.40,"step_size":1}""", ",\"min_price\":{\"excl_vat\":5}");

        var bill = Bill(tariff, TwoHours, OffEnergy("P", "\"percent\":50"));

        Assert.Equal([BillLineKind.Energy, BillLineKind.Discount, BillLineKind.MinPrice], bill.Lines.Select(line => line.Kind));
        Assert.Equal((1.00m, 5.00m), (bill.Lines[2].Amount, bill.TotalExclTax));
    }

    [Fact]
    public void The_highest_price_of_a_session_counts_after_the_discount()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":0.40,"step_size":1}""", ",\"max_price\":{\"excl_vat\":5}");

        Assert.Equal([BillLineKind.Energy, BillLineKind.Discount], Bill(tariff, TwoHours, OffEnergy("P", "\"percent\":50")).Lines.Select(line => line.Kind));
    }

    [Fact]
    public void A_premium_station_is_a_line_of_its_own_and_a_member_saves_on_it_too()
    {
        var premium = OffEnergy("PLAZA", "\"percent\":25", ",\"order\":1", "Premium");
        var member = OffEnergy("GOLD", "\"percent\":10", ",\"order\":2,\"exclusive\":true", "Membership");

        var bill = Bill(Kwh40, TwoHours, member, premium);

        // 0.40 + 0.10 = 0.50, less 0.05.
        Assert.Equal([("promotion:PLAZA", 20m, 0.10m, 2.00m), ("promotion:GOLD", 20m, -0.05m, -1.00m)], bill.Promoted());
        Assert.Equal([BillLineKind.Energy, BillLineKind.Premium, BillLineKind.Discount], bill.Lines.Select(line => line.Kind));
        Assert.Equal((0.40m, 9.00m), (bill.Lines[0].UnitPrice, bill.TotalExclTax));
    }

    [Fact]
    public void An_exclusive_discount_does_not_keep_a_premium_out()
    {
        var premium = OffEnergy("PLAZA", "\"amount\":0.10", ",\"order\":2", "Premium");
        var member = OffEnergy("GOLD", "\"percent\":10", ",\"order\":1,\"exclusive\":true", "Membership");

        Assert.Equal([("promotion:GOLD", 20m, -0.04m, -0.80m), ("promotion:PLAZA", 20m, 0.10m, 2.00m)], Bill(Kwh40, TwoHours, premium, member).Promoted());
    }

    [Fact]
    public void A_promotion_of_another_currency_does_nothing()
    {
        var tariff = A.Tariff("""{"id":"T","currency":"SEK","elements":[{"price_components":[{"type":"ENERGY","price":4,"step_size":1}]}]}""");

        Assert.Equal(A.Bill(tariff, TwoHours), Bill(tariff, TwoHours, OffEnergy("P", "\"amount\":0.05")));
    }

    [Fact]
    public void Rounding_each_of_many_discounts_never_makes_the_price_a_credit()
    {
        // 15 Wh at 1.00: 0.015, so 0.02. Three discounts of 0.005 each, together all of it, would be 0.03.
        var tariff = A.Simple("""{"type":"ENERGY","price":1,"step_size":1}""");
        var thirds = new[] { "A", "B", "C" }.Select((id, place) => OffEnergy(id, "\"amount\":0.33333334", $",\"order\":{place}")).ToArray();

        var bill = Bill(tariff, A.Session(A.Monday10, 10, (0, 0), (10, 15)), thirds);

        Assert.Equal([-0.01m, -0.01m, 0.00m], bill.Promoted().Select(line => line.Amount));
        Assert.Equal((0m, 0.00m), (bill.ExactExclTax, bill.TotalExclTax));
    }

    [Fact]
    public void Time_that_may_not_be_billed_has_no_discount()
    {
        var tariff = A.Simple("""{"type":"TIME","price":6,"step_size":1}""");
        var terms = new RatingTerms(TimeNotBillable: true) { Promotions = [Promotion("P", """{"dimensions":["TIME"],"percent":50}""")] };

        var bill = Rating.Rate(tariff, TwoHours, terms);

        Assert.Empty(bill.Promoted());
        Assert.Equal(0.00m, bill.TotalExclTax);
    }

    [Fact]
    public void A_fee_that_was_paid_before_an_interruption_is_discounted_once()
    {
        var tariff = A.Simple("""{"type":"FLAT","price":1,"step_size":1}""");
        var terms = new RatingTerms(Resumes: true) { Promotions = [Promotion("P", """{"dimensions":["FLAT"],"percent":50}""")] };

        Assert.Empty(Rating.Rate(tariff, TwoHours, terms).Promoted());
        Assert.Equal([("promotion:P", 1m, -0.5m, -0.50m)], Rating.Rate(tariff, TwoHours, terms with { Resumes = false }).Promoted());
    }

    [Fact]
    public void A_discount_is_explained_in_words()
    {
        var text = BillExplanation.Write(Bill(Kwh40, TwoHours, OffEnergy("GOLD", "\"percent\":10", kind: "Membership"), Promotion("P", """{"dimensions":["TIME"],"percent":5}""")));

        Assert.Contains(
            """
             2. GOLD offer ........................................................................... -0.80 EUR
                20.000 kWh x -0.04 EUR per kWh
                2019-01-14 10:00:00 to 2019-01-14 12:00:00, readings 0 to 2, tariff
                /elements/0/price_components/0, promotion GOLD
            """.ReplaceLineEndings("\n"),
            text,
            StringComparison.Ordinal);
    }
}
