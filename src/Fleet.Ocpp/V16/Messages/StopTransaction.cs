using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;
using NodaTime;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>A transaction has ended (OCPP 1.6 4.10).</summary>
public sealed record StopTransactionRequest
{
    /// <summary>The identifier that stopped it, if one did.</summary>
    [Text(20)]
    public string? IdTag { get; init; }

    /// <summary>Energy register at the end, in Wh, as the charge point says it (may be negative nonsense).</summary>
    public required long MeterStop { get; init; }

    /// <summary>When the transaction ended, by the charge point's clock.</summary>
    public required Instant Timestamp { get; init; }

    /// <summary>The transaction, as told by StartTransaction; -1 when the charge point never learned it.</summary>
    public required long TransactionId { get; init; }

    /// <summary>Why it ended; absent = Local (errata 2.5).</summary>
    public StopReason? Reason { get; init; }

    /// <summary>Meter values of the transaction, possibly signed.</summary>
    public IReadOnlyList<MeterValue>? TransactionData { get; init; }
}

/// <summary>The end was received (OCPP 1.6 4.10).</summary>
public sealed record StopTransactionResponse
{
    /// <summary>What the identifier may do, when one was sent.</summary>
    public IdTagInfo? IdTagInfo { get; init; }
}

/// <summary>Why a transaction ended (OCPP 1.6 7.36).</summary>
[JsonConverter(typeof(StopReasonConverter))]
public enum StopReason
{
    /// <summary>The emergency stop button was used.</summary>
    EmergencyStop,

    /// <summary>The cable or vehicle was disconnected.</summary>
    EVDisconnected,

    /// <summary>A hard reset was commanded.</summary>
    HardReset,

    /// <summary>Stopped by the user at the charge point.</summary>
    Local,

    /// <summary>Another reason.</summary>
    Other,

    /// <summary>The charge point lost power.</summary>
    PowerLoss,

    /// <summary>The charge point restarted by itself.</summary>
    Reboot,

    /// <summary>Stopped by a remote command.</summary>
    Remote,

    /// <summary>A soft reset was commanded.</summary>
    SoftReset,

    /// <summary>The connector was unlocked by command.</summary>
    UnlockCommand,

    /// <summary>The identifier was refused by the StartTransaction response.</summary>
    DeAuthorized,
}
