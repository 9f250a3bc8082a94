using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>What a connector reports of itself.</summary>
/// <param name="Connector">Which one; (0, 0) for the charger as a whole.</param>
/// <param name="Status">What it does.</param>
/// <param name="ErrorCode">OCPP 1.6 7.6; "NoError" when all is well.</param>
/// <param name="Info">Free text of the charger.</param>
/// <param name="VendorId">Whose error code <paramref name="VendorErrorCode"/> is.</param>
/// <param name="VendorErrorCode">The vendor's own code.</param>
/// <param name="At">When, by the charger's clock; by arrival where it gave no time.</param>
public sealed record ConnectorReport(
    EvseConnector Connector,
    ConnectorStatus Status,
    string ErrorCode,
    Instant At,
    string? Info = null,
    string? VendorId = null,
    string? VendorErrorCode = null)
{
    /// <summary>Whether this says the same as <paramref name="other"/>, whatever its time.</summary>
    public bool SaysTheSameAs(ConnectorReport other) => this with { At = other.At } == other;
}

/// <summary>What a connector does (OCPP 1.6 7.7; OCPP 2.0.1 knows Occupied instead of the states of charging).</summary>
public enum ConnectorStatus
{
    /// <summary>Free.</summary>
    Available = 1,

    /// <summary>A car or a driver is there, no transaction yet.</summary>
    Preparing = 2,

    /// <summary>Energy may flow.</summary>
    Charging = 3,

    /// <summary>The station holds the power back.</summary>
    SuspendedEVSE = 4,

    /// <summary>The car asks for no power.</summary>
    SuspendedEV = 5,

    /// <summary>The transaction is over, the car still there.</summary>
    Finishing = 6,

    /// <summary>Kept for somebody.</summary>
    Reserved = 7,

    /// <summary>Out of service.</summary>
    Unavailable = 8,

    /// <summary>Broken.</summary>
    Faulted = 9,

    /// <summary>A car is there (OCPP 2.0.1).</summary>
    Occupied = 10,
}

/// <summary>What a connector's status means for a price.</summary>
public static class ConnectorStatusMeaning
{
    /// <summary>Whether a transaction on the connector must be over.</summary>
    public static bool IsFree(this ConnectorStatus status) => status is ConnectorStatus.Available or ConnectorStatus.Reserved;

    /// <summary>The kind of stretch that begins with this status during a transaction.</summary>
    public static StretchKind ToStretch(this ConnectorStatus status) => status switch
    {
        ConnectorStatus.SuspendedEV or ConnectorStatus.Finishing => StretchKind.Parking,
        ConnectorStatus.SuspendedEVSE or ConnectorStatus.Faulted or ConnectorStatus.Unavailable => StretchKind.HeldByStation,
        ConnectorStatus.Available or ConnectorStatus.Preparing or ConnectorStatus.Charging or ConnectorStatus.Reserved
            or ConnectorStatus.Occupied => StretchKind.Charging,
        _ => StretchKind.Charging,
    };
}
