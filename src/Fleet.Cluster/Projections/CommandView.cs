using System.Text.Json.Serialization;

using Fleet.Domain.Charging;

using LinqToDB.Mapping;

using NodaTime;

namespace Fleet.Cluster.Projections;

/// <summary>A command that waited for its charger.</summary>
[Table("charger_command")]
public sealed record CommandView
{
    /// <summary>The status of a command that has no result yet.</summary>
    public const string Queued = "Queued";

    /// <summary>Which command.</summary>
    [Column("command_id"), PrimaryKey]
    public required string CommandId { get; init; }

    /// <summary>To whom.</summary>
    [Column("charger_id")]
    public string ChargerId { get; init; } = "";

    /// <summary>The OCPP action.</summary>
    [Column("action")]
    public string Action { get; init; } = "";

    /// <summary>Its OCPP payload, JSON.</summary>
    [Column("payload"), JsonIgnore]
    public string Payload { get; init; } = "";

    /// <summary><see cref="Queued"/>, or how it ended, as <see cref="CommandOutcome"/> names it.</summary>
    [Column("status")]
    public string Status { get; init; } = Queued;

    /// <summary>Since when it waits, or waited.</summary>
    [Column("queued_at")]
    public Instant QueuedAt { get; init; }

    /// <summary>From when on it is not sent any more.</summary>
    [Column("expires_at")]
    public Instant ExpiresAt { get; init; }

    /// <summary>When it ended.</summary>
    [Column("finished_at")]
    public Instant? FinishedAt { get; init; }

    /// <summary>The OCPP payload of the answer, JSON.</summary>
    [Column("response"), JsonIgnore]
    public string? Response { get; init; }

    /// <summary>The code of the charger's CALLERROR.</summary>
    [Column("error_code")]
    public string? ErrorCode { get; init; }

    /// <summary>Its words, or why there is no answer.</summary>
    [Column("error_description")]
    public string? ErrorDescription { get; init; }

    /// <summary>The row of a command that was queued.</summary>
    internal static CommandView Of(string chargerId, QueuedCommand command) => new()
    {
        CommandId = command.Id.ToString(),
        ChargerId = chargerId,
        Action = command.Action,
        Payload = command.Payload,
        QueuedAt = command.QueuedAt,
        ExpiresAt = command.ExpiresAt,
    };

    /// <summary>This row once the command ended.</summary>
    internal CommandView After(CommandFinished finished) => this with
    {
        Status = finished.Result.Outcome.ToString(),
        FinishedAt = finished.At,
        Response = finished.Result.Response,
        ErrorCode = finished.Result.ErrorCode,
        ErrorDescription = finished.Result.ErrorDescription,
    };
}
