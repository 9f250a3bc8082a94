using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Ledger;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Node.Tests.Running;

using Microsoft.Extensions.DependencyInjection;

using NodaTime;

namespace Fleet.Node.Tests.Api;

/// <summary><c>/api/v1/transactions</c>: the ledger as upstream systems read it.</summary>
public sealed class TransactionTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>
{
    private const string Tariff =
        """
        {"id":"plain","currency":"EUR","country_code":"DE","party_id":"ABC","last_updated":"2026-01-01T00:00:00Z","elements":[{"price_components":[
          {"type":"ENERGY","price":0.50,"vat":19.0,"step_size":1}]}]}
        """;

    private static readonly Ruling Ruling = new("ops:ann", "wrong tariff", Instant.FromUtc(2026, 3, 2, 10, 0));

    private readonly TestNode _node = development.Node;

    [Fact]
    public async Task A_credited_session_shows_the_bill_its_reversal_and_the_new_bill_and_every_hash_can_be_checked()
    {
        var id = await ChargeAsync("credited");
        await CreditAsync(id);

        var entries = await Poll.UntilAsync(() => _node.Api.BillsOfAsync("credited"), bills => bills.Count == 3);

        // 4 kWh at 0.50 and 19 % on top.
        Assert.Equal(
            [("BILL", "CREDITED", 1, "2.38"), ("CREDIT", "CREDIT", 2, "-2.38"), ("BILL", "BILLED", 3, "0")],
            entries.Select(entry => ((string)entry!["kind"]!, (string)entry["state"]!, (int)entry["revision"]!, (string)entry["totalInclTax"]!)));
        Assert.Equal($$"""{"id":"{{id}}","revision":1}""", entries[1]!["creditOf"]!.ToJsonString());
        Assert.Equal("wrong tariff", (string?)entries[2]!["ruling"]!["reason"]);
        foreach (var entry in entries)
        {
            var shown = (await _node.Api.GetAsync($"/transactions/{id}?revision={entry!["revision"]}")).Json;
            var hashed = await _node.Api.GetAsync($"/transactions/{id}?revision={entry["revision"]}&form=hashed");
            Assert.True(JsonNode.DeepEquals(entry, shown));
            Assert.Equal((string?)entry["ledger"]!["hash"], Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed.Text))));
            Assert.Equal((string?)entry["ledger"]!["previousHash"], (string?)hashed.Json["ledger"]!["previousHash"]);
            Assert.DoesNotContain("CARD", hashed.Text, StringComparison.OrdinalIgnoreCase);
        }

        Assert.True(JsonNode.DeepEquals(entries[2], (await _node.Api.GetAsync($"/transactions/{id}")).Json));
        Assert.Null((await _node.Services.GetRequiredService<LedgerVerifier>().VerifyAsync()).Fault);
    }

    [Fact]
    public async Task An_erased_token_is_shown_as_its_pseudonym()
    {
        var id = await ChargeAsync("erased", "FORGET-ME");
        Assert.Equal("FORGET-ME", (string?)(await _node.Api.GetAsync($"/transactions/{id}")).Json["token"]);

        await _node.Services.GetRequiredService<LedgerErasure>().EraseTokenAsync(new IdToken("forget-me"), "ops:ann", "asked for by letter", Ruling.At);

        Assert.StartsWith("p_", (string?)(await _node.Api.GetAsync($"/transactions/{id}")).Json["token"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("revision=0", "revision")]
    [InlineData("revision=-1", "revision")]
    [InlineData("revision=first", "revision")]
    [InlineData("revision=99999999999", "revision")]
    [InlineData("form=raw", "form")]
    [InlineData("form=", "form")]
    public async Task A_parameter_that_is_none_gets_400_naming_it(string query, string field)
    {
        var id = await ChargeAsync($"odd-{field}");

        var answer = await _node.Api.GetAsync($"/transactions/{id}?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith($"{field}: must be ", (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_that_is_not_there_gets_404()
    {
        var id = await ChargeAsync("revised");

        var answer = await _node.Api.GetAsync($"/transactions/{id}?revision=2");

        Assert.Equal((HttpStatusCode.NotFound, $"There is no revision 2 of a billed transaction '{id}'."), (answer.Status, (string?)answer.Json["detail"]));
        Assert.Equal(HttpStatusCode.NotFound, (await _node.Api.GetAsync("/transactions/nobody:1?form=hashed")).Status);
    }

    /// <summary>A session of 4 kWh, once it is billed.</summary>
    private async Task<string> ChargeAsync(string chargerId, string token = "CARD")
    {
        await _node.Api.EnterAsync("/tariffs/plain", Tariff);
        await _node.Api.EnterAsync($"/chargers/{chargerId}", """{"tariffId":"plain","evses":[{"id":1,"maxPowerW":22000}]}""");
        using var charger = await TestCharger.ConnectAsync(_node, chargerId);
        var transaction = await charger.StartAsync(token: token);
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 5_000);
        await _node.Api.TransactionAsync($"{chargerId}:{transaction}");
        return $"{chargerId}:{transaction}";
    }

    private async Task CreditAsync(string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var answer = await _node.Services.GetRequiredService<FleetEntities>().AskAsync(
            new CreditSession(SessionId.Parse(id), Ruling), TimeSpan.FromSeconds(20), limit.Token);
        Assert.Equal(Done.Instance, answer);
    }
}
