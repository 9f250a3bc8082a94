using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.Rpc;

/// <summary>What came of a call to the peer.</summary>
public abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    /// <summary>The peer answered.</summary>
    /// <param name="Response">The response, of the action's response type.</param>
    /// <param name="Payload">The response as sent (UTF-8 JSON).</param>
    public sealed record Answered(object Response, ReadOnlyMemory<byte> Payload) : CallOutcome;

    /// <summary>The peer answered with a payload that does not fit.</summary>
    /// <param name="Fault">What is wrong with it.</param>
    /// <param name="Payload">The payload as sent.</param>
    public sealed record Unreadable(Fault Fault, ReadOnlyMemory<byte> Payload) : CallOutcome;

    /// <summary>The peer answered with CALLERROR.</summary>
    /// <param name="Code">The code as sent.</param>
    /// <param name="Description">The description as sent.</param>
    public sealed record Refused(string Code, string Description) : CallOutcome;

    /// <summary>The peer did not answer in time; an answer that comes later is ignored.</summary>
    public sealed record TimedOut : CallOutcome;

    /// <summary>The link closed before the answer came; whether the peer got the call is not known, unless it was still waiting for its turn.</summary>
    public sealed record Closed : CallOutcome;

    /// <summary>Too many calls wait already; this one was not sent.</summary>
    public sealed record QueueFull : CallOutcome;
}
