using System.Net.WebSockets;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.V16;
using Fleet.Simulator.ChargePoints;
using Fleet.Simulator.Measuring;
using NodaTime;

namespace Fleet.Simulator.Load;

/// <summary>One charger of a load. Its clock starts in the past and goes on by a minute with each reading, so that its sessions never overlap.</summary>
internal sealed class LoadCharger(LoadOptions options, string id, CallStatistics statistics, GroundTruth truth, LoadErrors errors)
{
    private const int WhPerReading = 250;
    private static readonly Duration Age = Duration.FromDays(300);
    private static readonly Duration Pace = Duration.FromMinutes(1);

    private readonly FrameScratch _scratch = new();
    private Instant _now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - Age;
    private long _registerWh = 1_000_000;
    private long _messageId;
    private volatile LoadLink? _link;

    /// <summary>Connects and boots; null when that fails, which is recorded.</summary>
    public async Task<ClientWebSocket?> ConnectAsync(CancellationToken cancellationToken)
    {
        var (socket, failure) = await CentralSystemConnection.OpenAsync(options.CentralSystem, id, password: null, cancellationToken);
        if (failure is not null) errors.Add(failure);
        return socket;
    }

    /// <summary>Does sessions until <paramref name="stop"/>, then ends the one that runs.</summary>
    public async Task RunAsync(ClientWebSocket socket, CancellationToken stop)
    {
        var link = new LoadLink(socket);
        _link = link;
        try
        {
            await CallAsync(link, "BootNotification", LoadFrames.Boot(_scratch, ++_messageId));
            while (!stop.IsCancellationRequested) await PlaySessionAsync(link, stop);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            errors.Add(TimeProvider.System.GetElapsedTime(link.AskedAt) > options.AnswerTimeout ? "no answer in time" : lost.Message);
        }
        finally
        {
            _link = null;
        }
    }

    /// <summary>Drops the link if its latest call has waited too long; to be called now and then.</summary>
    public void DropIfSilent() => _link?.DropIfSilent(options.AnswerTimeout);

    private async ValueTask PlaySessionAsync(LoadLink link, CancellationToken stop)
    {
        var (startedAt, meterStart) = (_now, _registerWh);
        await CallAsync(link, "Authorize", LoadFrames.Authorize(_scratch, ++_messageId));
        var started = await CallAsync(link, "StartTransaction", LoadFrames.Start(_scratch, ++_messageId, meterStart, startedAt));
        if (TransactionIdIn(started) is not { } transactionId) return;
        for (var reading = 0; reading < options.ReadingsPerSession && !stop.IsCancellationRequested; reading++)
        {
            _now += Pace;
            _registerWh += WhPerReading;
            await CallAsync(link, "MeterValues", LoadFrames.Readings(_scratch, ++_messageId, transactionId, _registerWh, _now));
        }

        _now += Pace;
        var stopped = await CallAsync(link, "StopTransaction", LoadFrames.Stop(_scratch, ++_messageId, transactionId, _registerWh, _now));
        if (IsResult(stopped)) truth.Add(new FinishedTransaction(id, 1, transactionId, "LOAD", meterStart, _registerWh, startedAt, _now));
        _now += Pace;
    }

    private async ValueTask<ReadOnlyMemory<byte>> CallAsync(LoadLink link, string action, ReadOnlyMemory<byte> frame)
    {
        var answer = await link.CallAsync(frame);
        if (IsResult(answer))
        {
            statistics.RecordAnswered(action, TimeProvider.System.GetElapsedTime(link.AskedAt));
            return answer;
        }

        statistics.RecordFailed(action);
        errors.Add(FrameReader.Read(answer, OcppVersion.V16).ToString());
        return answer;
    }

    private static bool IsResult(ReadOnlyMemory<byte> answer) => answer.Span.StartsWith("[3,"u8);

    private static long? TransactionIdIn(ReadOnlyMemory<byte> answer) =>
        FrameReader.Read(answer, OcppVersion.V16) is CallResult result && Actions.StartTransaction.Response(result.Payload.Span) is ({ } response, _)
            ? response.TransactionId
            : null;
}
