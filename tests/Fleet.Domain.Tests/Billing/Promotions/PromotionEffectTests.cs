using System.Globalization;

using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;

namespace Fleet.Domain.Tests.Billing.Promotions;

/// <summary>What a promotion does to a unit price.</summary>
public sealed class PromotionEffectTests
{
    private static readonly Gen<decimal> Price = Gen.Int[-100_000, 1_000_000].Select(price => price / 10_000m);

    [Theory]
    [InlineData("percent", "10", "0.40", "-0.04")]
    [InlineData("percent", "100", "0.40", "-0.40")]
    [InlineData("percent", "50", "0", "0")]
    [InlineData("percent", "50", "-0.10", "0")]
    [InlineData("amount", "0.05", "0.40", "-0.05")]
    [InlineData("amount", "0.50", "0.40", "-0.40")]
    [InlineData("amount", "0.05", "-0.10", "0")]
    [InlineData("price", "0.29", "0.40", "-0.11")]
    [InlineData("price", "0.29", "0.20", "0")]
    [InlineData("price", "0", "0.40", "-0.40")]
    public void A_discount_takes_off_a_price_what_there_is_to_take(string effect, string value, string price, string change) =>
        Assert.Equal(D(change), A(PromotionKind.Promotion, effect, D(value)).Change(TariffDimension.Energy, D(price)));

    [Theory]
    [InlineData("percent", "20", "0.40", "0.08")]
    [InlineData("percent", "20", "-0.10", "0")]
    [InlineData("amount", "0.05", "0.40", "0.05")]
    [InlineData("amount", "0.05", "0", "0.05")]
    [InlineData("price", "0.79", "0.40", "0.39")]
    [InlineData("price", "0.29", "0.40", "0")]
    public void A_premium_puts_on_a_price(string effect, string value, string price, string change) =>
        Assert.Equal(D(change), A(PromotionKind.Premium, effect, D(value)).Change(TariffDimension.Energy, D(price)));

    [Fact]
    public void A_dimension_that_is_not_named_keeps_its_price() =>
        Assert.Equal(0m, A(PromotionKind.Promotion, "percent", 10).Change(TariffDimension.Time, 1m));

    [Fact]
    public void A_discount_never_makes_a_price_negative_and_never_raises_one() =>
        Gen.Select(Gen.OneOf("percent", "amount", "price"), Gen.Int[0, 10_000].Select(value => value / 100m), Price).Sample((effect, value, price) =>
        {
            var change = A(PromotionKind.Promotion, effect, value).Change(TariffDimension.Energy, price);
            return change <= 0m && price + change >= Math.Min(price, 0m);
        });

    [Fact]
    public void A_premium_never_lowers_a_price() =>
        Gen.Select(Gen.OneOf("percent", "amount", "price"), Gen.Int[0, 10_000].Select(value => value / 100m), Price).Sample((effect, value, price) =>
            A(PromotionKind.Premium, effect, value).Change(TariffDimension.Energy, price) >= 0m);

    [Fact]
    public void Promotions_act_in_their_order_and_equal_ones_by_their_id()
    {
        var promotions = new[] { Placed("B", 1), Placed("a", 1), Placed("C", 0), Placed("A", 1) };

        Array.Sort(promotions, Promotion.InStackingOrder);

        Assert.Equal(["C", "A", "B", "a"], promotions.Select(promotion => promotion.Id.Value), StringComparer.Ordinal);
    }

    private static decimal D(string number) => decimal.Parse(number, CultureInfo.InvariantCulture);

    private static Promotion A(PromotionKind kind, string effect, decimal value) => new(
        new PromotionId("P"), "N", kind, [new PromotionEffect(TariffDimension.Energy, Enum.Parse<PromotionEffectKind>(effect, ignoreCase: true), value)])
    {
        Group = "g",
    };

    private static Promotion Placed(string id, int order) => A(PromotionKind.Promotion, "percent", 1) with { Id = new PromotionId(id), Order = order };
}
