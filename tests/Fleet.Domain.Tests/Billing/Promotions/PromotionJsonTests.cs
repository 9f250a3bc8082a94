using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Promotions;

public sealed class PromotionJsonTests
{
    private const string Effects = """ "effects":[{"dimensions":["ENERGY"],"percent":10}] """;

    [Fact]
    public void All_that_decides_about_the_price_is_read()
    {
        var promotion = PromotionJson.Read("""
            {"id":"SUMMER","name":"Summer nights","kind":"Promotion","from":"2026-06-01T00:00:00Z","until":"2026-09-01T00:00:00Z","currency":"EUR",
             "eligibility":{"groups":["GOLD"],"campaignCodes":["SUN"],"sites":["north"],"chargers":["CP1"],"evseKind":"DC"},
             "restrictions":{"start_time":"22:00","end_time":"06:00","day_of_week":["FRIDAY"],"max_kwh":10},
             "effects":[{"dimensions":["ENERGY"],"price":0.29},{"dimensions":["TIME","PARKING_TIME"],"amount":0.5},{"dimensions":["FLAT"],"percent":12.5}],
             "order":7,"group":"season","exclusive":true,"maxPerSession":5,"budget":10000.5}
            """).Promotion!.Promotion;

        var expected = new Promotion(
            new PromotionId("SUMMER"),
            "Summer nights",
            PromotionKind.Promotion,
            [
                new(TariffDimension.Energy, PromotionEffectKind.Price, 0.29m),
                new(TariffDimension.Time, PromotionEffectKind.Amount, 0.5m),
                new(TariffDimension.ParkingTime, PromotionEffectKind.Amount, 0.5m),
                new(TariffDimension.Flat, PromotionEffectKind.Percent, 12.5m),
            ])
        {
            From = Instant.FromUtc(2026, 6, 1, 0, 0),
            Until = Instant.FromUtc(2026, 9, 1, 0, 0),
            Eligibility = new Eligibility { Groups = ["GOLD"], CampaignCodes = ["SUN"], Sites = ["north"], Chargers = ["CP1"], EvseKind = EvseKind.DC },
            Restrictions = new TariffRestrictions
            {
                StartTime = new LocalTime(22, 0),
                EndTime = new LocalTime(6, 0),
                Days = [IsoDayOfWeek.Friday],
                MaxEnergy = new EnergyWh(10_000),
            },
            Order = 7,
            Group = "season",
            IsExclusive = true,
            Currency = Currency.Of("EUR"),
            MaxPerSession = 5m,
            Budget = 10_000.5m,
        };
        Assert.Equal(expected, promotion);
    }

    [Theory]
    [InlineData("Promotion", "", Promotion.DiscountGroup)]
    [InlineData("Membership", ",\"eligibility\":{\"groups\":[\"G\"]}", Promotion.DiscountGroup)]
    [InlineData("Premium", ",\"eligibility\":{\"sites\":[\"S\"]}", Promotion.PremiumGroup)]
    public void What_is_left_out_has_its_usual_value(string kind, string more, string group)
    {
        var promotion = Read($$"""{"id":"P","name":"N","kind":"{{kind}}",{{Effects}}{{more}}}""");

        Assert.Equal((group, 0, false), (promotion.Group, promotion.Order, promotion.IsExclusive));
        Assert.Null(promotion.Currency);
        Assert.True(promotion.IsInForceAt(Instant.MinValue) && promotion.IsInForceAt(Instant.MaxValue));
    }

    [Theory]
    [InlineData("[]", "", "must be an object")]
    [InlineData("{", "", "must be JSON")]
    [InlineData("""{"id":"P","id":"P"}""", "", "must be JSON")]
    [InlineData("""{"id":"P"}""", "/name", "is required")]
    [InlineData("""{"id":"P"}""", "/kind", "is required")]
    [InlineData("""{"id":"P"}""", "/effects", "is required")]
    public void A_document_that_is_no_promotion_is_refused(string json, string location, string rule) => AssertRefused(json, location, rule);

    [Theory]
    [InlineData("\"percentage\":10", "/percentage", "is no member")]
    [InlineData("\"until\":\"2026-01-01T00:00:00Z\",\"from\":\"2026-01-01T00:00:00Z\"", "/until", "must be after from")]
    [InlineData("\"order\":-1", "/order", "must be a whole number from 0")]
    [InlineData("\"exclusive\":\"yes\"", "/exclusive", "must be true or false")]
    [InlineData("\"budget\":100", "/currency", "is required")]
    [InlineData("\"maxPerSession\":1", "/currency", "is required")]
    [InlineData("\"currency\":\"DEM\"", "/currency", "must be a current ISO 4217 currency code")]
    [InlineData("\"budget\":-1,\"currency\":\"EUR\"", "/budget", "must be from 0")]
    [InlineData("\"eligibility\":{\"site\":[\"S\"]}", "/eligibility/site", "is no member")]
    [InlineData("\"eligibility\":{\"sites\":[]}", "/eligibility/sites", "must be an array of 1 to")]
    [InlineData("\"eligibility\":{\"evseKind\":\"dc\"}", "/eligibility/evseKind", "must be one of AC, DC")]
    [InlineData("\"restrictions\":{\"max_kWh\":10}", "/restrictions/max_kWh", "is no member")]
    [InlineData("\"restrictions\":{\"min_kwh\":10,\"max_kwh\":10}", "/restrictions/max_kwh", "must be above min_kwh")]
    public void A_broken_member_is_refused_at_its_pointer(string member, string location, string rule) =>
        AssertRefused($$"""{"id":"P","name":"N","kind":"Promotion",{{Effects}},{{member}}}""", location, rule);

