using Fleet.Ocpp.Framing;

namespace Fleet.Ocpp.Rpc;

/// <summary>Our calls to the peer: one in flight (OCPP-J 1.6 4.1.1), the others wait in order.</summary>
internal sealed class OutgoingCalls(IFrameLink link, RpcLimits limits, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private SemaphoreSlim? _turn;
    private int _count;
    private bool _isClosed;
    private (string MessageId, TaskCompletionSource<Frame?> Answer)? _inFlight;

    /// <summary>Sends <paramref name="request"/> in its turn and waits for what comes of it.</summary>
    public async Task<CallOutcome> CallAsync(OcppAction action, object request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var messageId = Guid.NewGuid().ToString();
        var frame = FrameBytes.Write(output => FrameWriter.WriteCall(output, messageId, action.Name, writer => action.WriteRequest(writer, request)));
        lock (_gate)
        {
            if (_isClosed) return new CallOutcome.Closed();
            if (_count >= limits.OutgoingQueue) return new CallOutcome.QueueFull();
            _count++;
            _turn ??= new SemaphoreSlim(1, 1);
        }

        // A caller that gives up stops waiting, but a call that was sent keeps its turn until answered or timed out: one in flight.
        var answer = await InTurnAsync(_turn, messageId, frame, timeout, cancellationToken).WaitAsync(cancellationToken);
        return answer switch
        {
            Arrived { Frame: CallResult result } => Read(action, result.Payload),
            Arrived { Frame: CallError error } => new CallOutcome.Refused(error.Code, error.Description),
            Arrived => new CallOutcome.Closed(),
            _ => new CallOutcome.TimedOut(),
        };
    }

    /// <summary>Gives an answer to the call that waits for it; false when none does.</summary>
    public bool Settle(string messageId, Frame answer)
    {
        lock (_gate)
        {
            if (_inFlight is not { } waiting || !string.Equals(waiting.MessageId, messageId, StringComparison.Ordinal)) return false;
            _inFlight = null;
            return waiting.Answer.TrySetResult(answer);
        }
    }

    /// <summary>The link is gone: every call that waits ends as <see cref="CallOutcome.Closed"/>, and so does every later one.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _inFlight?.Answer.TrySetResult(null);
            _inFlight = null;
        }
    }

    private static CallOutcome Read(OcppAction action, ReadOnlyMemory<byte> payload)
    {
        var (response, fault) = action.ReadResponse(payload.Span);
        return response is null ? new CallOutcome.Unreadable(fault!, payload) : new CallOutcome.Answered(response, payload);
    }

    private async Task<Arrived?> InTurnAsync(SemaphoreSlim turn, string messageId, byte[] frame, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await turn.WaitAsync(cancellationToken);
            try
            {
                return await SendAsync(messageId, frame, timeout);
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            lock (_gate) _count--;
        }
    }

    /// <summary>The answer (without a frame: the link closed), or null when time ran out.</summary>
    private async Task<Arrived?> SendAsync(string messageId, byte[] frame, TimeSpan timeout)
    {
        var answer = new TaskCompletionSource<Frame?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_isClosed) return new Arrived(null);
            _inFlight = (messageId, answer);
        }

        try
        {
            return new Arrived(await SendAndWaitAsync().WaitAsync(timeout, clock));
        }
        catch (TimeoutException)
        {
            return null;
        }
        catch (LinkClosedException)
        {
            return new Arrived(null);
        }
        finally
        {
            lock (_gate) _inFlight = null;
        }

        // The time-out covers the sending too: a peer that does not read is as silent as one that does not answer.
        async Task<Frame?> SendAndWaitAsync()
        {
            await link.SendAsync(frame, CancellationToken.None);
            return await answer.Task;
        }
    }

    private sealed record Arrived(Frame? Frame);
}
