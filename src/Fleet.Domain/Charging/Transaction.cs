using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>How a transaction began, as the charger said it, with the terms that hold until its end.</summary>
/// <param name="Connector">Where.</param>
/// <param name="Token">Who.</param>
/// <param name="StartedAt">When, by the charger's clock.</param>
/// <param name="ArrivedAt">When Fleet first heard of it.</param>
/// <param name="MeterStart">The register at the start.</param>
/// <param name="ReservationId">The reservation that it uses up.</param>
/// <param name="Terms">What held at the start.</param>
/// <param name="Resumes">
/// The transaction that it goes on with: the same token stopped it on the same EVSE just before, so that a session fee and a least price are not charged again; null for none.
/// </param>
public sealed record TransactionStart(
    EvseConnector Connector,
    IdToken Token,
    Instant StartedAt,
    Instant ArrivedAt,
    EnergyWh MeterStart,
    int? ReservationId,
    SessionTerms Terms,
    TransactionId? Resumes = null);

/// <summary>What is frozen when a session starts (OCPI 2.2.1 mod_cdrs: as it was at the start of the session).</summary>
/// <param name="Authorization">What was known of the token.</param>
/// <param name="ParentToken">The group that the token belongs to.</param>
/// <param name="DriverId">Whose token it is.</param>
/// <param name="SiteId">Where the charger stands.</param>
/// <param name="MaxPowerW">The most that the EVSE can deliver, in W; null when unknown.</param>
/// <param name="Tariff">The price; null when none was in force.</param>
public sealed record SessionTerms(
    TokenStatus Authorization,
    IdToken? ParentToken = null,
    string? DriverId = null,
    string? SiteId = null,
    long? MaxPowerW = null,
    FrozenTariff? Tariff = null)
{
    /// <summary>What the EVSE delivers; null when unknown.</summary>
    public EvseKind? EvseKind { get; init; }

    /// <summary>The public key of the EVSE's meter, hex, as it was known from elsewhere than the meter's own values; null when unknown.</summary>
    public string? MeterPublicKey { get; init; }

    /// <summary>The promotions that the session may have, in the order in which they act.</summary>
    public ValueList<FrozenPromotion> Promotions { get; init; }
}

/// <summary>How a transaction ended, as the charger said it.</summary>
/// <param name="StoppedAt">When, by the charger's clock.</param>
/// <param name="MeterStop">The register at the end; null when the charger gave none, or a negative one.</param>
/// <param name="Reason">Why.</param>
/// <param name="Token">Who stopped it; null when nobody identified.</param>
/// <param name="Readings">Readings that came with the stop.</param>
public sealed record TransactionStop(Instant StoppedAt, EnergyWh? MeterStop, StopReason Reason, IdToken? Token, ValueList<Reading> Readings);

/// <summary>What is known of a token (OCPP 1.6 7.2 AuthorizationStatus).</summary>
public enum TokenStatus
{
    /// <summary>May charge.</summary>
    Accepted = 1,

    /// <summary>Barred.</summary>
    Blocked = 2,

    /// <summary>No longer valid.</summary>
    Expired = 3,

    /// <summary>Unknown.</summary>
    Invalid = 4,

    /// <summary>Already has a transaction, and may have only one.</summary>
    ConcurrentTx = 5,
}

/// <summary>Why a transaction ended (OCPP 1.6 7.37, OCPP 2.0.1 ReasonEnumType).</summary>
public enum StopReason
{
    /// <summary>The driver stopped it at the charger; also when no reason was given (OCPP 1.6 4.10).</summary>
    Local = 0,

    /// <summary>The token was refused.</summary>
    DeAuthorized = 1,

    /// <summary>The emergency stop was pressed.</summary>
    EmergencyStop = 2,

    /// <summary>The car was unplugged.</summary>
    EVDisconnected = 3,

    /// <summary>A hard reset.</summary>
    HardReset = 4,

    /// <summary>None of the others.</summary>
    Other = 5,

    /// <summary>Power was lost.</summary>
    PowerLoss = 6,

    /// <summary>The charger restarted.</summary>
    Reboot = 7,

    /// <summary>Stopped from afar.</summary>
    Remote = 8,

    /// <summary>A soft reset.</summary>
    SoftReset = 9,

    /// <summary>The connector was unlocked by command.</summary>
    UnlockCommand = 10,
}
