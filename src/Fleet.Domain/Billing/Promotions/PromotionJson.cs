using System.Text.Json;

using Fleet.Domain.Billing.Documents;

namespace Fleet.Domain.Billing.Promotions;

/// <summary>Reads promotions, strictly: what is not understood is refused, never ignored.</summary>
public static class PromotionJson
{
    // Together at most 15 significant digits, so that canonical JSON keeps an amount exactly.
    private const decimal HighestPrice = 1_000_000m;
    private const int PriceDecimals = 8;
    private const decimal LargestBudget = 1_000_000_000_000m;
    private const int BudgetDecimals = 3;
    private const decimal HighestPremium = 1_000m;
    private const int PercentDecimals = 2;
    private const int LastPlace = 1_000_000;
    private const int MostNames = 1_000;
    private const int LongestName = 60;
    private const int LongestId = 48;

    private static readonly string[] Members =
    [
        "id", "name", "kind", "from", "until", "eligibility", "restrictions", "effects", "order", "group", "exclusive", "currency", "maxPerSession", "budget",
    ];

    private static readonly Dictionary<string, PromotionKind> Kinds = Enum.GetValues<PromotionKind>().ToDictionary(kind => $"{kind}", StringComparer.Ordinal);

    private static readonly Dictionary<string, PromotionEffectKind> EffectKinds = new(StringComparer.Ordinal)
    {
        ["percent"] = PromotionEffectKind.Percent,
        ["amount"] = PromotionEffectKind.Amount,
        ["price"] = PromotionEffectKind.Price,
    };

    /// <summary>Reads <paramref name="json"/>; what is wrong with it comes back as errors.</summary>
    public static PromotionReading Read(string json)
    {
        try
        {
            using var document = CanonicalJson.Parse(json);
            return Read(document.RootElement, CanonicalJson.Canonicalize(document.RootElement));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return new PromotionReading(null, [new TariffError("", $"must be JSON: {e.Message}")]);
        }
    }

    private static PromotionReading Read(JsonElement root, string canonical)
    {
        var faults = new TariffFaults(TariffStrictness.Strict);
        var promotion = ReadPromotion(new JsonMember(root, "", faults));
        return promotion is not null && faults.Errors.Count == 0
            ? new PromotionReading(new FrozenPromotion(promotion, canonical, CanonicalJson.Hash(canonical)), [])
            : new PromotionReading(null, faults.Errors.ToValueList());
    }

    private static Promotion? ReadPromotion(JsonMember root)
    {
        if (!root.IsObject(Members))
            return null;
        var id = root.Required("id")?.Text(36);
        var name = root.Required("name")?.Text(LongestName);
        if (name?.Any(char.IsControl) == true)
            root.Required("name")?.Refuse("must not hold control characters");
        var kind = root.Required("kind")?.Word(Kinds);
        var effects = ReadEffects(root, kind);
        var promotion = new Promotion(new PromotionId(id ?? ""), name ?? "", kind ?? PromotionKind.Promotion, effects)
        {
            From = root.Optional("from")?.Moment(),
            Until = root.Optional("until")?.Moment(),
            Eligibility = root.Optional("eligibility") is { } eligibility ? ReadEligibility(eligibility) : Eligibility.Everybody,
            Restrictions = root.Optional("restrictions") is { } restrictions ? RestrictionsJson.Read(restrictions) : null,
            Order = root.Optional("order")?.Whole(LastPlace) ?? 0,
            Group = root.Optional("group")?.Text(36) ?? (kind == PromotionKind.Premium ? Promotion.PremiumGroup : Promotion.DiscountGroup),
            IsExclusive = root.Optional("exclusive")?.Truth() ?? false,
            Currency = TariffJson.ReadCurrency(root.Optional("currency")),
            MaxPerSession = root.Optional("maxPerSession")?.Number(0m, HighestPrice, PriceDecimals),
            Budget = root.Optional("budget")?.Number(0m, LargestBudget, BudgetDecimals),
        };
        RefuseWhatCannotBe(root, promotion);
        return promotion;
    }

    private static void RefuseWhatCannotBe(JsonMember root, Promotion promotion)
    {
        if (promotion.From >= promotion.Until)
            root.Optional("until")?.Refuse("must be after from");
        if (promotion.Kind == PromotionKind.Membership && promotion.Eligibility.Groups.IsEmpty)
            root.Refuse("a Membership must name the groups that it is for, in eligibility.groups");
        if (promotion.IsPremium && !promotion.Eligibility.NamesPlace)
            root.Refuse("a Premium must name its stations, in eligibility.sites, .chargers or .evseKind; what holds everywhere belongs into the tariff");
        if (promotion.IsPremium)
            root.Optional("budget")?.Refuse("must not stand in a Premium: it gives nothing away");
        if (promotion.Restrictions?.Reservation is not null)
            root.Optional("restrictions")?.Optional("reservation")?.Refuse("must not stand in a promotion: it is about the session, not about what was reserved before");
        var hasMoney = promotion.MaxPerSession is not null || promotion.Budget is not null || promotion.Effects.Any(effect => effect.Kind != PromotionEffectKind.Percent);
        if (hasMoney)
            _ = root.Required("currency");
    }

    private static Eligibility ReadEligibility(JsonMember json) =>
        json.IsObject(["groups", "campaignCodes", "sites", "chargers", "evseKind"])
            ? new Eligibility
            {
                Groups = ReadNames(json.Optional("groups")),
                CampaignCodes = ReadNames(json.Optional("campaignCodes")),
                Sites = ReadNames(json.Optional("sites")),
                Chargers = ReadNames(json.Optional("chargers")),
                EvseKind = json.Optional("evseKind")?.Word(RestrictionsJson.EvseKinds),
            }
            : Eligibility.Everybody;

    // An empty list could be meant as nobody or as everybody: whoever means everybody leaves it out.
    private static ValueList<string> ReadNames(JsonMember? names) =>
        (names?.Items(1, MostNames) ?? []).Select(name => name.Text(LongestId)).OfType<string>().ToValueList();

    private static ValueList<PromotionEffect> ReadEffects(JsonMember root, PromotionKind? kind)
    {
        var effects = new List<PromotionEffect>();
        foreach (var effect in root.Required("effects")?.Items(1, TariffJson.Dimensions.Count) ?? [])
        {
            if (!effect.IsObject(["dimensions", .. EffectKinds.Keys]))
                continue;
            var (how, value) = ReadChange(effect, kind);
            foreach (var dimension in effect.Required("dimensions")?.Items(1, TariffJson.Dimensions.Count) ?? [])
            {
                if (dimension.Word(TariffJson.Dimensions) is not { } word)
                    continue;
                if (effects.Exists(other => other.Dimension == word))
                    dimension.Refuse("must stand in one effect, and once");
                effects.Add(new PromotionEffect(word, how, value));
            }
        }

        return effects.ToValueList();
    }

    private static (PromotionEffectKind Kind, decimal Value) ReadChange(JsonMember effect, PromotionKind? kind)
    {
        var given = EffectKinds.Where(change => effect.Has(change.Key)).ToList();
        if (given is not [var (name, how)])
        {
            effect.Refuse($"must have one of {string.Join(", ", EffectKinds.Keys)}");
            return default;
        }

        var member = effect.Required(name);
        var value = how == PromotionEffectKind.Percent
            ? member?.Number(0m, kind == PromotionKind.Premium ? HighestPremium : 100m, PercentDecimals)
            : member?.Number(0m, HighestPrice, PriceDecimals);
        return (how, value ?? 0m);
    }
}
