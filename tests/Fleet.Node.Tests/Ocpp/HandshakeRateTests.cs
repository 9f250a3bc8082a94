using System.Net;
using System.Net.WebSockets;

using Fleet.Node.Tests.Running;

using Microsoft.Extensions.Hosting;

namespace Fleet.Node.Tests.Ocpp;

public sealed class HandshakeRateTests
{
    [Fact]
    public async Task More_handshakes_than_may_wait_are_turned_away_with_503_and_come_in_later()
    {
        await using var node = await TestNode.StartAsync(
            Environments.Development,
            settings => settings with { Ocpp = settings.Ocpp with { HandshakesPerSecond = 1, WaitingHandshakes = 1 } });

        var statuses = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => KnockAsync(node, $"crowd-{i}")));

        Assert.Contains(HttpStatusCode.SwitchingProtocols, statuses);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, statuses);
        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.SwitchingProtocols or HttpStatusCode.ServiceUnavailable, $"{status}"));
        await Poll.UntilAsync(() => KnockAsync(node, "patient"), status => status == HttpStatusCode.SwitchingProtocols);
        node.AssertNoErrors();
    }

    private static async Task<HttpStatusCode> KnockAsync(TestNode node, string id)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.AddSubProtocol("ocpp1.6");
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{node.Ocpp.Authority}/ocpp/{id}"), CancellationToken.None);
        }
        catch (WebSocketException) when ((int)socket.HttpStatusCode >= 400)
        {
            // The status says it.
        }

        return socket.HttpStatusCode;
    }
}
