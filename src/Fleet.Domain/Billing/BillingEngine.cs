namespace Fleet.Domain.Billing;

/// <summary>What makes bills, named so that a bill's bundle can say by what it was made.</summary>
public static class BillingEngine
{
    /// <summary>How amounts are rounded: each line to the currency's minor unit, halves away from zero; tax by rate on the sum of the rounded lines (billing.md 1.7).</summary>
    public const string RoundingPolicy = "line-half-up";

    /// <summary>This build's version of the rules; another one may make other bills of the same evidence only for tariffs that the first could not price.</summary>
    public static string Version { get; } = typeof(BillingEngine).Assembly.GetName().Version!.ToString(3);
}
