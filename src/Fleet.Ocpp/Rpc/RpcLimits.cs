namespace Fleet.Ocpp.Rpc;

/// <summary>Bounds of a session. One instance serves all sessions.</summary>
public sealed record RpcLimits
{
    /// <summary>What is used when nothing else is said.</summary>
    public static RpcLimits Default { get; } = new();

    /// <summary>Incoming calls that wait for their turn; when so many wait, nothing more is read.</summary>
    public int IncomingQueue { get; init; } = 16;

    /// <summary>Outgoing calls that wait for their turn, the one in flight counted in; more are refused.</summary>
    public int OutgoingQueue { get; init; } = 16;

    /// <summary>How long the answer to a call may take from the moment that the call is sent.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Answers kept for calls that are sent again with the same message id.</summary>
    public int RememberedAnswers { get; init; } = 32;
}
