namespace Fleet.Domain.Billing.Promotions;

/// <summary>What a promotion does to the price of one dimension.</summary>
/// <param name="Dimension">Which price.</param>
/// <param name="Kind">How <paramref name="Value"/> is meant.</param>
/// <param name="Value">Percent, or money for a kWh, an hour or a session; not negative.</param>
public sealed record PromotionEffect(TariffDimension Dimension, PromotionEffectKind Kind, decimal Value)
{
    /// <summary>What is taken off a unit price; from 0 to <paramref name="left"/>.</summary>
    internal decimal Fall(decimal left) => left <= 0m ? 0m : Kind switch
    {
        PromotionEffectKind.Percent => left * Value / 100m,
        PromotionEffectKind.Amount => Math.Min(Value, left),
        PromotionEffectKind.Price => Math.Max(left - Value, 0m),
        _ => throw new InvalidOperationException($"{Kind} is no effect."),
    };

    /// <summary>What is put on a unit price; not negative.</summary>
    internal decimal Rise(decimal left) => left < 0m ? 0m : Kind switch
    {
        PromotionEffectKind.Percent => left * Value / 100m,
        PromotionEffectKind.Amount => Value,
        PromotionEffectKind.Price => Math.Max(Value - left, 0m),
        _ => throw new InvalidOperationException($"{Kind} is no effect."),
    };
}

/// <summary>How a promotion changes a price.</summary>
public enum PromotionEffectKind
{
    /// <summary>By a part of what the promotions before it left.</summary>
    Percent = 1,

    /// <summary>By so much for a kWh, an hour or a session; a discount at most to zero.</summary>
    Amount = 2,

    /// <summary>To this price; a discount only down, a premium only up.</summary>
    Price = 3,
}
