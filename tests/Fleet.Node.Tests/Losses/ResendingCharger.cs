using System.Net.WebSockets;
using System.Text.Json.Nodes;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Losses;

/// <summary>A charger that sends again what was not answered, as OCPP 1.6 3.7.1 says, over as many sockets as it takes.</summary>
internal sealed class ResendingCharger(string id, Uri ocpp, Action acknowledged) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private TestCharger? _socket;

    /// <summary>How often it had to connect.</summary>
    public int Connections { get; private set; }

    /// <summary>Charges once and gives the transaction's id; every reading is acknowledged in the end.</summary>
    public async Task<int> ChargeAsync(DateTime start, long meterStart, int readings, int whPerReading)
    {
        var transaction = (int)(await SendUntilAnsweredAsync("StartTransaction", Charging.StartOf(start, meterStart)))["transactionId"]!;
        for (var i = 1; i <= readings; i++)
            await SendUntilAnsweredAsync("MeterValues", Charging.ReadingOf(transaction, start.AddMinutes(i), meterStart + (i * whPerReading)));
        await SendUntilAnsweredAsync(
            "StopTransaction", Charging.StopOf(transaction, start.AddMinutes(readings + 1), meterStart + ((readings + 1) * whPerReading)));
        return transaction;
    }

    public void Dispose() => _socket?.Dispose();

    private async Task<JsonNode> SendUntilAnsweredAsync(string action, string payload)
    {
        using var deadline = new CancellationTokenSource(Poll.Deadline * 2);
        using var pace = new PeriodicTimer(Pace);
        while (true)
        {
            if (await TrySendAsync(action, payload) is { } answer)
            {
                acknowledged();
                return answer;
            }

            Assert.False(deadline.IsCancellationRequested, $"{action} of {id} was never answered");
            await pace.WaitForNextTickAsync();
        }
    }

    private async Task<JsonNode?> TrySendAsync(string action, string payload)
    {
        try
        {
            if (_socket is null)
            {
                _socket = await TestCharger.ConnectAsync(ocpp, id);
                Connections++;
            }

            await _socket.SendAsync($"""[2,"{Guid.NewGuid():N}","{action}",{payload}]""");
            if (await _socket.ReceiveAsync() is { } answer)
                return (int)answer[0]! == 3 ? answer[2] : null;
        }
        catch (WebSocketException)
        {
            // The node is gone; what it did not answer is sent again on the next socket.
        }

        _socket?.Dispose();
        _socket = null;
        return null;
    }
}
