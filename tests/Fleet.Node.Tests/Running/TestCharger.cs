using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Fleet.Node.Tests.Running;

/// <summary>A charger of OCPP 1.6 by hand: it sends what the test says, whatever that is.</summary>
internal sealed class TestCharger : IDisposable
{
    private const string Version16 = "ocpp1.6";

    private readonly ClientWebSocket _socket;
    private int _calls;

    private TestCharger(string id, ClientWebSocket socket) => (Id, _socket) = (id, socket);

    public string Id { get; }

    public string? Subprotocol => _socket.SubProtocol;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>Connects; the id is escaped as a URL wants it.</summary>
    public static async Task<TestCharger> ConnectAsync(Uri ocpp, string id, string? credentials = null, params string[] subprotocols)
    {
        var (charger, status) = await TryConnectAsync(ocpp, Uri.EscapeDataString(id), credentials, subprotocols is [] ? [Version16] : subprotocols);
        Assert.True(charger is not null, $"{id} was refused with {status}");
        return charger;
    }

    public static Task<TestCharger> ConnectAsync(TestNode node, string id) => ConnectAsync(node.Ocpp, id);

    /// <summary>A handshake that must be refused, and the HTTP status that it is refused with.</summary>
    public static async Task<HttpStatusCode> RefusedAsync(Uri ocpp, string escapedId, string? credentials = null)
    {
        var (charger, status) = await TryConnectAsync(ocpp, escapedId, credentials, [Version16]);
        charger?.Dispose();
        Assert.Null(charger);
        return status;
    }

    public async Task SendAsync(string frame, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        using var soon = new CancellationTokenSource(Poll.Deadline);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(frame), type, endOfMessage: true, soon.Token);
    }

    /// <summary>The next frame of the node; null when it closes the socket, which is then closed here too.</summary>
    public async Task<JsonArray?> ReceiveAsync()
    {
        using var soon = new CancellationTokenSource(Poll.Deadline);
        var text = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), soon.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", soon.Token);
                return null;
            }

            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonNode.Parse(text.ToArray())!.AsArray();
        }
    }

    /// <summary>A call of the next message id, and the frame that answers it.</summary>
    public async Task<JsonArray> ExchangeAsync(string action, string payload)
    {
        var messageId = $"m{++_calls}";
        await SendAsync($"""[2,"{messageId}","{action}",{payload}]""");
        var answer = await ReceiveAsync();
        Assert.NotNull(answer);
        Assert.Equal(messageId, (string?)answer[1]);
        return answer;
    }

    /// <summary>A call that must be answered with a CALLRESULT, whose payload this is.</summary>
    public async Task<JsonNode> CallAsync(string action, string payload)
    {
        var answer = await ExchangeAsync(action, payload);
        Assert.True((int)answer[0]! == 3, $"{action} {payload} was answered with {answer.ToJsonString()}");
        return answer[2]!;
    }

    /// <summary>Closes the socket as a charger that reboots does.</summary>
    public async Task CloseAsync()
    {
        using var soon = new CancellationTokenSource(Poll.Deadline);
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", soon.Token);
    }

    public void Dispose() => _socket.Dispose();

    private static async Task<(TestCharger? Charger, HttpStatusCode Status)> TryConnectAsync(
        Uri ocpp, string escapedId, string? credentials, IEnumerable<string> subprotocols)
    {
        using var soon = new CancellationTokenSource(Poll.Deadline);
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var subprotocol in subprotocols)
            socket.Options.AddSubProtocol(subprotocol);
        if (credentials is not null)
            socket.Options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}");
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{ocpp.Authority}/ocpp/{escapedId}"), soon.Token);
            return (new TestCharger(Uri.UnescapeDataString(escapedId), socket), HttpStatusCode.SwitchingProtocols);
        }
        catch (WebSocketException) when ((int)socket.HttpStatusCode >= 400)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            return (null, status);
        }
    }
}
