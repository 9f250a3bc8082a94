using System.Text.Json.Serialization;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;
using NodaTime;

namespace Fleet.Cli.Replay;

/// <summary>A row of a sessions file: a session that can be played, or why it cannot be.</summary>
/// <param name="Row">Number of the row, from 1; the header and blank lines do not count.</param>
internal abstract record SessionRow([property: JsonPropertyOrder(-1)] int Row);

/// <summary>A session as the file tells it, however odd: it may end before it starts, and its energy may be absurd.</summary>
/// <param name="Row">Number of the row.</param>
/// <param name="Charger">The charger it was on.</param>
/// <param name="ConnectorId">The charger's connector, from 1.</param>
/// <param name="Token">Who charged; at most 20 characters (OCPP 1.6 7.28).</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <param name="Energy">What it took.</param>
/// <param name="MaxPowerW">The most power that the car took or the charger gives, in W, where the file says it.</param>
/// <param name="Site">Where the charger stands, where the file says it.</param>
internal sealed record ReplaySession(
    int Row, ChargerId Charger, int ConnectorId, string Token, Instant Start, Instant End, EnergyWh Energy, long? MaxPowerW, string? Site)
    : SessionRow(Row);

/// <summary>A row that OCPP cannot express.</summary>
/// <param name="Row">Number of the row.</param>
/// <param name="Reason">Why, one of a few.</param>
/// <param name="Text">Why, in words, with what the row holds.</param>
internal sealed record RejectedRow(int Row, RejectReason Reason, string Text) : SessionRow(Row);

/// <summary>Why a row cannot be played.</summary>
internal enum RejectReason
{
    /// <summary>The row is torn: another number of fields than the header, or a quote out of place.</summary>
    TornRow,

    /// <summary>No charger, or an identity, connector or token that OCPP does not allow.</summary>
    NoIdentity,

    /// <summary>No start.</summary>
    NoStart,

    /// <summary>No end: a Start without Stop is never billed.</summary>
    NoEnd,

    /// <summary>A time that is none.</summary>
    UnreadableTime,

    /// <summary>No energy, or one that is not a number.</summary>
    UnreadableEnergy,

    /// <summary>An energy that no meter's register can show.</summary>
    EnergyOutOfRange,
}
