using System.Text.Json.Nodes;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ocpp;

public sealed class SessionTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>
{
    /// <summary>0.25 a kWh and 0.50 a session, both plus 19 % VAT.</summary>
    private const string Tariff =
        """
        {"id":"night","currency":"EUR","country_code":"DE","party_id":"ABC","last_updated":"2026-01-01T00:00:00Z","elements":[{"price_components":[
          {"type":"ENERGY","price":0.25,"vat":19.0,"step_size":1},{"type":"FLAT","price":0.50,"vat":19.0,"step_size":1}]}]}
        """;

    private static readonly string[] FieldsOfABilledTransaction =
    [
        "id", "chargerId", "evseId", "connectorId", "transactionId", "token", "driverId", "siteId", "startedAt", "stoppedAt", "meterStartWh",
        "meterStopWh", "energyWh", "chargingSeconds", "idleSeconds", "tariffId", "tariffHash", "ruleSet", "timeZone", "tzdb", "currency",
        "totalExclTax", "totalInclTax", "taxes", "lines", "evidence", "state", "heldFor", "creditOf", "stopReason", "ledger", "kind", "revision",
    ];

    private readonly TestNode _node = development.Node;

    [Fact]
    public async Task A_whole_session_is_shown_as_it_goes_and_billed_to_the_cent()
    {
        await _node.Api.EnterAsync("/sites/depot", """{"name":"Depot","timeZone":"Europe/Berlin"}""");
        await _node.Api.EnterAsync("/tariffs/night", Tariff);
        await _node.Api.EnterAsync("/chargers/whole", """{"siteId":"depot","tariffId":"night","evses":[{"id":1,"maxPowerW":22000}]}""");
        await _node.Api.EnterAsync("/tokens/Card-7", """{"status":"Accepted","driverId":"driver-7","parentToken":"GROUP"}""");
        using var charger = await TestCharger.ConnectAsync(_node, "whole");

        var boot = await charger.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One","firmwareVersion":"4.5"}""");
        var authorized = await charger.CallAsync("Authorize", """{"idTag":"CARD-7"}""");
        await charger.CallAsync("StatusNotification", Status("Preparing", Charging.Start.AddMinutes(-1)));
        var started = await charger.CallAsync("StartTransaction", Charging.StartOf(Charging.Start, 10_000, "card-7"));
        var transaction = (int)started["transactionId"]!;
        await charger.CallAsync("StatusNotification", Status("Charging", Charging.Start));
        await charger.MeterAsync(transaction, Charging.Start.AddMinutes(30), 14_000);

        Assert.Equal("Accepted", (string?)boot["status"]);
        Assert.Equal(300, (int)boot["interval"]!);
        Assert.EndsWith("Z", (string?)boot["currentTime"], StringComparison.Ordinal);
        Assert.Equal("GROUP", (string?)authorized["idTagInfo"]!["parentIdTag"]);
        Assert.Equal("Accepted", (string?)started["idTagInfo"]!["status"]);
        var running = await _node.Api.WaitForAsync($"/sessions/whole:{transaction}", session => (long)session["energyWh"]! == 4000);
        Assert.Equal("CHARGING", (string?)running["state"]);
        await AssertChargerShowsAsync(transaction);

        await charger.CallAsync("StatusNotification", Status("SuspendedEV", Charging.Start.AddMinutes(50)));
        await charger.CallAsync(
            "StopTransaction",
            $$"""{"transactionId":{{transaction}},"idTag":"CARD-7","meterStop":17500,"timestamp":"{{Charging.Text(Charging.Start.AddHours(1))}}","reason":"EVDisconnected"}""");

