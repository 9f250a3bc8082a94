using System.Globalization;
using System.Text.Json.Nodes;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ops;

/// <summary>Decisions about bills, at a node: each is a further entry of the ledger with who and why, and the chain holds.</summary>
public sealed class BillTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>, IDisposable
{
    private const string Tariff =
        """{"id":"flat","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","country_code":"DE","party_id":"ABC","elements":[{"price_components":[{"type":"ENERGY","price":0.50,"vat":19,"step_size":1}]}]}""";

    private readonly TestNode _node = development.Node;
    private readonly OpsCaller _ops = new(development.Node.Ops);

    [Fact]
    public async Task A_held_bill_is_listed_released_with_a_reason_and_is_income_from_then_on()
    {
        var id = await ChargeAsync("releasing", hold: true);
        Assert.Contains(await HoldsAsync(), hold => (string?)hold!["id"] == id);

        Assert.Equal(0, (await _ops.CallAsync("bill/hold/release", new { id, reason = "clock checked" }, by: "alice")).End.Code);

        var live = await _node.Api.WaitForAsync($"/transactions/{Escaped(id)}", bill => (string?)bill["state"] == "BILLED");
        Assert.Equal((2, "BILL", "ops:alice", "clock checked"), ((int)live["revision"]!, (string?)live["kind"], (string?)live["ruling"]!["by"], (string?)live["ruling"]!["reason"]));
        Assert.Equal("1.79", (string?)live["totalInclTax"]);
        Assert.DoesNotContain(await HoldsAsync(), hold => (string?)hold!["id"] == id);
        Assert.Equal(["CREDITED", "BILLED"], await StatesAsync("releasing"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_bill_is_credited_in_full_and_a_bill_of_nothing_takes_its_place()
    {
        var id = await ChargeAsync("crediting", hold: false);

        Assert.Equal(0, (await _ops.CallAsync("bill/credit", new { id, reason = "goodwill" }, by: "bob")).End.Code);

        var live = await _node.Api.WaitForAsync($"/transactions/{Escaped(id)}", bill => (int)bill["revision"]! == 3);
        Assert.Equal(("BILLED", "0"), ((string?)live["state"], (string?)live["totalInclTax"]));
        Assert.Equal(["CREDITED", "CREDIT", "BILLED"], await StatesAsync("crediting"), StringComparer.Ordinal);
        var bills = await _node.Api.BillsOfAsync("crediting");
        Assert.Equal(0m, bills.Sum(bill => decimal.Parse((string)bill!["totalInclTax"]!, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_held_bill_that_is_given_up_costs_nothing_and_nothing_is_taken_back()
    {
        var id = await ChargeAsync("giving-up", hold: true);

        Assert.Equal(0, (await _ops.CallAsync("bill/hold/credit", new { id, reason = "meter broken" })).End.Code);

        await _node.Api.WaitForAsync($"/transactions/{Escaped(id)}", bill => (string?)bill["state"] == "BILLED" && (string?)bill["totalInclTax"] == "0");
        Assert.Equal(["CREDITED", "BILLED"], await StatesAsync("giving-up"), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("bill/hold/release", false, "is not held")]
    [InlineData("bill/hold/credit", false, "is not held")]
    [InlineData("bill/hold/release", null, "there is no session")]
    public async Task What_cannot_be_decided_is_refused_and_nothing_changes(string command, bool? hold, string sentence)
    {
        var charger = $"refusing-{Guid.NewGuid():N}";
        var id = hold is { } held ? await ChargeAsync(charger, held) : $"{charger}:7";

        var reply = await _ops.CallAsync(command, new { id, reason = "no" });

        Assert.Equal(1, reply.End.Code);
        Assert.Contains(sentence, reply.End.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(hold is null ? 0 : 1, (await _node.Api.BillsOfAsync(charger)).Count);
    }

    [Fact]
    public async Task The_ledger_verifies_and_a_byte_that_somebody_changed_is_found_and_its_row_named()
    {
        await using var node = await TestNode.StartAsync("Development");
        using var ops = new OpsCaller(node.Ops);
        using var charger = await TestCharger.ConnectAsync(node, "chained");
        for (var i = 0; i < 3; i++)
        {
            var transaction = await charger.StartAsync(Charging.Start.AddHours(i), 1000);
            await charger.StopAsync(transaction, Charging.Start.AddHours(i).AddMinutes(30), 2000);
            await node.Api.TransactionAsync($"chained:{transaction}");
        }

        var whole = await ops.CallAsync("ledger/verify", new { }, json: true);
        Assert.Equal(0, whole.End.Code);
        Assert.Equal(3, (int)whole.Document["entries"]!);

        node.Database.Unguard("billed_transaction");
        node.Database.ExecuteInTables("UPDATE billed_transaction SET document = REPLACE(document, '\"energyWh\":1000', '\"energyWh\":1001') WHERE sequence = 2");
        var broken = await ops.CallAsync("ledger/verify", new { }, json: true);

        Assert.Equal(1, broken.End.Code);
        Assert.Contains("sequence 2 (chained:", broken.End.Error, StringComparison.Ordinal);
        Assert.Equal(2, (int)broken.Document["fault"]!["sequence"]!);
        Assert.Equal(0, (await ops.CallAsync("journal/rebuild", new { })).End.Code);
        Assert.Equal(1, (await ops.CallAsync("ledger/verify", new { })).End.Code);
    }

    public void Dispose() => _ops.Dispose();

    /// <summary>3 kWh; held when the charger's clock stands before 2015.</summary>
    private async Task<string> ChargeAsync(string id, bool hold)
    {
        await _node.Api.EnterAsync("/tariffs/flat", Tariff);
        await _node.Api.EnterAsync($"/chargers/{id}", """{"tariffId":"flat","evses":[{"id":1,"maxPowerW":22000}]}""");
        await _node.Api.EnterAsync("/tokens/BARRED", """{"status":"Blocked"}""");
        using var charger = await TestCharger.ConnectAsync(_node, id);
        var transaction = await charger.StartAsync(token: hold ? "BARRED" : "CARD");
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 4000);
        await _node.Api.TransactionAsync($"{id}:{transaction}");
        return $"{id}:{transaction}";
    }

    private async Task<JsonArray> HoldsAsync() => (await _ops.CallAsync("bill/hold/list", new { }, json: true)).Document["items"]!.AsArray();

    private async Task<IEnumerable<string?>> StatesAsync(string charger) => (await _node.Api.BillsOfAsync(charger)).Select(bill => (string?)bill!["state"]);

    private static string Escaped(string id) => Uri.EscapeDataString(id);
}
