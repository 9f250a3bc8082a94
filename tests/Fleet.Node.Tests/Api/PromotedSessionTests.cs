using System.Text.Json.Nodes;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Api;

/// <summary>What promotions make of the sessions of a charger: frozen when a session starts, counted when it is billed.</summary>
public sealed class PromotedSessionTests(ProductionNode production) : IClassFixture<ProductionNode>
{
    private const string Tariff =
        """{"id":"kwh","currency":"EUR","country_code":"DE","elements":[{"price_components":[{"type":"ENERGY","price":0.50,"vat":20,"step_size":1}]}]}""";

    private readonly TestNode _node = production.Node;

    [Fact]
    public async Task A_member_with_a_code_pays_less_at_the_site_and_the_budget_shows_it()
    {
        await EnterSiteAsync("plaza", "CP-plaza");
        await EnterAsync("PLAZA", """ "kind":"Membership","currency":"EUR","budget":100,"eligibility":{"groups":["gold"],"campaignCodes":["SUN"],"sites":["plaza"]} """, percent: 10);
        await _node.Api.EnterAsync("/tokens/MEMBER", """{"status":"Accepted","memberships":["Gold"],"campaignCodes":["sun"]}""");
        await _node.Api.EnterAsync("/tokens/STRANGER", """{"status":"Accepted","memberships":["Gold"],"campaignCodes":["unknown"]}""");

        var member = await ChargeAsync("CP-plaza", "MEMBER");
        var stranger = await ChargeAsync("CP-plaza", "STRANGER");

        Assert.Equal(["promotion:PLAZA:-0.50"], Promoted(member));
        Assert.Equal(("4.50", "5.40"), ((string?)member["totalExclTax"], (string?)member["totalInclTax"]));
        Assert.Empty(Promoted(stranger));
        Assert.Equal("5.00", (string?)stranger["totalExclTax"]);
        Assert.Equal("""{"EUR":"0.50"}""", (await _node.Api.GetAsync("/promotions/PLAZA")).Json["spent"]!.ToJsonString());
    }

    [Fact]
    public async Task A_promotion_whose_budget_is_used_up_is_not_given_and_a_running_session_keeps_it()
    {
        await EnterSiteAsync("fair", "CP-fair");
        await EnterAsync("FAIR", """ "kind":"Promotion","currency":"EUR","budget":0.5,"eligibility":{"sites":["fair"]} """, percent: 10);
        await _node.Api.EnterAsync("/tokens/CARD", """{"status":"Accepted"}""");
        using var running = await TestCharger.ConnectAsync(_node, "CP-fair");
        var transaction = await running.StartAsync();
        await EnterSiteAsync("fair", "CP-fair-2");

        Assert.Equal(["promotion:FAIR:-0.50"], Promoted(await ChargeAsync("CP-fair-2", "CARD")));
        var hours = 0;
        var after = await Poll.UntilAsync(() => ChargeAsync("CP-fair-2", "CARD", Charging.Start.AddHours(++hours)), bill => Promoted(bill).Count == 0);
        await running.StopAsync(transaction, Charging.Start.AddHours(1), 11_000);

        Assert.Equal("5.00", (string?)after["totalExclTax"]);
        Assert.Equal(["promotion:FAIR:-0.50"], Promoted(await _node.Api.TransactionAsync($"CP-fair:{transaction}")));
    }

    [Fact]
    public async Task A_promotion_holds_for_sessions_that_start_before_its_end_and_for_the_kind_of_EVSE()
    {
        await EnterSiteAsync("dock", "CP-dock");
        await EnterAsync("DOCK", """ "kind":"Premium","until":"2026-03-02T09:00:00Z","eligibility":{"sites":["dock"],"evseKind":"DC"} """, percent: 20);
        await _node.Api.EnterAsync("/tokens/CARD", """{"status":"Accepted"}""");

        Assert.Equal(["promotion:DOCK:1.00"], Promoted(await ChargeAsync("CP-dock", "CARD")));
        Assert.Empty(Promoted(await ChargeAsync("CP-dock", "CARD", Charging.Start.AddHours(1))));
        Assert.Empty(Promoted(await ChargeAsync("CP-dock", "CARD", connector: 2)));
    }

    private async Task EnterSiteAsync(string site, string charger)
    {
        await _node.Api.EnterAsync("/tariffs/kwh", Tariff);
        await _node.Api.EnterAsync($"/sites/{site}", $$"""{"name":"{{site}}","timeZone":"Europe/Berlin"}""");
        await _node.Api.EnterAsync($"/chargers/{charger}", $$"""{"siteId":"{{site}}","tariffId":"kwh","evses":[{"id":1,"kind":"DC"},{"id":2,"kind":"AC"}]}""");
    }

    private Task EnterAsync(string id, string more, int percent) => _node.Api.EnterAsync(
        $"/promotions/{id}", $$"""{"id":"{{id}}","name":"{{id}} offer","effects":[{"dimensions":["ENERGY"],"percent":{{percent}}}],{{more}}}""");

    /// <summary>10 kWh in an hour, and the bill.</summary>
    private async Task<JsonNode> ChargeAsync(string charger, string token, DateTime? at = null, int connector = 1)
    {
        using var connected = await TestCharger.ConnectAsync(_node, charger);
        var start = at ?? Charging.Start;
        var transaction = await connected.StartAsync(start, token: token, connector: connector);
        await connected.StopAsync(transaction, start.AddHours(1), 11_000);
        return await _node.Api.TransactionAsync($"{charger}:{transaction}");
    }

    private static List<string> Promoted(JsonNode bill) => [.. bill["lines"]!.AsArray()
        .Where(line => ((string)line!["rule"]!).StartsWith("promotion:", StringComparison.Ordinal))
        .Select(line => $"{line!["rule"]}:{line["amount"]}")];
}