    [Theory]
    [InlineData("""[]""", "", "must be an array of 1 to")]
    [InlineData("""[{"dimensions":["ENERGY"]}]""", "/0", "must have one of percent, amount, price")]
    [InlineData("""[{"dimensions":["ENERGY"],"percent":10,"amount":1}]""", "/0", "must have one of percent, amount, price")]
    [InlineData("""[{"percent":10}]""", "/0/dimensions", "is required")]
    [InlineData("""[{"dimensions":["KWH"],"percent":10}]""", "/0/dimensions/0", "must be one of ENERGY, FLAT, PARKING_TIME, TIME")]
    [InlineData("""[{"dimensions":["ENERGY"],"percent":101}]""", "/0/percent", "must be from 0 to 100")]
    [InlineData("""[{"dimensions":["ENERGY"],"percent":1.234}]""", "/0/percent", "must not have more than 2 decimals")]
    [InlineData("""[{"dimensions":["ENERGY"],"amount":-0.1}]""", "/0/amount", "must be from 0")]
    [InlineData("""[{"dimensions":["ENERGY"],"percent":10},{"dimensions":["TIME","ENERGY"],"percent":20}]""", "/1/dimensions/1", "must stand in one effect")]
    [InlineData("""[{"dimensions":["ENERGY"],"price":0.1}]""", "^/currency", "is required")]
    public void A_broken_effect_is_refused_at_its_pointer(string effects, string location, string rule) => AssertRefused(
        $$"""{"id":"P","name":"N","kind":"Promotion","effects":{{effects}}}""", location.StartsWith('^') ? location[1..] : "/effects" + location, rule);

    [Theory]
    [InlineData("Membership", "", "", "a Membership must name the groups")]
    [InlineData("Premium", "", "", "a Premium must name its stations")]
    [InlineData("Premium", ",\"eligibility\":{\"groups\":[\"G\"]}", "", "a Premium must name its stations")]
    [InlineData("Premium", ",\"eligibility\":{\"sites\":[\"S\"]},\"currency\":\"EUR\",\"budget\":5", "/budget", "must not stand in a Premium")]
    public void Each_kind_has_what_it_needs(string kind, string more, string location, string rule) =>
        AssertRefused($$"""{"id":"P","name":"N","kind":"{{kind}}",{{Effects}}{{more}}}""", location, rule);

    [Fact]
    public void A_premium_may_be_more_than_the_price_itself_and_a_discount_may_not()
    {
        const string Doubled = """ "effects":[{"dimensions":["ENERGY"],"percent":150}],"eligibility":{"sites":["S"]} """;

        Assert.Equal(150m, Read($$"""{"id":"P","name":"N","kind":"Premium",{{Doubled}}}""").Effects[0].Value);
        AssertRefused($$"""{"id":"P","name":"N","kind":"Promotion",{{Doubled}}}""", "/effects/0/percent", "must be from 0 to 100");
    }

    [Fact]
    public void A_frozen_promotion_is_the_same_after_it_was_stored_and_its_hash_is_that_of_what_it_says()
    {
        var one = PromotionJson.Read($$"""{"id":"P","name":"N","kind":"Promotion",{{Effects}}}""").Promotion!;
        var other = PromotionJson.Read("""{ "effects":[{"percent":10.0,"dimensions":["ENERGY"]}], "kind":"Promotion", "name":"N", "id":"P" }""").Promotion!;

        Assert.Equal("""{"effects":[{"dimensions":["ENERGY"],"percent":10}],"id":"P","kind":"Promotion","name":"N"}""", one.CanonicalJson);
        Assert.Equal(one, other);
        Assert.Equal(one, FrozenPromotion.Restore(one.CanonicalJson));
        Assert.Throws<InvalidDataException>(() => FrozenPromotion.Restore("{}"));
    }

    private static Promotion Read(string json)
    {
        var reading = PromotionJson.Read(json);
        Assert.Empty(reading.Errors);
        return reading.Promotion!.Promotion;
    }

    private static void AssertRefused(string json, string location, string rule)
    {
        var reading = PromotionJson.Read(json);

        Assert.Null(reading.Promotion);
        Assert.Contains(reading.Errors, e => e.JsonPointer.Equals(location, StringComparison.Ordinal) && e.Rule.StartsWith(rule, StringComparison.Ordinal));
    }
}
