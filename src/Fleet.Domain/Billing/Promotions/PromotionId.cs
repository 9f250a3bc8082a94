namespace Fleet.Domain.Billing.Promotions;

/// <summary>The name of a promotion, unique among its operator's; stands in the rule of each bill line that it makes.</summary>
/// <param name="Value">1 to 36 characters.</param>
public readonly record struct PromotionId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
