using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;

namespace Fleet.Simulator.ChargePoints;

/// <summary>A link with the faults that <see cref="ILinkFaults"/> decides on.</summary>
/// <param name="link">The link that works.</param>
/// <param name="drop">Cuts it without a goodbye.</param>
/// <param name="faults">What goes wrong.</param>
internal sealed class FaultyLink(IFrameLink link, Action drop, ILinkFaults faults) : IFrameLink
{
    private volatile string? _dropAtAnswerTo;

    /// <inheritdoc/>
    public async ValueTask<FrameBuffer?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = await link.ReceiveAsync(cancellationToken);
        if (buffer is null || _dropAtAnswerTo is not { } doomed || !string.Equals(AnsweredId(buffer.Bytes), doomed, StringComparison.Ordinal)) return buffer;
        buffer.Dispose();
        drop();
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        var fault = LinkFault.None;
        if (FrameReader.Read(frame, OcppVersion.V16) is Call call)
        {
            fault = faults.Next(call.Action);
            if (fault == LinkFault.DropBeforeAnswer) _dropAtAnswerTo = call.MessageId;
        }

        await link.SendAsync(frame, cancellationToken);
        if (fault == LinkFault.Duplicate) await link.SendAsync(frame, cancellationToken);
    }

    private static string? AnsweredId(ReadOnlyMemory<byte> frame) => FrameReader.Read(frame, OcppVersion.V16) switch
    {
        CallResult result => result.MessageId,
        CallError error => error.MessageId,
        _ => null,
    };
}
