using System.Globalization;
using System.Text.Json.Nodes;

namespace Fleet.Node.Tests.Running;

/// <summary>What a charger says in a transaction, with its clock in a fixed past: late messages are ordinary ones.</summary>
internal static class Charging
{
    /// <summary>When transactions begin unless a test says otherwise.</summary>
    public static readonly DateTime Start = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    /// <summary>Starts a transaction and gives its id.</summary>
    public static async Task<int> StartAsync(
        this TestCharger charger, DateTime? at = null, long meterStart = 1000, string token = "CARD", int connector = 1)
    {
        var answer = await charger.CallAsync("StartTransaction", StartOf(at ?? Start, meterStart, token, connector));
        return (int)answer["transactionId"]!;
    }

    public static Task<JsonNode> MeterAsync(this TestCharger charger, int? transaction, DateTime at, long registerWh, int connector = 1) =>
        charger.CallAsync("MeterValues", ReadingOf(transaction, at, registerWh, connector));

    public static Task<JsonNode> StopAsync(this TestCharger charger, int transaction, DateTime at, long meterStop) =>
        charger.CallAsync("StopTransaction", StopOf(transaction, at, meterStop));

    public static string StartOf(DateTime at, long meterStart, string token = "CARD", int connector = 1) =>
        $$"""{"connectorId":{{connector}},"idTag":"{{token}}","meterStart":{{meterStart}},"timestamp":"{{Text(at)}}"}""";

    public static string ReadingOf(int? transaction, DateTime at, long registerWh, int connector = 1)
    {
        var named = transaction is { } id ? $"\"transactionId\":{id}," : "";
        return $$"""{"connectorId":{{connector}},{{named}}"meterValue":[{"timestamp":"{{Text(at)}}","sampledValue":[{"value":"{{registerWh}}"}]}]}""";
    }

    public static string StopOf(int transaction, DateTime at, long meterStop) =>
        $$"""{"transactionId":{{transaction}},"meterStop":{{meterStop}},"timestamp":"{{Text(at)}}"}""";

    /// <summary>ISO 8601 in UTC.</summary>
    public static string Text(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Waits until everything that the node was told before is in its read tables: they follow the journal's order.</summary>
    public static async Task SettleAsync(this TestNode node, TestCharger charger)
    {
        var marker = $"{Guid.NewGuid():N}";
        await charger.CallAsync(
            "BootNotification", $$"""{"chargePointVendor":"Acme","chargePointModel":"One","firmwareVersion":"{{marker}}"}""");
        await node.Api.WaitForAsync($"/chargers/{Uri.EscapeDataString(charger.Id)}", shown => (string?)shown["firmware"] == marker);
    }

    /// <summary>The codes of a bill's findings.</summary>
    public static IEnumerable<string> Findings(this JsonNode bill) =>
        bill["evidence"]!["findings"]!.AsArray().Select(finding => (string)finding!["code"]!);

    /// <summary>Why a bill is held.</summary>
    public static string[] HeldFor(this JsonNode bill) => ((string?)bill["heldFor"])?.Split(", ") ?? [];
}
