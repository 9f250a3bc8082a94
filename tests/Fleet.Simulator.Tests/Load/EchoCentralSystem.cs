using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Simulator.Tests.Load;

/// <summary>The cheapest central system there is: it looks at a call's first bytes and answers from a table, so that a load run measures itself.</summary>
internal sealed class EchoCentralSystem(WebApplication app) : IAsyncDisposable
{
    private static readonly byte[] Boot = Encoding.UTF8.GetBytes("""{"status":"Accepted","currentTime":"2026-01-01T00:00:00Z","interval":300}]""");
    private static readonly byte[] Authorize = Encoding.UTF8.GetBytes("""{"idTagInfo":{"status":"Accepted"}}]""");
    private static readonly byte[] Start = Encoding.UTF8.GetBytes("""{"idTagInfo":{"status":"Accepted"},"transactionId":4711}]""");
    private static readonly byte[] Other = Encoding.UTF8.GetBytes("{}]");

    public Uri Url => new($"{app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("http", "ws", StringComparison.Ordinal)}/ocpp");

    public static async Task<EchoCentralSystem> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        app.Map("/ocpp/{id}", AcceptAsync);
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static async Task AcceptAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync("ocpp1.6");
        byte[] received = new byte[4096], answer = new byte[256];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(received.AsMemory(length), context.RequestAborted);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (part.MessageType == WebSocketMessageType.Close) return;
            await socket.SendAsync(answer.AsMemory(0, Answer(received.AsSpan(0, length), answer)), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
        }
    }

    /// <summary><c>[2,"id","Action",…</c> becomes <c>[3,"id",…</c>.</summary>
    private static int Answer(ReadOnlySpan<byte> call, Span<byte> answer)
    {
        var headLength = 5 + call[4..].IndexOf((byte)'"');
        var action = call[(headLength + 2)..];
        var payload = action[0] switch
        {
            (byte)'B' => Boot,
            (byte)'A' => Authorize,
            (byte)'S' when action[2] == 'a' => Start,
            _ => Other,
        };
        call[..headLength].CopyTo(answer);
        answer[1] = (byte)'3';
        answer[headLength] = (byte)',';
        payload.CopyTo(answer[(headLength + 1)..]);
        return headLength + 1 + payload.Length;
    }
}
