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
}
