using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>
/// When a tariff element holds: all that is given must (OCPI TariffRestrictions, and of OCPP 2.1 TariffConditions what OCPI cannot say). Lower bounds are inclusive, upper ones
/// exclusive.
/// </summary>
public sealed record TariffRestrictions
{
    /// <summary>From this wall-clock time of the location on.</summary>
    public LocalTime? StartTime { get; init; }

    /// <summary>Until this wall-clock time of the location; midnight is the day's end; before <see cref="StartTime"/> it is the next day's.</summary>
    public LocalTime? EndTime { get; init; }

    /// <summary>From this local date on.</summary>
    public LocalDate? StartDate { get; init; }

    /// <summary>Until this local date.</summary>
    public LocalDate? EndDate { get; init; }

    /// <summary>On these weekdays of the instant priced; every day when empty.</summary>
    public ValueList<IsoDayOfWeek> Days { get; init; }

    /// <summary>Once the session has taken this much.</summary>
    public EnergyWh? MinEnergy { get; init; }

    /// <summary>Until the session has taken this much.</summary>
    public EnergyWh? MaxEnergy { get; init; }

    /// <summary>Once the session has lasted this long, counted from its start.</summary>
    public Duration? MinDuration { get; init; }

    /// <summary>Until the session has lasted this long, counted from its start.</summary>
    public Duration? MaxDuration { get; init; }

    /// <summary>While the car draws at least this power, W.</summary>
    public long? MinPowerW { get; init; }

    /// <summary>While the car draws less than this power, W.</summary>
    public long? MaxPowerW { get; init; }

    /// <summary>While the car draws at least this current, mA, the sum over the phases.</summary>
    public long? MinCurrentMa { get; init; }

    /// <summary>While the car draws less than this current, mA, the sum over the phases.</summary>
    public long? MaxCurrentMa { get; init; }

    /// <summary>Only for a reservation of this end; null for the session itself.</summary>
    public ReservationKind? Reservation { get; init; }

    /// <summary>Once the car has asked for no power for this long without a break (OCPP 2.1 minIdleTime): an idle fee's grace.</summary>
    public Duration? MinIdle { get; init; }

    /// <summary>Until the car has asked for no power for this long without a break (OCPP 2.1 maxIdleTime).</summary>
    public Duration? MaxIdle { get; init; }

    /// <summary>Once the car has charged for this long in all (OCPP 2.1 minChargingTime).</summary>
    public Duration? MinCharging { get; init; }

    /// <summary>Until the car has charged for this long in all (OCPP 2.1 maxChargingTime).</summary>
    public Duration? MaxCharging { get; init; }

    /// <summary>Only at an EVSE of this kind (OCPP 2.1 evseKind).</summary>
    public EvseKind? EvseKind { get; init; }

    /// <summary>Only for this brand of payment card (OCPP 2.1 paymentBrand), compared exactly.</summary>
    public string? PaymentBrand { get; init; }

    /// <summary>Whether it depends on the location's wall clock.</summary>
    internal bool UsesWallClock => StartTime is not null || EndTime is not null || StartDate is not null || EndDate is not null || !Days.IsEmpty;
}

/// <summary>How a reservation ended that a tariff element is about (OCPI ReservationRestrictionType).</summary>
public enum ReservationKind
{
    /// <summary>Any reservation.</summary>
    Reservation = 1,

    /// <summary>One that expired: its elements come before those of <see cref="Reservation"/>.</summary>
    ReservationExpires = 2,
}

/// <summary>What an EVSE delivers.</summary>
public enum EvseKind
{
    /// <summary>Alternating current.</summary>
    AC = 1,

    /// <summary>Direct current.</summary>
    DC = 2,
}
