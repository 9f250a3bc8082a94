using Fleet.Domain.Metering;
using NodaTime;

namespace Fleet.Cli.Replay;

/// <summary>What a charger says at one point of a session.</summary>
internal enum StepKind
{
    /// <summary>StartTransaction.</summary>
    Start,

    /// <summary>MeterValues.</summary>
    Reading,

    /// <summary>StopTransaction.</summary>
    Stop,
}

/// <summary>One message of a charger's day.</summary>
/// <param name="Kind">Which message.</param>
/// <param name="Session">The session it belongs to.</param>
/// <param name="At">Its timestamp: the file's.</param>
/// <param name="Due">When its turn is: its timestamp, or later when the connector was still busy with what came before.</param>
/// <param name="Register">What the connector's meter shows.</param>
internal sealed record ReplayStep(StepKind Kind, ReplaySession Session, Instant At, Instant Due, EnergyWh Register);
