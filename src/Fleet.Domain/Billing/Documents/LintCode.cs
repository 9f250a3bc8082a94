namespace Fleet.Domain.Billing.Documents;

/// <summary>The kinds of mistakes in tariffs. Stable: they stand in reports.</summary>
public static class LintCode
{
    /// <summary>A value that a tariff cannot have there.</summary>
    public const string Invalid = "INVALID";

    /// <summary>A member that no tariff has; misspelt, most likely.</summary>
    public const string UnknownField = "UNKNOWN_FIELD";

    /// <summary>A currency that is none.</summary>
    public const string UnknownCurrency = "UNKNOWN_CURRENCY";

    /// <summary>A restriction that never holds, because its bounds are equal or crossed.</summary>
    public const string ImpossibleRestriction = "IMPOSSIBLE_RESTRICTION";

    /// <summary>A least price above the highest.</summary>
    public const string MinAboveMax = "MIN_ABOVE_MAX";

    /// <summary>A gross price limit below its net.</summary>
    public const string GrossBelowNet = "GROSS_BELOW_NET";

    /// <summary>A tariff that is in force at no time.</summary>
    public const string NeverInForce = "NEVER_IN_FORCE";

    /// <summary>A price for a reservation that is neither for its time nor for the whole.</summary>
    public const string ReservationDimension = "RESERVATION_DIMENSION";

    /// <summary>The same dimension capped twice.</summary>
    public const string DuplicateCap = "DUPLICATE_CAP";

    /// <summary>A price that is never reached, because earlier elements always hold where it does.</summary>
    public const string Unreachable = "UNREACHABLE";

    /// <summary>A second price of a dimension in one element, which is never used.</summary>
    public const string DuplicateComponent = "DUPLICATE_COMPONENT";

    /// <summary>A situation in which a dimension that is priced elsewhere is free.</summary>
    public const string CoverageGap = "COVERAGE_GAP";

    /// <summary>A night window with weekdays that ends at midnight of its last day.</summary>
    public const string NightWindowLosesTail = "NIGHT_WINDOW_LOSES_TAIL";

    /// <summary>A boundary in an hour that the clock repeats or skips.</summary>
    public const string DstAmbiguity = "DST_AMBIGUITY";

    /// <summary>A window whose start is its end: the whole day.</summary>
    public const string WholeDayWindow = "WHOLE_DAY_WINDOW";

    /// <summary>A step size that rounds nothing.</summary>
    public const string UnusedStepSize = "UNUSED_STEP_SIZE";

    /// <summary>A step size of 0 for what is measured.</summary>
    public const string StepSizeZero = "STEP_SIZE_ZERO";

    /// <summary>A block that is larger than what is measured.</summary>
    public const string StepSize = "STEP_SIZE";

    /// <summary>An idle fee from the first second on.</summary>
    public const string IdleWithoutGrace = "IDLE_WITHOUT_GRACE";

    /// <summary>An idle fee without an upper bound.</summary>
    public const string IdleWithoutCap = "IDLE_WITHOUT_CAP";

    /// <summary>Some prices with a VAT rate and some without.</summary>
    public const string VatMissing = "VAT_MISSING";

    /// <summary>Net and gross price limits that contradict each other.</summary>
    public const string LimitsContradict = "LIMITS_CONTRADICT";

    /// <summary>A negative price without a least price.</summary>
    public const string NegativePrice = "NEGATIVE_PRICE";

    /// <summary>A fee for the reservation and one for the session.</summary>
    public const string TwoFees = "TWO_FEES";

    /// <summary>A least price where nothing has a price.</summary>
    public const string MinPriceOnFree = "MIN_PRICE_ON_FREE";

    /// <summary>Too many elements that overlap to be told apart.</summary>
    public const string TooComplex = "TOO_COMPLEX";
}
