using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Send this message now (OCPP 1.6 5.17).</summary>
public sealed record TriggerMessageRequest
{
    /// <summary>The message wanted.</summary>
    public required MessageTrigger RequestedMessage { get; init; }

    /// <summary>The connector it is wanted for, above 0; absent = all.</summary>
    [AtLeast(1)]
    public int? ConnectorId { get; init; }
}

/// <summary>Whether the message will be sent (OCPP 1.6 5.17).</summary>
public sealed record TriggerMessageResponse
{
    /// <summary>Whether the message will be sent.</summary>
    public required TriggerMessageStatus Status { get; init; }
}

/// <summary>A message that can be asked for (OCPP 1.6 7.32).</summary>
[JsonConverter(typeof(WireEnumConverter<MessageTrigger>))]
public enum MessageTrigger
{
    /// <summary>BootNotification.</summary>
    BootNotification,

    /// <summary>DiagnosticsStatusNotification.</summary>
    DiagnosticsStatusNotification,

    /// <summary>FirmwareStatusNotification.</summary>
    FirmwareStatusNotification,

    /// <summary>Heartbeat.</summary>
    Heartbeat,

    /// <summary>MeterValues.</summary>
    MeterValues,

    /// <summary>StatusNotification.</summary>
    StatusNotification,
}

/// <summary>Whether a triggered message will be sent (OCPP 1.6 7.40).</summary>
[JsonConverter(typeof(WireEnumConverter<TriggerMessageStatus>))]
public enum TriggerMessageStatus
{
    /// <summary>It will be sent.</summary>
    Accepted,

    /// <summary>It will not be sent.</summary>
    Rejected,

    /// <summary>The charge point cannot send it.</summary>
    NotImplemented,
}
