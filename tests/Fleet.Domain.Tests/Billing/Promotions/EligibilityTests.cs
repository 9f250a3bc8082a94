using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;

using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Billing.Promotions;

/// <summary>Who gets a promotion: of each list that is given one must fit, at the moment when the session starts.</summary>
public sealed class EligibilityTests
{
    private static readonly StartingSession Session = new(Noon, Charger, "north", EvseKind.DC, ["GOLD", "staff"], ["SUN"]);

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"groups":["SILVER","GOLD"]}""", true)]
    [InlineData("""{"groups":["Staff"]}""", true)]
    [InlineData("""{"groups":["SILVER"]}""", false)]
    [InlineData("""{"campaignCodes":["sun"]}""", true)]
    [InlineData("""{"campaignCodes":["MOON"]}""", false)]
    [InlineData("""{"sites":["north"]}""", true)]
    [InlineData("""{"sites":["NORTH"]}""", false)]
    [InlineData("""{"chargers":["CP1","CP2"]}""", true)]
    [InlineData("""{"chargers":["CP2"]}""", false)]
    [InlineData("""{"evseKind":"DC"}""", true)]
    [InlineData("""{"evseKind":"AC"}""", false)]
    [InlineData("""{"groups":["GOLD"],"sites":["north"],"campaignCodes":["SUN"]}""", true)]
    [InlineData("""{"groups":["GOLD"],"sites":["south"],"campaignCodes":["SUN"]}""", false)]
    public void Every_condition_must_be_met(string eligibility, bool expected) => Assert.Equal(expected, For(eligibility).IsFor(Session, Currency.Of("EUR")));

    [Theory]
    [InlineData("""{"sites":["north"]}""")]
    [InlineData("""{"evseKind":"DC"}""")]
    [InlineData("""{"groups":["GOLD"]}""")]
    [InlineData("""{"campaignCodes":["SUN"]}""")]
    public void What_is_unknown_meets_no_condition(string eligibility) =>
        Assert.False(For(eligibility).IsFor(new StartingSession(Noon, Charger, null, null, [], []), Currency.Of("EUR")));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void It_is_in_force_from_its_first_moment_until_before_its_last(int minute, bool expected)
    {
        var hour = For("{}", ",\"from\":\"2026-03-02T12:00:00Z\",\"until\":\"2026-03-02T13:00:00Z\"");

        Assert.Equal(expected, hour.IsFor(Session with { StartedAt = At(minute) }, Currency.Of("EUR")));
    }

    [Theory]
    [InlineData("", "JPY", true)]
    [InlineData(",\"currency\":\"EUR\"", "EUR", true)]
    [InlineData(",\"currency\":\"EUR\"", "JPY", false)]
    public void Its_amounts_mean_nothing_in_another_currency(string more, string currency, bool expected) =>
        Assert.Equal(expected, For("{}", more).IsFor(Session, Currency.Of(currency)));

    private static FrozenPromotion For(string eligibility, string more = "") => PromotionJson.Read(
        $$"""{"id":"P","name":"N","kind":"Promotion","effects":[{"dimensions":["ENERGY"],"percent":10}],"eligibility":{{eligibility}}{{more}}}""").Promotion!;
}
