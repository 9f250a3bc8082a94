using System.Net.WebSockets;

namespace Fleet.Ocpp.Rpc;

/// <summary>
/// Frames over a WebSocket: text messages only. While nothing arrives no buffer is held (zero-byte receive). The socket stays its owner's to dispose.
/// </summary>
public sealed class WebSocketLink : IFrameLink, IDisposable
{
    /// <summary>Default of the greatest frame, in bytes.</summary>
    public const int DefaultMaxFrameBytes = 256 * 1024;

    private const int FirstBufferBytes = 2048;

    private readonly WebSocket _socket;
    private readonly int _maxFrameBytes;
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>A link over <paramref name="socket"/>.</summary>
    /// <param name="socket">An open socket that nobody else reads or writes.</param>
    /// <param name="maxFrameBytes">A longer message closes the socket with 1009; counted after decompression.</param>
    public WebSocketLink(WebSocket socket, int maxFrameBytes = DefaultMaxFrameBytes)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxFrameBytes);
        _socket = socket;
        _maxFrameBytes = maxFrameBytes;
    }

    /// <inheritdoc/>
    public async ValueTask<FrameBuffer?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var arrived = await _socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
            switch (arrived.MessageType)
            {
                case WebSocketMessageType.Text:
                    return arrived.EndOfMessage ? FrameBuffer.CopyOf([]) : await ReceiveTextAsync(cancellationToken);
                case WebSocketMessageType.Binary:
                    await CloseAsync(WebSocketCloseStatus.InvalidMessageType, "text frames only", cancellationToken);
                    return null;
                default:
                    await CloseAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
                    return null;
            }
        }
        catch (Exception lost) when (IsLost(lost, cancellationToken))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception lost) when (IsLost(lost, cancellationToken))
        {
            throw new LinkClosedException("The WebSocket is closed.", lost);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says goodbye to the peer without waiting for its own; does nothing on a socket that is closed or lost.</summary>
    public async ValueTask CloseAsync(WebSocketCloseStatus status, string reason, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await _socket.CloseOutputAsync(status, reason, cancellationToken);
        }
        catch (Exception lost) when (IsLost(lost, cancellationToken))
        {
            // Gone already, which is what was wanted.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    private async ValueTask<FrameBuffer?> ReceiveTextAsync(CancellationToken cancellationToken)
    {
        var buffer = FrameBuffer.Rent(Math.Min(FirstBufferBytes, _maxFrameBytes + 1));
        try
        {
            while (true)
            {
                if (buffer.Free.IsEmpty) buffer.Grow();
                var part = await _socket.ReceiveAsync(buffer.Free, cancellationToken);
                buffer.Advance(part.Count);
                if (part.MessageType != WebSocketMessageType.Text) break;
                if (buffer.Bytes.Length > _maxFrameBytes)
                {
                    await CloseAsync(WebSocketCloseStatus.MessageTooBig, $"frames have at most {_maxFrameBytes} bytes", cancellationToken);
                    break;
                }

                if (!part.EndOfMessage) continue;
                (var whole, buffer) = (buffer, null);
                return whole;
            }

            return null;
        }
        finally
        {
            buffer?.Dispose();
        }
    }

    /// <summary>Whether <paramref name="exception"/> means that the socket is gone, and not that the caller gave up.</summary>
    private static bool IsLost(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        WebSocketException or ObjectDisposedException => true,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };
}
