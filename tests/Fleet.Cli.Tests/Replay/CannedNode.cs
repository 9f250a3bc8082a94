using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fleet.Cli.Tests.Replay;

/// <summary>A node that answers what a replay asks, over real sockets, and bills as the test says.</summary>
internal sealed class CannedNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<long, Transaction> _transactions = new();
    private readonly Func<Transaction, IEnumerable<object>> _bill;
    private long _lastId = 100;

    private CannedNode(Func<Transaction, IEnumerable<object>> bill)
    {
        _bill = bill;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Map("/ocpp/{charger}", ServeAsync);
        _app.MapGet("/api/v1/transactions", () => Results.Json(new { items = _transactions.Values.Where(t => t.MeterStop is not null).SelectMany(_bill), nextCursor = (string?)null }));
    }

    public IReadOnlyCollection<Transaction> Transactions => [.. _transactions.Values];

    public string Ocpp => $"ws://{new Uri(_app.Urls.Single()).Authority}/ocpp";

    public string Api => _app.Urls.Single();

    public static async Task<CannedNode> StartAsync(Func<Transaction, IEnumerable<object>>? bill = null)
    {
        var node = new CannedNode(bill ?? (transaction => [Bill(transaction)]));
        await node._app.StartAsync();
        return node;
    }

    /// <summary>The bill that <paramref name="transaction"/> deserves.</summary>
    public static object Bill(Transaction transaction, string state = "BILLED", string? heldFor = null) =>
        new { id = $"{transaction.Charger}:{transaction.Id}", state, energyWh = transaction.MeterStop - transaction.MeterStart, heldFor };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync("ocpp1.6");
        var charger = (string)http.Request.RouteValues["charger"]!;
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer, http.RequestAborted) is { MessageType: WebSocketMessageType.Text } received)
        {
            using var call = JsonDocument.Parse(buffer.AsMemory(0, received.Count));
            var answer = JsonSerializer.Serialize<object[]>([3, call.RootElement[1].GetString()!, Answer(charger, call.RootElement[2].GetString()!, call.RootElement[3])]);
            await socket.SendAsync(Encoding.UTF8.GetBytes(answer), WebSocketMessageType.Text, true, http.RequestAborted);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
    }

    private object Answer(string charger, string action, JsonElement request)
    {
        switch (action)
        {
            case "BootNotification":
                return new { status = "Accepted", currentTime = "2026-01-01T00:00:00Z", interval = 300 };
            case "StartTransaction":
                var id = Interlocked.Increment(ref _lastId);
                _transactions[id] = new Transaction(id, charger, request.GetProperty("idTag").GetString()!, request.GetProperty("meterStart").GetInt64());
                return new { transactionId = id, idTagInfo = new { status = "Accepted" } };
            case "MeterValues":
                _transactions[request.GetProperty("transactionId").GetInt64()].Readings++;
                return new { };
            case "StopTransaction":
                _transactions[request.GetProperty("transactionId").GetInt64()].MeterStop = request.GetProperty("meterStop").GetInt64();
                return new { };
            default:
                return new { };
        }
    }

    /// <summary>A transaction as the node saw it.</summary>
    internal sealed class Transaction(long id, string charger, string token, long meterStart)
    {
        public long Id => id;

        public string Charger => charger;

        public string Token => token;

        public long MeterStart => meterStart;

        public int Readings { get; set; }

        public long? MeterStop { get; set; }
    }
}
