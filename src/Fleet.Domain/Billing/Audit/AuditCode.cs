namespace Fleet.Domain.Billing.Audit;

/// <summary>The words of findings on documents that are rated or audited. Stable: they stand in reports.</summary>
public static class AuditCode
{
    /// <summary>Nothing says in which time zone the session took place, and something depends on it.</summary>
    public const string MissingTimeZone = "MISSING_TIME_ZONE";

    /// <summary>A time zone that the time-zone data does not know.</summary>
    public const string UnknownTimeZone = "UNKNOWN_TIME_ZONE";

    /// <summary>A currency that is none.</summary>
    public const string UnknownCurrency = "UNKNOWN_CURRENCY";

    /// <summary>A wall-clock time that the clock jumped over when it was put forward.</summary>
    public const string SkippedTime = "SKIPPED_TIME";

    /// <summary>A wall-clock time that the clock showed twice when it was put back.</summary>
    public const string AmbiguousTime = "AMBIGUOUS_TIME";

    /// <summary>A period begins before the one that stands before it.</summary>
    public const string PeriodsOutOfOrder = "PERIODS_OUT_OF_ORDER";

    /// <summary>Two periods share time.</summary>
    public const string PeriodsOverlap = "PERIODS_OVERLAP";

    /// <summary>A part of the session lies in no period.</summary>
    public const string PeriodGap = "PERIOD_GAP";

    /// <summary>A period lies before the session's start or behind its end.</summary>
    public const string PeriodOutsideSession = "PERIOD_OUTSIDE_SESSION";

    /// <summary>Less than nothing was taken.</summary>
    public const string NegativeVolume = "NEGATIVE_VOLUME";

    /// <summary>More energy than any EVSE delivers in the time; most likely Wh in a field for kWh.</summary>
    public const string WhInKwhField = "WH_IN_KWH_FIELD";

    /// <summary>A member that is not known where it stands.</summary>
    public const string UnexpectedField = "UNEXPECTED_FIELD";

    /// <summary>A member that OCPI requires is not there.</summary>
    public const string MissingField = "MISSING_FIELD";

    /// <summary>The costs agree with the hours as they are written, which are rounded, and not with the times.</summary>
    public const string RoundedHours = "ROUNDED_HOURS";

    /// <summary>More time than the period lasts.</summary>
    public const string TimeExceedsPeriod = "TIME_EXCEEDS_PERIOD";

    /// <summary>The energy of the periods does not add up to the total.</summary>
    public const string EnergySumDiffers = "ENERGY_SUM_DIFFERS";

    /// <summary>The time of the periods does not add up to the total.</summary>
    public const string TimeSumDiffers = "TIME_SUM_DIFFERS";

    /// <summary>The total cost is not what the tariff says.</summary>
    public const string TotalCostDiffers = "TOTAL_COST_DIFFERS";

    /// <summary>The cost of one dimension is not what the tariff says.</summary>
    public const string CostDiffers = "COST_DIFFERS";

    /// <summary>The record is in another currency than its tariff.</summary>
    public const string CurrencyDiffers = "CURRENCY_DIFFERS";

    /// <summary>The periods were priced by more than one tariff, for which OCPI has no rule (billing.md 1.9, A13).</summary>
    public const string SeveralTariffs = "SEVERAL_TARIFFS";

    /// <summary>A tariff that a period names is not there.</summary>
    public const string TariffNotGiven = "TARIFF_NOT_GIVEN";

    /// <summary>The tariff has a price for something that no period states.</summary>
    public const string MissingVolume = "MISSING_VOLUME";

    /// <summary>A price depends on a power or current that no period states (billing.md 1.9, A9).</summary>
    public const string MissingLoad = "MISSING_LOAD";

    /// <summary>A credit that does not take money back, or a charge that does.</summary>
    public const string CreditSign = "CREDIT_SIGN";

    /// <summary>A credit that does not name the record that it takes back.</summary>
    public const string CreditWithoutReference = "CREDIT_WITHOUT_REFERENCE";
}
