using System.Net;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ops;

public sealed class DecommissionTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>, IDisposable
{
    private readonly TestNode _node = development.Node;
    private readonly OpsCaller _ops = new(development.Node.Ops);

    [Fact]
    public async Task A_decommissioned_charger_loses_its_socket_is_turned_away_and_keeps_its_history()
    {
        await _node.Api.EnterAsync("/chargers/old", """{"evses":[{"id":1,"maxPowerW":22000}]}""");
        using var charger = await TestCharger.ConnectAsync(_node, "old");
        var transaction = await charger.StartAsync();
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 2000);
        await _node.Api.TransactionAsync($"old:{transaction}");

        var reply = await _ops.CallAsync("charger/decommission", new { id = "old", reason = "rusty" }, by: "alice");

        Assert.Equal(0, reply.End.Code);
        Assert.Null(await charger.ReceiveAsync());
        Assert.Equal(HttpStatusCode.NotFound, await TestCharger.RefusedAsync(_node.Ocpp, "old"));
        var shown = await _node.Api.WaitForAsync("/chargers/old", shown => !(bool)shown["connected"]!);
        Assert.True((bool)shown["decommissioned"]!);
        Assert.Equal(22_000, (int)shown["evses"]![0]!["maxPowerW"]!);
        Assert.Single(await _node.Api.BillsOfAsync("old"));
        var version = (await _node.Api.GetAsync("/chargers/old/versions")).Json["items"]![0]!;
        Assert.Equal(("ops:alice", "rusty"), ((string?)version["recordedBy"], (string?)version["reason"]));
        Assert.True((bool)version["document"]!["decommissioned"]!);
    }

    [Fact]
    public async Task A_charger_that_nobody_entered_can_be_decommissioned_too()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "came-by-itself");
        await _node.Api.WaitForAsync("/chargers/came-by-itself", shown => (bool)shown["connected"]!);

        Assert.Equal(0, (await _ops.CallAsync("charger/decommission", new { id = "came-by-itself", reason = "a stranger" })).End.Code);

        Assert.Null(await charger.ReceiveAsync());
        Assert.Equal(HttpStatusCode.NotFound, await TestCharger.RefusedAsync(_node.Ocpp, "came-by-itself"));
    }

    [Fact]
    public async Task A_PUT_brings_it_back()
    {
        await _node.Api.EnterAsync("/chargers/back", "{}");
        await _node.Api.DeleteAsync("/chargers/back", "by mistake");
        Assert.Equal(HttpStatusCode.NotFound, await TestCharger.RefusedAsync(_node.Ocpp, "back"));

        await _node.Api.EnterAsync("/chargers/back", "{}");

        using var charger = await TestCharger.ConnectAsync(_node, "back");
        Assert.NotNull((await charger.CallAsync("Heartbeat", "{}"))["currentTime"]);
        Assert.False((bool)(await _node.Api.GetAsync("/chargers/back")).Json["decommissioned"]!);
    }

    [Fact]
    public async Task Twice_is_as_good_as_once()
    {
        await _node.Api.EnterAsync("/chargers/twice", "{}");

        Assert.Equal(HttpStatusCode.OK, (await _node.Api.DeleteAsync("/chargers/twice", "first")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _node.Api.DeleteAsync("/chargers/twice", "second")).Status);

        Assert.Equal(2, (await _node.Api.GetAsync("/chargers/twice/versions")).Json["items"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task Without_a_reason_nothing_happens(string? reason)
    {
        await _node.Api.EnterAsync("/chargers/needed", "{}");

        var answer = await _node.Api.DeleteAsync("/chargers/needed", reason);
        var reply = await _ops.CallAsync("charger/decommission", reason is null ? new { id = "needed" } : (object)new { id = "needed", reason });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotNull(answer.Json["errors"]!["X-Reason"]);
        Assert.Equal(2, reply.End.Code);
        Assert.False((bool)(await _node.Api.GetAsync("/chargers/needed")).Json["decommissioned"]!);
    }

    [Fact]
    public async Task A_charger_that_is_not_there_cannot_go()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _node.Api.DeleteAsync("/chargers/nobody-at-all", "gone")).Status);
        Assert.Equal((1, "There is no charger 'nobody-at-all'."), (await _ops.CallAsync("charger/decommission", new { id = "nobody-at-all", reason = "gone" })).End);
        Assert.Equal((2, "chargerId: at most 48 characters"), (await _ops.CallAsync("charger/decommission", new { id = new string('x', 49), reason = "gone" })).End);
    }

    public void Dispose() => _ops.Dispose();
}
