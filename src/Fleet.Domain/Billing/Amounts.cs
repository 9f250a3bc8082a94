namespace Fleet.Domain.Billing;

/// <summary>An amount twice: before any rounding, and as it is charged.</summary>
internal readonly record struct Amounts(decimal Exact, decimal Rounded)
{
    public bool IsZero => Exact == 0m && Rounded == 0m;

    public static Amounts operator +(Amounts left, Amounts right) => new(left.Exact + right.Exact, left.Rounded + right.Rounded);

    public static Amounts operator -(Amounts left, Amounts right) => new(left.Exact - right.Exact, left.Rounded - right.Rounded);

    /// <summary>Both forced between the bounds, the charged one between the bounds that can be paid.</summary>
    public Amounts Clamp(decimal? min, decimal? max, Currency currency) => new(
        Clamp(Exact, min, max),
        Clamp(Rounded, min is { } low ? currency.Round(low) : null, max is { } high ? currency.Round(high) : null));

    private static decimal Clamp(decimal value, decimal? min, decimal? max) => value < min ? min.Value : value > max ? max.Value : value;
}

/// <summary>The sum of a bill's lines of one VAT rate, in the sense of the tariff's prices: net, or gross where they include tax.</summary>
internal readonly record struct RateGroup(decimal? VatPercent, Amounts Sum);
