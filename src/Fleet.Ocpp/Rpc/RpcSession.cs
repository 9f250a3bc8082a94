using Fleet.Ocpp.Framing;

namespace Fleet.Ocpp.Rpc;

/// <summary>
/// One connection to a peer, in both directions and by either side (OCPP-J 1.6 4.1): the peer's calls are answered in order, one at a
/// time; ours go out one at a time; answers to ours are matched even while one of the peer's is being handled.
/// A message id that comes again gets the same answer without the handler being called again.
/// </summary>
/// <remarks>While the queue of incoming calls is full nothing is read, answers neither: a handler must not wait for a call of its own.</remarks>
public sealed class RpcSession
{
    private readonly IFrameLink _link;
    private readonly OcppVersion _version;
    private readonly IRpcHandler _handler;
    private readonly RpcLimits _limits;
    private readonly IncomingCalls _incoming;
    private readonly OutgoingCalls _outgoing;
    private long _unmatchedAnswers;

    /// <summary>A session over <paramref name="link"/>; nothing is read before <see cref="RunAsync"/>.</summary>
    /// <param name="link">The connection; stays its owner's to close and dispose.</param>
    /// <param name="version">Spelling of error codes and rules for malformed frames.</param>
    /// <param name="handler">Answers the peer's calls.</param>
    /// <param name="limits">Bounds; null = <see cref="RpcLimits.Default"/>.</param>
    /// <param name="clock">For time-outs; null = the system's.</param>
    public RpcSession(IFrameLink link, OcppVersion version, IRpcHandler handler, RpcLimits? limits = null, TimeProvider? clock = null)
    {
        (_link, _version, _handler, _limits) = (link, version, handler, limits ?? RpcLimits.Default);
        _incoming = new(link, version, handler, _limits);
        _outgoing = new(link, _limits, clock ?? TimeProvider.System);
    }

    /// <summary>Answers that matched no call of ours, or came too late; they are ignored.</summary>
    public long UnmatchedAnswers => Interlocked.Read(ref _unmatchedAnswers);

    /// <summary>
    /// Reads and answers until the link is closed, and then until what was received has been handled. Call it once.
    /// Calls of ours that wait end as <see cref="CallOutcome.Closed"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; calls not yet handled are dropped.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (await _link.ReceiveAsync(stop.Token) is { } buffer) await TakeAsync(buffer, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Either cancelled from outside, or answering failed: draining throws why.
        }
        finally
        {
            _outgoing.Close();
            await _incoming.DrainAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Calls the peer.</summary>
    /// <param name="action">The operation.</param>
    /// <param name="request">Its request.</param>
    /// <param name="timeout">How long the answer may take once sent; null = <see cref="RpcLimits.AnswerTimeout"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; a call that was sent stays sent.</param>
    public Task<CallOutcome> CallAsync<TRequest, TResponse>(
        OcppAction<TRequest, TResponse> action,
        TRequest request,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        where TRequest : class
        where TResponse : class =>
        _outgoing.CallAsync(action, request, timeout ?? _limits.AnswerTimeout, cancellationToken);

    /// <summary>Calls the peer with a request whose type is known only at run time.</summary>
    /// <inheritdoc cref="CallAsync{TRequest,TResponse}"/>
    public Task<CallOutcome> CallAsync(OcppAction action, object request, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        _outgoing.CallAsync(action, request, timeout ?? _limits.AnswerTimeout, cancellationToken);

    private async ValueTask TakeAsync(FrameBuffer buffer, CancellationTokenSource stop)
    {
        var frame = FrameReader.Read(buffer.Bytes, _version);
        if (frame is MalformedFrame malformed) _handler.Notice(new RpcNotice.Malformed(malformed));
        if (frame is Call or MalformedFrame { AnswerTo: not null })
        {
            await _incoming.AddAsync(frame, buffer, stop.Cancel, stop.Token);
            return;
        }

        using (buffer)
        {
            if (frame is CallResult result) Settle(result.MessageId, result with { Payload = result.Payload.ToArray() });
            else if (frame is CallError error) Settle(error.MessageId, error);
        }
    }

    private void Settle(string messageId, Frame answer)
    {
        if (_outgoing.Settle(messageId, answer)) return;
        Interlocked.Increment(ref _unmatchedAnswers);
        _handler.Notice(new RpcNotice.UnmatchedAnswer(messageId));
    }
}
