using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Simulator.Tests;

/// <summary>One CALL that a charger sent.</summary>
internal sealed record ReceivedCall(string ChargerId, int Link, string MessageId, string Action, JsonElement Payload);

/// <summary>
/// A central system over a real loopback WebSocket, written without Fleet.Ocpp so that it is an independent judge. It answers every
/// call, unless <see cref="Behavior"/> says otherwise, and gives the same StartTransaction the same id.
/// </summary>
internal sealed class CannedCentralSystem : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _transactionIds = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ReceivedCall> _calls = new();
    private readonly Channel<ReceivedCall> _arrivals = Channel.CreateUnbounded<ReceivedCall>();
    private readonly ConcurrentDictionary<string, WebSocket> _sockets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _ours = new(StringComparer.Ordinal);
    private int _links;
    private int _lastId;

    private CannedCentralSystem(WebApplication app) => _app = app;

    /// <summary>What is done with a call: an answer's payload, an error code, silence or the end of the link.</summary>
    public Func<ReceivedCall, Reply> Behavior { get; set; } = static _ => new Reply.Default();

    /// <summary>Whether a handshake is accepted.</summary>
    public Func<HttpContext, int?> Refuse { get; set; } = static _ => null;

    public Uri Url { get; private set; } = new("ws://localhost");

    public IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    public static async Task<CannedCentralSystem> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.UseWebSockets();
        var system = new CannedCentralSystem(app);
        app.Map("/ocpp/{id}", system.AcceptAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        system.Url = new Uri($"{address.Replace("http", "ws", StringComparison.Ordinal)}/ocpp");
        return system;
    }

    /// <summary>Waits for the next call of this action that has not been waited for.</summary>
    public async Task<ReceivedCall> NextAsync(string action)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var call = await _arrivals.Reader.ReadAsync(patience.Token);
            if (call.Action == action) return call;
        }
    }

    /// <summary>Calls a charger and waits for its answer.</summary>
    public async Task<JsonElement> CallAsync(string chargerId, string action, string payload)
    {
        var id = Guid.NewGuid().ToString();
        var answer = _ours[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(_sockets[chargerId], $"[2,\"{id}\",\"{action}\",{payload}]");
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public void Cut(string chargerId) => _sockets[chargerId].Abort();

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets.Values) socket.Abort();
        await _app.DisposeAsync();
    }

    private static async Task SendAsync(WebSocket socket, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    private async Task AcceptAsync(HttpContext context)
    {
        if (Refuse(context) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        var id = (string)context.Request.RouteValues["id"]!;
        using var socket = await context.WebSockets.AcceptWebSocketAsync("ocpp1.6");
        _sockets[id] = socket;
        var link = Interlocked.Increment(ref _links);
        try
        {
            while (await ReceiveAsync(socket) is { } frame) await TakeAsync(socket, id, link, frame);
        }
        catch (WebSocketException)
        {
            // Links end without a goodbye here all the time; it is what is tested.
        }
        catch (OperationCanceledException)
        {
            // Aborted from our side.
        }
    }

    private async Task TakeAsync(WebSocket socket, string id, int link, JsonElement frame)
    {
        var messageId = frame[1].GetString()!;
        if (frame[0].GetInt32() != 2)
        {
            if (_ours.TryRemove(messageId, out var answer)) answer.SetResult(frame[2]);
            return;
        }

        var call = new ReceivedCall(id, link, messageId, frame[2].GetString()!, frame[3]);
        _calls.Enqueue(call);
        _arrivals.Writer.TryWrite(call);
        switch (Behavior(call))
        {
            case Reply.Default:
                await SendAsync(socket, $"[3,\"{messageId}\",{DefaultAnswer(call)}]");
                break;
            case Reply.Payload payload:
                await SendAsync(socket, $"[3,\"{messageId}\",{payload.Json}]");
                break;
            case Reply.Error error:
                await SendAsync(socket, $"[4,\"{messageId}\",\"{error.Code}\",\"\",{{}}]");
                break;
            case Reply.Cut:
                socket.Abort();
                break;
            case Reply.Silence:
                break;
        }
    }

    public string DefaultAnswer(ReceivedCall call) => call.Action switch
    {
        "BootNotification" => """{"status":"Accepted","currentTime":"2026-01-01T00:00:00Z","interval":300}""",
        "Heartbeat" => """{"currentTime":"2026-01-01T00:00:00Z"}""",
        "Authorize" => """{"idTagInfo":{"status":"Accepted"}}""",
        "StartTransaction" => $$$"""{"idTagInfo":{"status":"Accepted"},"transactionId":{{{IdOf(call)}}}}""",
        _ => "{}",
    };

    private int IdOf(ReceivedCall call) => _transactionIds.GetOrAdd(call.ChargerId + call.Payload.GetRawText(), _ => Interlocked.Increment(ref _lastId));

    private static async Task<JsonElement?> ReceiveAsync(WebSocket socket)
    {
        var buffer = new ArrayBufferWriter<byte>();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.GetMemory(4096), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
                return null;
            }

            buffer.Advance(part.Count);
            if (!part.EndOfMessage) continue;
            using var document = JsonDocument.Parse(buffer.WrittenMemory);
            return document.RootElement.Clone();
        }
    }
}

/// <summary>What the canned central system does with a call.</summary>
internal abstract record Reply
{
    /// <summary>Answers as a sound central system would.</summary>
    public sealed record Default : Reply;

    /// <summary>Answers with this payload.</summary>
    public sealed record Payload(string Json) : Reply;

    /// <summary>Answers with CALLERROR.</summary>
    public sealed record Error(string Code) : Reply;

    /// <summary>Does not answer.</summary>
    public sealed record Silence : Reply;

    /// <summary>Drops the link instead of answering.</summary>
    public sealed record Cut : Reply;
}
