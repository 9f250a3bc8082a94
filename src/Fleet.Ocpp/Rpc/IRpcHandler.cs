using Fleet.Ocpp.Framing;

namespace Fleet.Ocpp.Rpc;

/// <summary>What a session's owner does with the peer's calls.</summary>
public interface IRpcHandler
{
    /// <summary>Answers one call; called for one at a time, in the order of arrival. The call's payload lives until this returns.</summary>
    ValueTask<CallAnswer> HandleAsync(Call call, CancellationToken cancellationToken);

    /// <summary>Told of what went wrong and was dealt with: for logs and metrics. Must not throw.</summary>
    void Notice(RpcNotice notice);
}

/// <summary>Something went wrong on a session and was dealt with.</summary>
public abstract record RpcNotice
{
    private RpcNotice()
    {
    }

    /// <summary>The handler threw; the peer got CALLERROR InternalError.</summary>
    /// <param name="Action">Of the call.</param>
    /// <param name="Exception">What was thrown.</param>
    public sealed record HandlerFailed(string Action, Exception Exception) : RpcNotice;

    /// <summary>The peer sent what is no frame.</summary>
    /// <param name="Frame">What is wrong, and whether it is answered.</param>
    public sealed record Malformed(MalformedFrame Frame) : RpcNotice;

    /// <summary>The peer answered a call that was not made, or too late; ignored.</summary>
    /// <param name="MessageId">Id in the answer.</param>
    public sealed record UnmatchedAnswer(string MessageId) : RpcNotice;

    /// <summary>A call came again with the same message id and got the same answer.</summary>
    /// <param name="MessageId">Id of the call.</param>
    public sealed record Repeated(string MessageId) : RpcNotice;
}
