using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;
using NodaTime;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>The charge point has (re)started and says what it is (OCPP 1.6 4.2).</summary>
public sealed record BootNotificationRequest
{
    /// <summary>Vendor of the charge point.</summary>
    [Text(20)]
    public required string ChargePointVendor { get; init; }

    /// <summary>Model of the charge point.</summary>
    [Text(20)]
    public required string ChargePointModel { get; init; }

    /// <summary>Serial number of the charge point.</summary>
    [Text(25)]
    public string? ChargePointSerialNumber { get; init; }

    /// <summary>Serial number of the charge box inside the charge point (deprecated by OCPP 1.6).</summary>
    [Text(25)]
    public string? ChargeBoxSerialNumber { get; init; }

    /// <summary>Firmware version.</summary>
    [Text(50)]
    public string? FirmwareVersion { get; init; }

    /// <summary>ICCID of the modem's SIM card.</summary>
    [Text(20)]
    public string? Iccid { get; init; }

    /// <summary>IMSI of the modem's SIM card.</summary>
    [Text(20)]
    public string? Imsi { get; init; }

    /// <summary>Type of the main energy meter.</summary>
    [Text(25)]
    public string? MeterType { get; init; }

    /// <summary>Serial number of the main energy meter.</summary>
    [Text(25)]
    public string? MeterSerialNumber { get; init; }
}

/// <summary>Whether the charge point is registered, what time it is and how often it has to call (OCPP 1.6 4.2).</summary>
public sealed record BootNotificationResponse
{
    /// <summary>Whether the charge point may do its work.</summary>
    public required RegistrationStatus Status { get; init; }

    /// <summary>The central system's time.</summary>
    public required Instant CurrentTime { get; init; }

    /// <summary>Seconds between heartbeats when accepted; otherwise the least wait before the next BootNotification, 0 = own choice.</summary>
    [AtLeast(0)]
    public required int Interval { get; init; }
}

/// <summary>Result of a BootNotification (OCPP 1.6 7.34).</summary>
[JsonConverter(typeof(WireEnumConverter<RegistrationStatus>))]
public enum RegistrationStatus
{
    /// <summary>The charge point may do its work.</summary>
    Accepted,

    /// <summary>The central system wants to configure the charge point first.</summary>
    Pending,

    /// <summary>The charge point is not accepted; it has to ask again later.</summary>
    Rejected,
}
