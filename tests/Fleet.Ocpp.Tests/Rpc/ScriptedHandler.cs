using System.Collections.Concurrent;
using System.Text;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;

namespace Fleet.Ocpp.Tests.Rpc;

/// <summary>Answers calls as the test says and keeps what it was told.</summary>
internal sealed class ScriptedHandler(Func<Call, CancellationToken, Task<CallAnswer>> answer) : IRpcHandler
{
    private readonly ConcurrentQueue<string> _handled = [];

    /// <summary>Echoes the payload.</summary>
    public ScriptedHandler()
        : this((call, _) => Task.FromResult(Echo(call)))
    {
    }

    /// <summary>Message ids of the calls handled, in order.</summary>
    public string Handled => string.Join(' ', _handled);

    public ConcurrentQueue<RpcNotice> Notices { get; } = [];

    public static CallAnswer Echo(Call call)
    {
        var payload = Encoding.UTF8.GetString(call.Payload.Span);
        return new CallAnswer.Result(writer => writer.WriteRawValue(payload));
    }

    public async ValueTask<CallAnswer> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        _handled.Enqueue(call.MessageId);
        return await answer(call, cancellationToken);
    }

    public void Notice(RpcNotice notice) => Notices.Enqueue(notice);
}
