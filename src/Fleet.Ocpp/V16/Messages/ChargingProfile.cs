using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;
using NodaTime;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Limits on power or current over time (OCPP 1.6 7.8).</summary>
public sealed record ChargingProfile
{
    /// <summary>Id of the profile.</summary>
    public required int ChargingProfileId { get; init; }

    /// <summary>The transaction that a TxProfile is for.</summary>
    public long? TransactionId { get; init; }

    /// <summary>Precedence; the highest valid level wins.</summary>
    [AtLeast(0)]
    public required int StackLevel { get; init; }

    /// <summary>What the profile limits.</summary>
    public required ChargingProfilePurpose ChargingProfilePurpose { get; init; }

    /// <summary>What the schedule's times are relative to.</summary>
    public required ChargingProfileKind ChargingProfileKind { get; init; }

    /// <summary>How often a recurring schedule starts over.</summary>
    public RecurrencyKind? RecurrencyKind { get; init; }

    /// <summary>When the profile comes into force; absent = at once.</summary>
    public Instant? ValidFrom { get; init; }

    /// <summary>When the profile ends; absent = when replaced.</summary>
    public Instant? ValidTo { get; init; }

    /// <summary>The limits.</summary>
    public required ChargingSchedule ChargingSchedule { get; init; }
}

/// <summary>Limits by period (OCPP 1.6 7.13).</summary>
public sealed record ChargingSchedule
{
    /// <summary>Length in seconds; absent = the last period goes on.</summary>
    [AtLeast(0)]
    public int? Duration { get; init; }

    /// <summary>Start of an absolute schedule.</summary>
    public Instant? StartSchedule { get; init; }

    /// <summary>Unit of the limits.</summary>
    public required ChargingRateUnit ChargingRateUnit { get; init; }

    /// <summary>The periods; the first starts at 0.</summary>
    public required IReadOnlyList<ChargingSchedulePeriod> ChargingSchedulePeriod { get; init; }

    /// <summary>Least rate at which charging is efficient, in the schedule's unit, at most one decimal.</summary>
    [Tenths]
    public decimal? MinChargingRate { get; init; }
}

/// <summary>A limit that holds until the next period (OCPP 1.6 7.14).</summary>
public sealed record ChargingSchedulePeriod
{
    /// <summary>Seconds from the start of the schedule.</summary>
    [AtLeast(0)]
    public required int StartPeriod { get; init; }

    /// <summary>The limit in the schedule's unit, at most one decimal.</summary>
    [Tenths]
    public required decimal Limit { get; init; }

    /// <summary>Phases that may be used; absent = 3.</summary>
    [AtLeast(0)]
    public int? NumberPhases { get; init; }
}

/// <summary>What a profile limits (OCPP 1.6 7.11).</summary>
[JsonConverter(typeof(WireEnumConverter<ChargingProfilePurpose>))]
public enum ChargingProfilePurpose
{
    /// <summary>The whole charge point.</summary>
    ChargePointMaxProfile,

    /// <summary>Every transaction that has no profile of its own.</summary>
    TxDefaultProfile,

    /// <summary>One transaction.</summary>
    TxProfile,
}

/// <summary>What a schedule's times are relative to (OCPP 1.6 7.10).</summary>
[JsonConverter(typeof(WireEnumConverter<ChargingProfileKind>))]
public enum ChargingProfileKind
{
    /// <summary>A fixed time.</summary>
    Absolute,

    /// <summary>A fixed time, starting over each day or week.</summary>
    Recurring,

    /// <summary>The start of the transaction.</summary>
    Relative,
}

/// <summary>How often a recurring schedule starts over (OCPP 1.6 7.33).</summary>
[JsonConverter(typeof(WireEnumConverter<RecurrencyKind>))]
public enum RecurrencyKind
{
    /// <summary>Every 24 hours.</summary>
    Daily,

    /// <summary>Every 7 days.</summary>
    Weekly,
}

/// <summary>Unit of a limit (OCPP 1.6 7.12).</summary>
[JsonConverter(typeof(WireEnumConverter<ChargingRateUnit>))]
public enum ChargingRateUnit
{
    /// <summary>Ampere per phase.</summary>
    A,

    /// <summary>Watt in all.</summary>
    W,
}
