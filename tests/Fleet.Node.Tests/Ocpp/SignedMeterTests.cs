using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ocpp;

/// <summary>A charger with a signing meter, from its messages to the bill.</summary>
public sealed class SignedMeterTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>, IDisposable
{
    private const string Tariff =
        """
        {"id":"signed","currency":"EUR","country_code":"DE","party_id":"ABC","last_updated":"2026-01-01T00:00:00Z","elements":[{"price_components":[
          {"type":"ENERGY","price":0.25,"vat":19.0,"step_size":1}]}]}
        """;

    private readonly TestNode _node = development.Node;
    private readonly ECDsa _meter = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task Signed_values_stand_byte_for_byte_in_the_readings_and_make_the_bill_s_energy_signed()
    {
        var (begin, end) = (Record(1, "B", "10.000", 0), Record(2, "E", "17.500", 59));

        var bill = await ChargeAsync("signing", begin, end);

        Assert.Equal("BILLED", (string?)bill["state"]);
        Assert.Equal(7_500, (long)bill["evidence"]!["energyWh"]!["signed"]!);
        Assert.Empty(bill.Findings());
        var readings = await _node.Api.WaitForAsync($"/sessions/{(string)bill["id"]!}/readings", _ => true);
        Assert.Equal(
            [begin, end],
            readings["items"]!.AsArray().SelectMany(reading => reading!["signedValues"]!.AsArray()).Select(signed => (string)signed!["data"]!),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_value_that_was_changed_on_its_way_holds_the_bill()
    {
        var bill = await ChargeAsync("tampering", Record(1, "B", "10.000", 0), Record(2, "E", "17.500", 59).Replace("17.500", "17.400", StringComparison.Ordinal));

        Assert.Equal("HELD", (string?)bill["state"]);
        Assert.Equal("SIGNATURE_INVALID", (string?)bill["heldFor"]);
    }

    private async Task<JsonNode> ChargeAsync(string id, string begin, string end)
    {
        await _node.Api.EnterAsync("/tariffs/signed", Tariff);
        await _node.Api.EnterAsync($"/chargers/{id}", $$"""{"tariffId":"signed","evses":[{"id":1,"publicKey":"{{Convert.ToHexString(_meter.ExportSubjectPublicKeyInfo())}}"}]}""");
        using var charger = await TestCharger.ConnectAsync(_node, id);
        var transaction = await charger.StartAsync(meterStart: 10_000);
        await charger.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{transaction}},"meterValue":[{{MeterValue(Charging.Start, begin)}}]}""");
        var stopped = Charging.Start.AddHours(1);
        await charger.CallAsync(
            "StopTransaction",
            $$"""{"transactionId":{{transaction}},"meterStop":17500,"timestamp":"{{Charging.Text(stopped)}}","transactionData":[{{MeterValue(stopped, end)}}]}""");
        return await _node.Api.TransactionAsync($"{id}:{transaction}");
    }

    private static string MeterValue(DateTime at, string signed) =>
        $$"""{"timestamp":"{{Charging.Text(at)}}","sampledValue":[{"value":{{JsonSerializer.Serialize(signed)}},"format":"SignedData"}]}""";

    private string Record(int page, string mark, string kwh, int minute)
    {
        var payload = $$"""{"PG":"T{{page}}", "MS":"M1","IS":true,"IT":"NONE","RD":[{"TM":"2026-03-02T08:{{minute:00}}:00,000+0000 S","TX":"{{mark}}","RV":{{kwh}},"RI":"1-0:1.8.0","RU":"kWh","ST":"G"}]}""";
        var signature = _meter.SignData(Encoding.UTF8.GetBytes(payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return $"OCMF|{payload}|{{\"SD\":\"{Convert.ToHexString(signature)}\"}}";
    }
}
