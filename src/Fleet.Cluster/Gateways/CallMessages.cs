using Fleet.Domain.Identity;

namespace Fleet.Cluster.Gateways;

/// <summary>To the gateway that holds a charger's socket: send this CALL. Answered with a <see cref="ChargerAnswer"/>.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Action">The OCPP action.</param>
/// <param name="Payload">Its payload, JSON.</param>
/// <param name="Timeout">How long to wait for the charger.</param>
public sealed record CallCharger(ChargerId Charger, string Action, string Payload, TimeSpan Timeout);

/// <summary>What became of a CALL to a charger.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Response">The OCPP payload of the answer, JSON, when it answered.</param>
/// <param name="ErrorCode">The code of its CALLERROR.</param>
/// <param name="ErrorDescription">Its words, or why nothing was sent.</param>
public sealed record ChargerAnswer(CallStatus Status, string? Response = null, string? ErrorCode = null, string? ErrorDescription = null);

/// <summary>How a CALL to a charger ended.</summary>
public enum CallStatus
{
    /// <summary>With a CALLRESULT.</summary>
    Answered = 1,

    /// <summary>With a CALLERROR.</summary>
    Error = 2,

    /// <summary>Without an answer in time; the charger may still act on it.</summary>
    TimedOut = 3,

    /// <summary>Not at all: the charger is away, nothing was sent.</summary>
    Offline = 4,
}
