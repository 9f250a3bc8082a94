using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

using Fleet.Node.Tests.Running;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Node.Tests.Receipts;

/// <summary>A site's month, in every form.</summary>
public sealed class StatementTests(SellingNode selling) : IClassFixture<SellingNode>
{
    private const string Tariff =
        """{"id":"month","currency":"EUR","country_code":"DE","party_id":"ABC","last_updated":"2026-01-01T00:00:00Z","elements":[{"price_components":[{"type":"ENERGY","price":0.50,"vat":19.0,"step_size":1}]}]}""";

    private readonly TestNode _node = selling.Node;

    [Fact]
    public async Task The_statement_adds_up_what_the_api_lists_in_every_form()
    {
        var (site, month) = await ChargeTwiceAsync("sums");
        var path = $"/api/v1/sites/{site}/statements/{month}";

        var json = JsonNode.Parse((await _node.GetPageAsync(path)).Text)!;
        var csv = await _node.GetPageAsync(path, "text/csv");
        var page = await _node.GetPageAsync(path, "text/html");
        var text = await _node.GetPageAsync(path, "text/plain");

        // Twice 4 kWh at 0.50 and 19 %.
        var euros = Assert.Single(json["currencies"]!.AsArray())!;
        var income = euros["income"]!;
        Assert.Equal((2, 8_000, "4.00", "0.76", "4.76"), ((int)income["entries"]!, (int)income["energyWh"]!, (string)income["net"]!, (string)income["tax"]!, (string)income["gross"]!));
        Assert.Equal("""[{"item":"ENERGY","includesTax":false,"amount":"4.00"}]""", income["items"]!.ToJsonString());
        var listed = (await _node.Api.BillsOfAsync("sums")).Select(bill => decimal.Parse((string)bill!["totalInclTax"]!, CultureInfo.InvariantCulture)).Sum();
        Assert.Equal(listed, decimal.Parse((string)income["gross"]!, CultureInfo.InvariantCulture));

        Assert.Equal("text/csv", csv.MediaType);
        Assert.Contains($"{site},{month},Europe/Berlin,no,EUR,INCOME,GROSS,,,,4.76,,\r\n", csv.Text, StringComparison.Ordinal);
        Assert.Contains("INCOME,TAX,19,,4.00,0.76,,\r\n", csv.Text, StringComparison.Ordinal);
        Assert.Equal("text/html", page.MediaType);
        Assert.Contains(XDocument.Parse(page.Text["<!DOCTYPE html>".Length..]).Descendants("td"), cell => cell.Value == "4.76 EUR");
        Assert.Contains("Total with tax", text.Text, StringComparison.Ordinal);
        Assert.Contains("The month is not over", text.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/sites/nowhere/statements/2026-11", 404)]
    [InlineData("/api/v1/sites/nowhere/statements/2026-13", 400)]
    [InlineData("/api/v1/sites/nowhere/statements/now", 400)]
    public async Task A_site_or_month_that_is_none_is_a_problem(string path, int expected)
    {
        var (status, type, _, _) = await _node.GetPageAsync(path, "text/html");

        Assert.Equal((expected, "application/problem+json"), (status, type));
    }

    private async Task<(string Site, string Month)> ChargeTwiceAsync(string site)
    {
        await _node.Api.EnterAsync($"/sites/{site}", """{"name":"Sums","timeZone":"Europe/Berlin"}""");
        await _node.Api.EnterAsync("/tariffs/month", Tariff);
        await _node.Api.EnterAsync($"/chargers/{site}", $$"""{"siteId":"{{site}}","tariffId":"month","evses":[{"id":1,"maxPowerW":22000}]}""");
        using var charger = await TestCharger.ConnectAsync(_node, site);
        JsonNode? last = null;
        for (var i = 0; i < 2; i++)
        {
            var start = Charging.Start.AddHours(2 * i);
            var transaction = await charger.StartAsync(start);
            await charger.StopAsync(transaction, start.AddHours(1), 5_000);
            last = await _node.Api.TransactionAsync($"{site}:{transaction}");
        }

        var recorded = InstantPattern.ExtendedIso.Parse((string)last!["recordedAt"]!).Value.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        return (site, YearMonthPattern.CreateWithInvariantCulture("uuuu-MM").Format(recorded.Date.ToYearMonth()));
    }
}
