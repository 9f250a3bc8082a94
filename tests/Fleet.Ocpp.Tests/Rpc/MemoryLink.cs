using System.Text;
using System.Threading.Channels;
using Fleet.Ocpp.Rpc;

namespace Fleet.Ocpp.Tests.Rpc;

/// <summary>A session's link, with the test as the peer at the other end.</summary>
internal sealed class MemoryLink : IFrameLink
{
    private readonly Channel<byte[]> _toSession = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<byte[]> _toPeer = Channel.CreateUnbounded<byte[]>();

    /// <summary>Frames that the session has taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Set: sending never completes, as on a socket whose peer does not read.</summary>
    public bool IsStuck { get; set; }

    /// <summary>What the session has sent and the peer not yet read.</summary>
    public int Sent => _toPeer.Reader.Count;

    public async ValueTask<FrameBuffer?> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (!await _toSession.Reader.WaitToReadAsync(cancellationToken)) return null;
        Taken++;
        return FrameBuffer.CopyOf(await _toSession.Reader.ReadAsync(cancellationToken));
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        if (IsStuck) await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        if (!_toPeer.Writer.TryWrite(frame.ToArray())) throw new LinkClosedException();
    }

    public void PeerSends(string frame) => Assert.True(_toSession.Writer.TryWrite(Encoding.UTF8.GetBytes(frame)));

    /// <summary>The session's next frame; the time limit only keeps a failing test from hanging.</summary>
    public async Task<string> PeerReadsAsync() => Encoding.UTF8.GetString(await _toPeer.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)));

    public void PeerCloses()
    {
        _toSession.Writer.TryComplete();
        _toPeer.Writer.TryComplete();
    }
}