        AssertBill(transaction, await _node.Api.TransactionAsync($"whole:{transaction}"));
        var shown = await _node.Api.BilledSessionAsync($"whole:{transaction}");
        Assert.Equal("BILLED", (string?)shown["state"]);
        Assert.Equal("2.83", (string?)shown["totalInclTax"]);
        await _node.Api.WaitForAsync("/chargers/whole", it => it["connectors"]![0]!["transactionId"] is null);
        Assert.Single(await _node.Api.BillsOfAsync("whole"));
        _node.AssertNoErrors();
    }

    [Fact]
    public async Task Without_a_tariff_the_energy_is_recorded_and_the_bill_held_for_NO_TARIFF()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "free");
        var transaction = await charger.StartAsync(meterStart: 1000);
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 4000);

        var bill = await _node.Api.TransactionAsync($"free:{transaction}");

        Assert.Equal("HELD", (string?)bill["state"]);
        Assert.Equal(["NO_TARIFF"], bill.HeldFor());
        Assert.Equal(3000, (long)bill["energyWh"]!);
        Assert.Null(bill["totalInclTax"]);
    }

    [Theory]
    [InlineData("Blocked")]
    [InlineData("Expired")]
    [InlineData("Invalid")]
    public async Task A_token_that_may_not_charge_gets_a_transaction_of_its_own_and_its_energy_is_held(string status)
    {
        var id = $"refuser-{status}";
        await _node.Api.EnterAsync("/tariffs/night", Tariff);
        await _node.Api.EnterAsync($"/chargers/{id}", """{"tariffId":"night"}""");
        await _node.Api.EnterAsync($"/tokens/{status}-1", $$"""{"status":"{{status}}"}""");
        using var charger = await TestCharger.ConnectAsync(_node, id);

        var authorized = await charger.CallAsync("Authorize", $$"""{"idTag":"{{status}}-1"}""");
        var first = await charger.CallAsync("StartTransaction", Charging.StartOf(Charging.Start, 1000, $"{status}-1"));
        var second = await charger.CallAsync("StartTransaction", Charging.StartOf(Charging.Start.AddMinutes(1), 1000, $"{status}-1", connector: 2));
        var (took, tookNothing) = ((int)first["transactionId"]!, (int)second["transactionId"]!);
        await charger.StopAsync(took, Charging.Start.AddMinutes(30), 2000);
        await charger.StopAsync(tookNothing, Charging.Start.AddMinutes(30), 1000);

        Assert.Equal(status, (string?)authorized["idTagInfo"]!["status"]);
        Assert.Equal(status, (string?)first["idTagInfo"]!["status"]);
        Assert.True(took > 0 && tookNothing > 0 && took != tookNothing, $"{took}, {tookNothing}");
        var held = await _node.Api.TransactionAsync($"{id}:{took}");
        Assert.Equal("HELD", (string?)held["state"]);
        Assert.Equal(["NOT_AUTHORIZED"], held.HeldFor());
        var billed = await _node.Api.TransactionAsync($"{id}:{tookNothing}");
        Assert.Equal(0, (long)billed["energyWh"]!);
        Assert.Equal("BILLED", (string?)billed["state"]);
    }

    [Fact]
    public async Task A_start_sent_again_gets_the_same_id_on_this_socket_and_on_the_next()
    {
        using var before = await TestCharger.ConnectAsync(_node, "starter");
        var first = await before.StartAsync();
        var again = await before.StartAsync();
        using var after = await TestCharger.ConnectAsync(_node, "starter");
        var later = await after.StartAsync();
        var other = await after.StartAsync(Charging.Start.AddSeconds(1));

        Assert.Equal(first, again);
        Assert.Equal(first, later);
        Assert.NotEqual(first, other);
        await _node.Api.WaitForAsync($"/sessions/starter:{other}", _ => true);
        Assert.Equal(2, (await _node.Api.SessionsOfAsync("starter")).Count);
    }

    [Fact]
    public async Task A_stop_sent_again_is_answered_and_not_billed_twice()
    {
        using var before = await TestCharger.ConnectAsync(_node, "stopper");
        var transaction = await before.StartAsync(meterStart: 0);
        await before.StopAsync(transaction, Charging.Start.AddHours(1), 5000);
        await before.StopAsync(transaction, Charging.Start.AddHours(1), 5000);
        var bill = await _node.Api.TransactionAsync($"stopper:{transaction}");
        using var after = await TestCharger.ConnectAsync(_node, "stopper");
        await after.StopAsync(transaction, Charging.Start.AddHours(1), 5000);
        await after.StopAsync(transaction, Charging.Start.AddHours(2), 9000);
        await _node.SettleAsync(after);

        Assert.Single(await _node.Api.BillsOfAsync("stopper"));
        Assert.Equal(bill.ToJsonString(), (await _node.Api.TransactionAsync($"stopper:{transaction}")).ToJsonString());
        Assert.Equal(5000, (long)bill["energyWh"]!);
    }

    private static string Status(string status, DateTime at) =>
        $$"""{"connectorId":1,"errorCode":"NoError","status":"{{status}}","timestamp":"{{Charging.Text(at)}}"}""";

    private async Task AssertChargerShowsAsync(int transaction)
    {
        var shown = await _node.Api.WaitForAsync("/chargers/whole", it => it["connectors"]!.AsArray() is [{ } connector] && (string?)connector["status"] == "Charging");
        Assert.True((bool)shown["connected"]!);
        Assert.Equal("ocpp1.6", (string?)shown["ocppVersion"]);
        Assert.Equal("4.5", (string?)shown["firmware"]);
        Assert.Equal("depot", (string?)shown["siteId"]);
        Assert.Equal($"{transaction}", (string?)shown["connectors"]![0]!["transactionId"]);
        Assert.Equal(1, (int)shown["connectors"]![0]!["evseId"]!);
        Assert.Equal(1, (int)shown["connectors"]![0]!["connectorId"]!);
    }

    /// <summary>7.5 kWh at 0.25 = 1.875, as a line 1.88; with 0.50 the net is 2.38 (2.375 exact), 19 % of it 0.45, in all 2.83.</summary>
    private static void AssertBill(int transaction, JsonNode bill)
    {
        foreach (var field in FieldsOfABilledTransaction)
            Assert.True(bill.AsObject().ContainsKey(field), $"{field} is missing");
        Assert.Equal($"whole:{transaction}", (string?)bill["id"]);
        Assert.Equal("whole", (string?)bill["chargerId"]);
        Assert.Equal($"{transaction}", (string?)bill["transactionId"]);
        Assert.Equal("card-7", (string?)bill["token"]);
        Assert.Equal("driver-7", (string?)bill["driverId"]);
        Assert.Equal("depot", (string?)bill["siteId"]);
        Assert.Equal("2026-03-02T08:00:00Z", (string?)bill["startedAt"]);
        Assert.Equal("2026-03-02T09:00:00Z", (string?)bill["stoppedAt"]);
        Assert.Equal(10_000, (long)bill["meterStartWh"]!);
        Assert.Equal(17_500, (long)bill["meterStopWh"]!);
        Assert.Equal(7500, (long)bill["energyWh"]!);
        Assert.Equal(3000, (long)bill["chargingSeconds"]!);
        Assert.Equal(600, (long)bill["idleSeconds"]!);
        Assert.Equal("night", (string?)bill["tariffId"]);
        Assert.Equal("Europe/Berlin", (string?)bill["timeZone"]);
        Assert.Equal("EUR", (string?)bill["currency"]);
        Assert.Equal("2.38", (string?)bill["totalExclTax"]);
        Assert.Equal("2.83", (string?)bill["totalInclTax"]);
        Assert.Equal("BILLED", (string?)bill["state"]);
        Assert.Empty(bill.HeldFor());
        Assert.Equal("EVDisconnected", (string?)bill["stopReason"]);
        Assert.True((long)bill["ledger"]!["sequence"]! > 0);
        var tax = Assert.Single(bill["taxes"]!.AsArray());
        Assert.Equal("0.45", (string?)tax!["amount"]);
        var amounts = bill["lines"]!.AsArray().Select(line => decimal.Parse((string)line!["amount"]!)).Where(amount => amount != 0m).Order();
        Assert.Equal([0.50m, 1.88m], amounts);
        Assert.Empty(bill.Findings());
    }
}
