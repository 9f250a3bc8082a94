using NodaTime;

namespace Fleet.Domain.Billing.Promotions;

/// <summary>
/// A rule beside the tariff that takes something off its prices, or at a premium station puts something on them; always a signed line of its own on the bill, never hidden in the
/// tariff's price (billing.md 1.9, A19).
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="Name">What a driver reads on the bill.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Effects">What it does to which price; each dimension once.</param>
public sealed record Promotion(PromotionId Id, string Name, PromotionKind Kind, ValueList<PromotionEffect> Effects)
{
    /// <summary>Stacking group of discounts that name none.</summary>
    public const string DiscountGroup = "discounts";

    /// <summary>Stacking group of premiums that name none, so that no discount keeps one out.</summary>
    public const string PremiumGroup = "premiums";

    /// <summary>In force from here, inclusive; tested once, at the session's start.</summary>
    public Instant? From { get; init; }

    /// <summary>In force until here, exclusive.</summary>
    public Instant? Until { get; init; }

    /// <summary>Whose sessions it is for.</summary>
    public Eligibility Eligibility { get; init; } = Eligibility.Everybody;

    /// <summary>When it holds during a session, as a tariff's element does; always, where there are none.</summary>
    public TariffRestrictions? Restrictions { get; init; }

    /// <summary>Its place among those that hold at the same time: the lowest acts first, each on what those before it left; equal ones go by their id.</summary>
    public int Order { get; init; }

    /// <summary>The group within which <see cref="IsExclusive"/> counts.</summary>
    public required string Group { get; init; }

    /// <summary>Whether it keeps those after it in its group off every price that it changes.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>The currency of its amounts; null where it has none. It does nothing to a tariff of another currency.</summary>
    public Currency? Currency { get; init; }

    /// <summary>The most that it changes a session's price by, in the sense of the tariff's prices: net, or gross where they include tax.</summary>
    public decimal? MaxPerSession { get; init; }

    /// <summary>What all sessions together may take of it, in the same sense; null for no end. Sessions that began before it was used up keep it.</summary>
    public decimal? Budget { get; init; }

    /// <summary>Whether it raises prices instead of lowering them.</summary>
    public bool IsPremium => Kind == PromotionKind.Premium;

    /// <summary>Whether a session that starts at <paramref name="start"/> may have it.</summary>
    public bool IsInForceAt(Instant start) => (From is null || From <= start) && (Until is null || start < Until);

    /// <summary>Whether its amounts mean anything under a tariff in <paramref name="currency"/>.</summary>
    public bool IsPricedIn(Currency currency) => Currency is null || Currency == currency;

    /// <summary>Whether it acts on the price of <paramref name="dimension"/>.</summary>
    public bool Names(TariffDimension dimension) => Effects.Any(effect => effect.Dimension == dimension);

    /// <summary>The order in which promotions act: total, so that a bill does not depend on how they were stored.</summary>
    public static int InStackingOrder(Promotion a, Promotion b) =>
        a.Order != b.Order ? a.Order.CompareTo(b.Order) : string.CompareOrdinal(a.Id.Value, b.Id.Value);

    /// <summary>
    /// What it changes a unit price of <paramref name="dimension"/> by, when the promotions before it left <paramref name="left"/> of it: not positive for a discount, not negative
    /// for a premium. A price below zero is a credit to the driver and stays as it is; no discount makes a price negative.
    /// </summary>
    public decimal Change(TariffDimension dimension, decimal left)
    {
        foreach (var effect in Effects)
        {
            if (effect.Dimension == dimension)
                return IsPremium ? effect.Rise(left) : -effect.Fall(left);
        }

        return 0m;
    }
}

/// <summary>What a promotion is to a driver.</summary>
public enum PromotionKind
{
    /// <summary>A discount for a time or an occasion.</summary>
    Promotion = 1,

    /// <summary>A discount for members of a group.</summary>
    Membership = 2,

    /// <summary>What charging costs more at a premium station.</summary>
    Premium = 3,
}
