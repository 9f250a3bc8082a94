using System.Net;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ops;

public sealed class MeterSwapTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>, IDisposable
{
    private readonly TestNode _node = development.Node;
    private readonly OpsCaller _ops = new(development.Node.Ops);

    [Fact]
    public async Task A_meter_exchanged_during_a_session_is_recorded_and_both_meters_energy_is_billed()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "swapped");
        var transaction = await charger.StartAsync(meterStart: 100_000);
        await charger.MeterAsync(transaction, Charging.Start.AddMinutes(10), 102_000);

        var reply = await _ops.CallAsync(
            "charger/swap-meter",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = "swapped", ["old"] = "103000", ["new"] = "5", ["at"] = $"{Charging.Text(Charging.Start.AddMinutes(20))}", ["reason"] = "broken" });
        await charger.MeterAsync(transaction, Charging.Start.AddMinutes(30), 1_005);
        await charger.StopAsync(transaction, Charging.Start.AddMinutes(40), 2_005);

        Assert.Equal(0, reply.End.Code);
        var bill = await _node.Api.TransactionAsync($"swapped:{transaction}");
        Assert.Equal((5_000, "NO_TARIFF"), ((int)bill["energyWh"]!, Assert.Single(bill.HeldFor())));
        Assert.Contains("METER_SWAPPED", bill.Findings(), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("""{"oldRegisterWh": 5}""", "newRegisterWh")]
    [InlineData("""{"oldRegisterWh": -5, "newRegisterWh": 0}""", "oldRegisterWh and newRegisterWh: must be what a meter can show")]
    [InlineData("""{"oldRegisterWh": 5, "newRegisterWh": 0, "at": "2040-01-01T00:00:00Z"}""", "at: ")]
    [InlineData("""{"oldRegisterWh": 5, "newRegisterWh": 0, "colour": "blue"}""", "colour")]
    public async Task What_cannot_be_is_named_and_nothing_is_recorded(string json, string named)
    {
        var answer = await _node.Api.PostAsync("/chargers/unswapped/evses/1/meter-swaps", json, reason: "broken");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(named, answer.Text, StringComparison.Ordinal);
        Assert.Empty(_node.Database.Manifests("c|unswapped"));
    }

    [Fact]
    public async Task It_takes_a_reason()
    {
        var answer = await _node.Api.PostAsync("/chargers/unswapped/evses/1/meter-swaps", """{"oldRegisterWh": 5, "newRegisterWh": 0}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("X-Reason", answer.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _ops.Dispose();
}
