using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;

namespace Fleet.Domain.Tests.Billing.Promotions;

/// <summary>Bills with promotions, in few words.</summary>
internal static class Discounted
{
    /// <summary>A promotion in EUR.</summary>
    public static FrozenPromotion Promotion(string id, string effects, string more = "", string kind = "Promotion")
    {
        var eligibility = kind switch { "Membership" => ",\"eligibility\":{\"groups\":[\"G\"]}", "Premium" => ",\"eligibility\":{\"sites\":[\"S\"]}", _ => "" };
        var reading = PromotionJson.Read($$"""{"id":"{{id}}","name":"{{id}} offer","kind":"{{kind}}","currency":"EUR"{{eligibility}},"effects":[{{effects}}]{{more}}}""");
        Assert.Empty(reading.Errors);
        return reading.Promotion!;
    }

    /// <summary>A promotion for energy only, such as <c>"percent":10</c>.</summary>
    public static FrozenPromotion OffEnergy(string id, string change, string more = "", string kind = "Promotion") =>
        Promotion(id, $$"""{"dimensions":["ENERGY"],{{change}}}""", more, kind);

    public static Bill Bill(FrozenTariff tariff, BillableSession session, params FrozenPromotion[] promotions) =>
        Rating.Rate(tariff, session, RatingTerms.None with { Promotions = promotions.ToValueList() });

    /// <summary>The lines that promotions made: rule, quantity, unit price, amount.</summary>
    public static IEnumerable<(string Rule, decimal Quantity, decimal UnitPrice, decimal Amount)> Promoted(this Bill bill) => bill.Lines
        .Where(line => line.Kind is BillLineKind.Discount or BillLineKind.Premium)
        .Select(line => (line.Rule, line.Quantity, line.UnitPrice, line.Amount));

    /// <summary>The lines that the tariff made.</summary>
    public static IEnumerable<BillLine> OfTariff(this Bill bill) => bill.Lines.Where(line => line.Kind is not (BillLineKind.Discount or BillLineKind.Premium));
}
