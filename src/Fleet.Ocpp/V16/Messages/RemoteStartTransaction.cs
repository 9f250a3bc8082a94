using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Start a transaction (OCPP 1.6 5.11).</summary>
public sealed record RemoteStartTransactionRequest
{
    /// <summary>Connector to start on, above 0; absent = the charge point's choice.</summary>
    [AtLeast(1)]
    public int? ConnectorId { get; init; }

    /// <summary>The identifier to start with.</summary>
    [Text(20)]
    public required string IdTag { get; init; }

    /// <summary>Limits for the transaction to come; its purpose is TxProfile.</summary>
    public ChargingProfile? ChargingProfile { get; init; }
}

/// <summary>Whether the charge point will try to start (OCPP 1.6 5.11).</summary>
public sealed record RemoteStartTransactionResponse
{
    /// <summary>Whether the charge point will try; Accepted is no promise that it starts.</summary>
    public required RemoteStartStopStatus Status { get; init; }
}

/// <summary>Answer to a remote start or stop (OCPP 1.6 7.35).</summary>
[JsonConverter(typeof(WireEnumConverter<RemoteStartStopStatus>))]
public enum RemoteStartStopStatus
{
    /// <summary>The command will be tried.</summary>
    Accepted,

    /// <summary>The command will not be tried.</summary>
    Rejected,
}
