using Fleet.Domain.Billing;

namespace Fleet.Domain.Tests.Billing;

public sealed class PriceLimitTests
{
    private const string FeeAndEnergy =
        """{"type":"FLAT","price":0.5,"vat":20,"step_size":1},{"type":"ENERGY","price":0.25,"vat":10,"step_size":1}""";

    [Fact]
    public void Tax_follows_the_price_up_to_the_least_price()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":0.25,"vat":20,"step_size":1}""", ",\"min_price\":{\"excl_vat\":5}");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 2_000)));

        Assert.Equal([(BillLineKind.Energy, 0.50m), (BillLineKind.MinPrice, 4.50m)], bill.Lines.Select(l => (l.Kind, l.Amount)));
        Assert.Equal([new TaxLine(20m, 5.00m, 1.00m)], bill.Taxes);
        Assert.Equal((5.00m, 6.00m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Equal((5m, 6m), (bill.ExactExclTax, bill.ExactInclTax));
        Assert.Equal(("/min_price", BillRule.MinPrice), (bill.Lines[1].TariffPointer, bill.Lines[1].Rule));
    }

    [Fact]
    public void Both_bounds_of_the_highest_price_hold_each_on_its_own()
    {
        var tariff = A.Simple(FeeAndEnergy, ",\"max_price\":{\"excl_vat\":10,\"incl_vat\":11}");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 50_000)));

        // 0.50 + 12.50 = 13.00, so -3.00 in proportion: -0.12 (of 0.115) for the fee and -2.88 for the energy, listed by rate.
        Assert.Equal([0.50m, 12.50m, -2.88m, -0.12m], bill.Lines.Select(l => l.Amount));
        Assert.Equal((10.00m, 11.00m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Equal(1.00m, bill.Taxes.Sum(t => t.Amount));
        Assert.Equal([(10m, 9.62m), (20m, 0.38m)], bill.Taxes.Select(t => (t.RatePercent!.Value, t.Base)));
    }

    [Fact]
    public void A_session_between_the_bounds_is_left_alone()
    {
        var tariff = A.Simple(FeeAndEnergy, ",\"min_price\":{\"excl_vat\":1},\"max_price\":{\"excl_vat\":10,\"incl_vat\":11}");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 20_000)));

        Assert.Equal((5.50m, 6.10m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Equal(2, bill.Lines.Count);
    }

    [Fact]
    public void A_least_price_is_due_even_where_nothing_was_taken()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":0.25,"vat":20,"step_size":1}""", ",\"min_price\":{\"excl_vat\":1,\"incl_vat\":1.2}");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 10, (0, 0)));

        Assert.Equal((1.00m, 1.20m), (bill.TotalExclTax, bill.TotalInclTax));
    }

    [Fact]
    public void A_highest_price_with_tax_bounds_prices_that_include_tax()
    {
        var tariff = A.Simple(
            """{"type":"ENERGY","price":0.6,"vat":20,"step_size":1}""",
            ",\"tax_included\":\"YES\",\"max_price\":{\"before_taxes\":10,\"after_taxes\":12}");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 50_000)));

        Assert.Equal([30.00m, -18.00m], bill.Lines.Select(l => l.Amount));
        Assert.Equal([new TaxLine(20m, 10.00m, 2.00m)], bill.Taxes);
        Assert.Equal((10.00m, 12.00m), (bill.TotalExclTax, bill.TotalInclTax));
    }

    [Fact]
    public void A_bound_with_tax_alone_moves_the_tax()
    {
        var tariff = A.Simple("""{"type":"ENERGY","price":1,"vat":20,"step_size":1}""", ",\"max_price\":{\"excl_vat\":10,\"incl_vat\":11}");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 9_500)));

        // 9.50 + 20 % = 11.40, bound to 11.00.
        Assert.Equal((9.50m, 11.00m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Equal([new TaxLine(20m, 9.50m, 1.50m)], bill.Taxes);
    }
}
