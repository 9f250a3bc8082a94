using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing;

/// <summary>Bounds given on one side only, credits beside charges, and loads that are stated by half; worked out by hand.</summary>
public sealed class LimitsAndLoadsTests
{
    [Theory]
    [InlineData("min_price", "0.30", 5, 2_000, 5, 6)]
    [InlineData("max_price", "0.60", 10, 40_000, 10, 12)]
    public void A_bound_without_tax_on_prices_that_include_it_moves_the_tax_along(string limit, string price, int bound, long wh, int net, int gross)
    {
        var tariff = A.Simple($$"""{"type":"ENERGY","price":{{price}},"vat":20,"step_size":1}""", $$""","tax_included":"YES","{{limit}}":{"before_taxes":{{bound}}}""");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, wh)));

        Assert.Equal(((decimal?)net, (decimal?)gross, (decimal)gross), (bill.TotalExclTax, bill.TotalInclTax, bill.Lines.Sum(line => line.Amount)));
        Assert.Equal(new TaxLine(20m, net, gross - net), Assert.Single(bill.Taxes));
    }

    [Fact]
    public void A_credit_beside_a_charge_does_not_blow_up_what_a_bound_adds()
    {
        var tariff = A.Simple(
            """{"type":"ENERGY","price":1,"vat":10,"step_size":1},{"type":"FLAT","price":-1.99,"vat":20,"step_size":1}""", ""","min_price":{"excl_vat":5}""");

        var bill = A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 2_000)));

        // 2.00 of energy and 4.99 up to the bound at 10 %, and a credit of 1.99 at 20 %.
        Assert.Equal((5.00m, 5.30m), (bill.TotalExclTax, bill.TotalInclTax));
        Assert.Equal([BillLineKind.Flat, BillLineKind.Energy, BillLineKind.MinPrice], bill.Lines.Select(line => line.Kind));
    }

    [Theory]
    [InlineData("\"max_power\":11", 22_000L, null, 2)]
    [InlineData("\"max_power\":11", null, 10_000L, 1)]
    [InlineData("\"max_current\":40", 22_000L, null, 2)]
    [InlineData("\"min_power\":11", 22_000L, null, 1)]
    public void A_load_that_is_stated_by_half_is_never_a_least_above_a_most(string restriction, long? minW, long? maxW, int expected)
    {
        var tariff = A.Tariff($$"""
            {"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"TIME","price":1,"step_size":1}],"restrictions":{ {{restriction}} } },
             {"price_components":[{"type":"TIME","price":2,"step_size":1}]}]}
            """);
        var session = A.Session(A.Monday10, 60, (0, 0), (60, 0)) with
        {
            Stretches = [new Stretch(A.Monday10, A.Monday10 + Duration.FromHours(1), StretchKind.Charging, new Load(minW, maxW))],
        };

        Assert.Equal(expected, A.Bill(tariff, session).TotalExclTax);
    }

    [Fact]
    public void A_cut_that_changes_no_price_does_not_bring_a_threshold_forward()
    {
        var start = Instant.FromUtc(2025, 1, 14, 10, 0);
        var session = new BillableSession(
            start, start + Duration.FromHours(10), [new(start, EnergyWh.Zero, 0), new(start + Duration.FromHours(10), new EnergyWh(100), 1)],
            [new Stretch(start, start + Duration.FromHours(10), StretchKind.Charging)]);
        const string Plain = """{"price_components":[{"type":"TIME","price":36,"step_size":1}],"restrictions":{"max_kwh":0.05} }""";
        const string Cut = """{"price_components":[{"type":"TIME","price":36,"step_size":1}],"restrictions":{"max_kwh":0.05,"end_time":"14:58"} }""";
        const string Rest = """{"price_components":[{"type":"TIME","price":3600,"step_size":1}]}""";

        // 50 Wh are reached after five of the ten hours.
        Assert.Equal(18_180m, A.Bill(A.Tariff($$"""{"id":"T","currency":"EUR","elements":[{{Plain}},{{Rest}}]}"""), session).TotalExclTax);
        Assert.Equal(18_180m, A.Bill(A.Tariff($$"""{"id":"T","currency":"EUR","elements":[{{Cut}},{{Plain}},{{Rest}}]}"""), session).TotalExclTax);
    }

    [Fact]
    public void A_current_that_nothing_states_is_said_to_be_derived()
    {
        var tariff = A.Tariff("""
            {"id":"T","currency":"USD","elements":[{"price_components":[{"type":"ENERGY","price":1,"step_size":1}],"restrictions":{"max_current":32} },
             {"price_components":[{"type":"ENERGY","price":2,"step_size":1}]}]}
            """);

        Assert.Contains(A.Bill(tariff, A.Session(A.Monday10, 60, (0, 0), (60, 6_000))).Findings, finding => finding.Code == FindingCode.CurrentDerived);
    }
}
