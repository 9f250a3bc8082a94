using System.Threading.Channels;
using Fleet.Ocpp.Rpc;

namespace Fleet.Simulator.ChargePoints;

/// <summary>
/// A charger's transaction-related messages, sent in order, each until it is answered (OCPP 1.6 3.7): after a dropped link or a
/// time-out the same message goes out again; one refused with CALLERROR is tried a number of times and then given up (3.7.1).
/// </summary>
internal sealed class TransactionQueue(ChargePointOptions options)
{
    private readonly Channel<TransactionMessage> _waiting = Channel.CreateBounded<TransactionMessage>(new BoundedChannelOptions(options.QueueLimit) { SingleReader = true });
    private TransactionMessage? _head;
    private int _refusals;

    /// <summary>Adds a message; waits while the queue is full.</summary>
    public ValueTask AddAsync(TransactionMessage message, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(message, cancellationToken);

    /// <summary>Sends what waits until the link closes. The message in hand is kept for the next link. One pump at a time.</summary>
    /// <param name="call">Calls the central system.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task PumpAsync(Func<OcppAction, object, CancellationToken, Task<CallOutcome>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            _head ??= await _waiting.Reader.ReadAsync(cancellationToken);
            var outcome = _head.ToSend() is var (action, request) ? await call(action, request, cancellationToken) : null;
            switch (outcome)
            {
                case null:
                    _head.Answered(null);
                    Next();
                    break;
                case CallOutcome.Answered answered:
                    _head.Answered(answered.Response);
                    Next();
                    break;
                case CallOutcome.Closed:
                    return;
                case CallOutcome.TimedOut:
                    break;
                case CallOutcome.Refused or CallOutcome.Unreadable when ++_refusals >= options.TransactionMessageAttempts:
                    _head.GivenUp();
                    Next();
                    break;
                default:
                    await Task.Delay(options.TransactionMessageRetryInterval * Math.Max(1, _refusals), options.RealTime, cancellationToken);
                    break;
            }
        }
    }

    private void Next() => (_head, _refusals) = (null, 0);
}
