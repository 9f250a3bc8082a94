using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Take a connector out of service or back (OCPP 1.6 5.2).</summary>
public sealed record ChangeAvailabilityRequest
{
    /// <summary>Connector number; 0 is the charge point as a whole.</summary>
    [AtLeast(0)]
    public required int ConnectorId { get; init; }

    /// <summary>What it shall become.</summary>
    public required AvailabilityType Type { get; init; }
}

/// <summary>Whether it will (OCPP 1.6 5.2).</summary>
public sealed record ChangeAvailabilityResponse
{
    /// <summary>Whether it will change.</summary>
    public required AvailabilityStatus Status { get; init; }
}

/// <summary>In service or not (OCPP 1.6 7.4).</summary>
[JsonConverter(typeof(WireEnumConverter<AvailabilityType>))]
public enum AvailabilityType
{
    /// <summary>Out of service.</summary>
    Inoperative,

    /// <summary>In service.</summary>
    Operative,
}

/// <summary>Whether availability will change (OCPP 1.6 7.3).</summary>
[JsonConverter(typeof(WireEnumConverter<AvailabilityStatus>))]
public enum AvailabilityStatus
{
    /// <summary>It has changed.</summary>
    Accepted,

    /// <summary>It will not change.</summary>
    Rejected,

    /// <summary>It will change when the transaction has ended.</summary>
    Scheduled,
}
