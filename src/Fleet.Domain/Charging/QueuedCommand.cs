using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>A command that waits for its charger.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Action">The OCPP action, in the charger's own version.</param>
/// <param name="Payload">Its OCPP payload, JSON.</param>
/// <param name="QueuedAt">Since when.</param>
/// <param name="ExpiresAt">From when on it is not sent any more.</param>
public sealed record QueuedCommand(Guid Id, string Action, string Payload, Instant QueuedAt, Instant ExpiresAt);

/// <summary>What became of a command.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Response">The OCPP payload of the answer, JSON, when it answered.</param>
/// <param name="ErrorCode">The code of its CALLERROR.</param>
/// <param name="ErrorDescription">Its words, or why there is no answer.</param>
public sealed record CommandResult(CommandOutcome Outcome, string? Response = null, string? ErrorCode = null, string? ErrorDescription = null);

/// <summary>How a command to a charger ended.</summary>
public enum CommandOutcome
{
    /// <summary>With a CALLRESULT.</summary>
    Answered = 1,

    /// <summary>With a CALLERROR.</summary>
    Error = 2,

    /// <summary>Without an answer in time; the charger may still act on it.</summary>
    TimedOut = 3,

    /// <summary>Not at all: the charger stayed away until it expired.</summary>
    Expired = 4,
}
