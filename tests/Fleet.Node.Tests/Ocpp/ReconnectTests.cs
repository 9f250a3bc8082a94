using System.Net.WebSockets;

using Fleet.Node.Tests.Running;

using Microsoft.Extensions.Hosting;

namespace Fleet.Node.Tests.Ocpp;

public sealed class ReconnectTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>
{
    private const int Disconnected = 101;
    private const int CutOff = 108;

    private readonly TestNode _node = development.Node;

    [Fact]
    public async Task A_second_socket_replaces_the_first_whose_close_does_not_unregister_it()
    {
        using var first = await TestCharger.ConnectAsync(_node, "twice");
        await first.CallAsync("Heartbeat", "{}");
        using var second = await TestCharger.ConnectAsync(_node, "twice");
        await second.CallAsync("Heartbeat", "{}");

        Assert.Null(await first.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, first.CloseStatus);
        await Poll.UntilAsync(() => Task.FromResult(_node.Log.Count(Disconnected, "twice")), count => count == 1);

        var asked = _node.Api.PostAsync("/chargers/twice/commands/TriggerMessage", """{"requestedMessage":"Heartbeat"}""");
        var call = await second.ReceiveAsync();
        await second.SendAsync($$"""[3,"{{call![1]}}",{"status":"Accepted"}]""");
        Assert.Equal("Answered", (string?)(await asked).Json["status"]);
        await _node.SettleAsync(second);
        Assert.True((bool)(await _node.Api.GetAsync("/chargers/twice")).Json["connected"]!);
        _node.AssertNoErrors();
    }

    [Fact]
    public async Task A_half_open_socket_does_not_lock_its_charger_out_and_is_cut_off()
    {
        using var halfOpen = await TestCharger.ConnectAsync(_node, "half-open");
        await halfOpen.CallAsync("Heartbeat", "{}");

        using var second = await TestCharger.ConnectAsync(_node, "half-open");
        Assert.NotNull((await second.CallAsync("Heartbeat", "{}"))["currentTime"]);

        await Poll.UntilAsync(() => Task.FromResult(_node.Log.Count(CutOff, "half-open")), count => count == 1);
        Assert.NotNull((await second.CallAsync("Heartbeat", "{}"))["currentTime"]);
        await _node.SettleAsync(second);
        Assert.True((bool)(await _node.Api.GetAsync("/chargers/half-open")).Json["connected"]!);
    }

    [Fact]
    public async Task A_node_that_stops_tells_its_chargers_and_keeps_what_they_said()
    {
        await using var stopping = await TestNode.StartAsync(Environments.Development);
        using var charger = await TestCharger.ConnectAsync(stopping, "told");
        var transaction = await charger.StartAsync(meterStart: 0);

        var told = charger.ReceiveAsync();
        var stopped = stopping.StopAsync();

        Assert.Null(await told);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, charger.CloseStatus);
        await stopped;
        Assert.Equal(1, stopping.Database.EventsOf($"s|told:{transaction}", Manifest.Opened));
        stopping.AssertNoErrors();
    }

    [Fact]
    public async Task A_charger_that_reconnects_need_not_boot_and_goes_on_with_its_transaction()
    {
        int transaction;
        using (var before = await TestCharger.ConnectAsync(_node, "rebooter"))
        {
            await before.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One","firmwareVersion":"1.2.3"}""");
            await before.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Charging"}""");
            transaction = await before.StartAsync(meterStart: 500);
            await before.CloseAsync();
        }

        await _node.Api.WaitForAsync("/chargers/rebooter", shown => !(bool)shown["connected"]!);
        using var after = await TestCharger.ConnectAsync(_node, "rebooter");
        await after.MeterAsync(transaction, Charging.Start.AddMinutes(10), 1500);
        await after.StopAsync(transaction, Charging.Start.AddMinutes(20), 2500);

        var session = await _node.Api.BilledSessionAsync($"rebooter:{transaction}");
        Assert.Equal(2000, (long)session["energyWh"]!);
        var shown = (await _node.Api.GetAsync("/chargers/rebooter")).Json;
        Assert.True((bool)shown["connected"]!);
        Assert.Equal("1.2.3", (string?)shown["firmware"]);
        Assert.Equal("Charging", (string?)shown["connectors"]![0]!["status"]);
    }

    [Fact]
    public async Task A_charger_that_vanishes_without_a_close_is_shown_offline()
    {
        using (var charger = await TestCharger.ConnectAsync(_node, "vanisher"))
            await charger.CallAsync("Heartbeat", "{}");

        var shown = await _node.Api.WaitForAsync("/chargers/vanisher", shown => !(bool)shown["connected"]!);

        Assert.NotNull(shown["lastSeenAt"]);
        _node.AssertNoErrors();
    }
}
