namespace Fleet.Ocpp.Rpc;

/// <summary>One peer's connection, as far as frames are concerned.</summary>
public interface IFrameLink
{
    /// <summary>The next frame; null when the link is closed or lost. One reader at a time.</summary>
    ValueTask<FrameBuffer?> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Sends one frame. Many senders may call at once; frames are never mixed.</summary>
    /// <exception cref="LinkClosedException">The link is closed or lost.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken);
}

/// <summary>A frame could not be sent because the link is closed or lost.</summary>
public sealed class LinkClosedException : IOException
{
    /// <summary>Without further words.</summary>
    public LinkClosedException()
    {
    }

    /// <summary>With words.</summary>
    public LinkClosedException(string message)
        : base(message)
    {
    }

    /// <summary>With words and cause.</summary>
    public LinkClosedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
