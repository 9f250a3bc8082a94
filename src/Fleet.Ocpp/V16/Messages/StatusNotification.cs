using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;
using NodaTime;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Status or error of a connector, or of the charge point as a whole (OCPP 1.6 4.9).</summary>
public sealed record StatusNotificationRequest
{
    /// <summary>Connector number; 0 is the charge point as a whole.</summary>
    [AtLeast(0)]
    public required int ConnectorId { get; init; }

    /// <summary>What is wrong, if anything.</summary>
    public required ChargePointErrorCode ErrorCode { get; init; }

    /// <summary>Free text about the error.</summary>
    [Text(50)]
    public string? Info { get; init; }

    /// <summary>The connector's status.</summary>
    public required ChargePointStatus Status { get; init; }

    /// <summary>When the status was reached; absent = when it arrives.</summary>
    public Instant? Timestamp { get; init; }

    /// <summary>Vendor of the implementation that <see cref="VendorErrorCode"/> belongs to.</summary>
    [Text(255)]
    public string? VendorId { get; init; }

    /// <summary>The vendor's own error code.</summary>
    [Text(50)]
    public string? VendorErrorCode { get; init; }
}

/// <summary>The status was received (OCPP 1.6 4.9).</summary>
public sealed record StatusNotificationResponse;

/// <summary>Status of a connector or of the charge point (OCPP 1.6 7.7).</summary>
[JsonConverter(typeof(WireEnumConverter<ChargePointStatus>))]
public enum ChargePointStatus
{
    /// <summary>Free for a new user.</summary>
    Available,

    /// <summary>A user has come, no transaction yet.</summary>
    Preparing,

    /// <summary>The contactor is closed, the vehicle can draw power.</summary>
    Charging,

    /// <summary>The charge point offers no power to the connected vehicle.</summary>
    SuspendedEVSE,

    /// <summary>Power is offered, the vehicle takes none.</summary>
    SuspendedEV,

    /// <summary>The transaction has ended, the connector is not free yet.</summary>
    Finishing,

    /// <summary>Held for a reservation.</summary>
    Reserved,

    /// <summary>Switched to inoperative.</summary>
    Unavailable,

    /// <summary>An error keeps it from charging.</summary>
    Faulted,
}

/// <summary>Error of a connector or of the charge point (OCPP 1.6 7.6).</summary>
[JsonConverter(typeof(WireEnumConverter<ChargePointErrorCode>))]
public enum ChargePointErrorCode
{
    /// <summary>Failure to lock or unlock the connector.</summary>
    ConnectorLockFailure,

    /// <summary>Communication failure with the vehicle.</summary>
    EVCommunicationError,

    /// <summary>Ground fault circuit interrupter has been activated.</summary>
    GroundFailure,

    /// <summary>Temperature inside the charge point is too high.</summary>
    HighTemperature,

    /// <summary>Error in an internal component.</summary>
    InternalError,

    /// <summary>An entry of the local list conflicts with the central system's.</summary>
    LocalListConflict,

    /// <summary>No error to report.</summary>
    NoError,

    /// <summary>Another error, see vendorErrorCode.</summary>
    OtherError,

    /// <summary>Over-current protection has tripped.</summary>
    OverCurrentFailure,

    /// <summary>Failure to read the meter.</summary>
    PowerMeterFailure,

    /// <summary>Failure to control the power switch.</summary>
    PowerSwitchFailure,

    /// <summary>Failure of the tag reader.</summary>
    ReaderFailure,

    /// <summary>Unable to perform a reset.</summary>
    ResetFailure,

    /// <summary>Voltage below an acceptable level.</summary>
    UnderVoltage,

    /// <summary>Voltage above an acceptable level.</summary>
    OverVoltage,

    /// <summary>Wireless signal is weak.</summary>
    WeakSignal,
}
