using System.Net.WebSockets;
using System.Text.Json;
using Fleet.Ocpp.Framing;

namespace Fleet.Simulator.Load;

/// <summary>
/// A link that calls and waits for the answer, one at a time, in arrays that are used again: a load must not cost what it measures.
/// A time-out is not a token in each call but a look from outside now and then, as a WebSocket takes a longer way with a token.
/// </summary>
internal sealed class LoadLink(WebSocket socket)
{
    private static readonly ReadOnlyMemory<byte> NotSupported = ",\"NotSupported\",\"\",{}]"u8.ToArray();

    private readonly byte[] _received = new byte[8192];
    private long _askedAt = TimeProvider.System.GetTimestamp();

    /// <summary>When the latest call was made, as a timestamp of <see cref="TimeProvider.System"/>.</summary>
    public long AskedAt => Volatile.Read(ref _askedAt);

    /// <summary>Drops the link if the latest call has waited for so long.</summary>
    public void DropIfSilent(TimeSpan answerTimeout)
    {
        if (TimeProvider.System.GetElapsedTime(AskedAt) > answerTimeout) socket.Abort();
    }

    /// <summary>The answer to <paramref name="frame"/>; good until the next call.</summary>
    /// <exception cref="WebSocketException">The link is lost or was dropped.</exception>
    /// <exception cref="OperationCanceledException">As above, when it was dropped while sending.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> CallAsync(ReadOnlyMemory<byte> frame)
    {
        Volatile.Write(ref _askedAt, TimeProvider.System.GetTimestamp());
        await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (true)
        {
            var answer = await ReceiveAsync();
            if (answer.Span.StartsWith("[2"u8)) await RefuseAsync(answer);
            else return answer;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync()
    {
        var length = 0;
        while (true)
        {
            if (length == _received.Length) throw new WebSocketException("a frame is longer than the load run takes");
            var part = await socket.ReceiveAsync(_received.AsMemory(length), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("the central system closed the link");
            length += part.Count;
            if (part.EndOfMessage) return _received.AsMemory(0, length);
        }
    }

    /// <summary>Rare, and the only thing that may come between: the central system's own calls.</summary>
    private async ValueTask RefuseAsync(ReadOnlyMemory<byte> frame)
    {
        if (FrameReader.Read(frame, OcppVersion.V16) is not Call call) return;
        byte[] refusal = [.. "[4,"u8, .. JsonSerializer.SerializeToUtf8Bytes(call.MessageId), .. NotSupported.Span];
        await socket.SendAsync(refusal, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }
}
