using Fleet.Ocpp.Framing;

namespace Fleet.Ocpp.Rpc;

/// <summary>The peer's calls: answered one at a time, in the order of arrival. Nothing runs while none waits.</summary>
internal sealed class IncomingCalls(IFrameLink link, OcppVersion version, IRpcHandler handler, RpcLimits limits)
{
    private readonly Queue<(Frame Frame, FrameBuffer Buffer)> _waiting = new();
    private readonly AnsweredCalls _answered = new(limits.RememberedAnswers);
    private TaskCompletionSource? _room;
    private Task _answering = Task.CompletedTask;
    private bool _isAnswering;
    private bool _linkClosed;

    /// <summary>Takes a frame that has to be answered, and its buffer. Waits while the queue is full: that is the back pressure.</summary>
    /// <param name="frame">A CALL, or a malformed frame that may be answered.</param>
    /// <param name="buffer">What the frame was read from.</param>
    /// <param name="failed">Called when answering fails for a reason that is not the peer's; <see cref="DrainAsync"/> throws it.</param>
    /// <param name="cancellationToken">Ends the wait, and the answering.</param>
    public async ValueTask AddAsync(Frame frame, FrameBuffer buffer, Action failed, CancellationToken cancellationToken)
    {
        bool start;
        while (!TryAdd(frame, buffer, out start, out var room))
        {
            try
            {
                await room.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                buffer.Dispose();
                throw;
            }
        }

        if (start) _answering = AnswerAllAsync(failed, cancellationToken);
    }

    /// <summary>Completes when all calls taken so far have been handled; throws what answering threw.</summary>
    public Task DrainAsync() => _answering;

    private bool TryAdd(Frame frame, FrameBuffer buffer, out bool start, out Task room)
    {
        lock (_waiting)
        {
            (start, room) = (false, Task.CompletedTask);
            if (_waiting.Count >= limits.IncomingQueue)
            {
                _room ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                room = _room.Task;
                return false;
            }

            _waiting.Enqueue((frame, buffer));
            (start, _isAnswering) = (!_isAnswering, true);
            return true;
        }
    }

    private bool TryTake(out (Frame Frame, FrameBuffer Buffer) next)
    {
        lock (_waiting)
        {
            _isAnswering = _waiting.TryDequeue(out next);
            _room?.SetResult();
            _room = null;
            return _isAnswering;
        }
    }

    private async Task AnswerAllAsync(Action failed, CancellationToken cancellationToken)
    {
        try
        {
            while (TryTake(out var next))
            {
                using (next.Buffer) await AnswerAsync(next.Frame, cancellationToken);
            }
        }
        catch (Exception)
        {
            while (TryTake(out var dropped)) dropped.Buffer.Dispose();
            failed();
            throw;
        }
    }

    private async ValueTask AnswerAsync(Frame frame, CancellationToken cancellationToken)
    {
        var answer = frame switch
        {
            Call call => _answered.Find(call) is { } sameAgain ? Repeat(call, sameAgain) : await HandleAsync(call, cancellationToken),
            MalformedFrame { AnswerTo: { } messageId } malformed => Error(messageId, malformed.Code, malformed.Reason),
            _ => throw new ArgumentException($"{frame} has no answer.", nameof(frame)),
        };
        // A call that was received is handled though its sender is gone: what it tells is evidence.
        if (_linkClosed) return;
        try
        {
            await link.SendAsync(answer, cancellationToken);
        }
        catch (LinkClosedException)
        {
            _linkClosed = true;
        }
    }

    private byte[] Repeat(Call call, byte[] answer)
    {
        handler.Notice(new RpcNotice.Repeated(call.MessageId));
        return answer;
    }

    private async ValueTask<byte[]> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await handler.HandleAsync(call, cancellationToken);
            var frame = Encode(call.MessageId, answer);
            // A failure of ours is not remembered: the same call may succeed when it comes again.
            if (answer is not CallAnswer.Error { Code: ErrorCode.InternalError })
                _answered.Add(call, frame);
            return frame;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            handler.Notice(new RpcNotice.HandlerFailed(call.Action, exception));
            return Error(call.MessageId, ErrorCode.InternalError, "the call could not be handled");
        }
    }

    private byte[] Encode(string messageId, CallAnswer answer) => answer switch
    {
        CallAnswer.Result result => FrameBytes.Write(output => FrameWriter.WriteCallResult(output, messageId, result.WritePayload)),
        CallAnswer.Error error => Error(messageId, error.Code, error.Description),
        _ => throw new ArgumentException($"{answer} is no answer.", nameof(answer)),
    };

    private byte[] Error(string messageId, ErrorCode code, string description) =>
        FrameBytes.Write(output => FrameWriter.WriteCallError(output, version, messageId, code, description));
}
