using System.Text.Json;

using NodaTime;

namespace Fleet.Domain.Billing.Documents;

/// <summary>
/// Finds mistakes in tariffs: what breaks a rule, and what keeps every rule and cannot be meant. Where prices hold is decided exactly, by sets of situations, not by trying
/// some.
/// </summary>
public static class TariffLint
{
    // Each of these is understood as it stands, so that the rest of the tariff can be judged too.
    private static readonly string[] Understood =
        [LintCode.UnknownField, LintCode.ImpossibleRestriction, LintCode.MinAboveMax, LintCode.GrossBelowNet, LintCode.NeverInForce, LintCode.DuplicateCap];

    private static readonly Func<LintSubject, IEnumerable<Lint>>[] Rules =
    [
        ReachLints.Find, GapLints.Find, ClockLints.FindWindows, ClockLints.FindDst, StepLints.Find, IdleLints.Find, MoneyLints.Find,
    ];

    /// <summary>What is to be said about a tariff document, in its order, broken rules first.</summary>
    /// <param name="root">The document, parsed by <see cref="CanonicalJson.Parse"/>.</param>
    /// <param name="zone">The zone of the locations that it is for; null where it is not known.</param>
    /// <param name="ruleSet">The rules by which it is to be applied.</param>
    public static ValueList<Lint> Of(JsonElement root, DateTimeZone? zone = null, RuleSet ruleSet = RuleSet.Ocpi221D2)
    {
        if (TariffJson.Read(root, TariffStrictness.Strict) is { Document: { } document })
            return Of(document, zone, ruleSet);
        var (tariff, faults) = TariffJson.Parse(root, TariffStrictness.Strict);
        var broken = faults.Errors.Select(static error => new Lint(error.Code, LintSeverity.Error, error.JsonPointer, $"It {error.Rule}", HintOf(error.Code)));
        return tariff is not null && faults.Errors.All(static error => Understood.Contains(error.Code, StringComparer.Ordinal))
            ? [.. broken, .. Of(new LintSubject(tariff, CountryOf(root), zone, ruleSet))]
            : broken.ToValueList();
    }

    /// <summary>What is to be said about a tariff that keeps every rule.</summary>
    public static ValueList<Lint> Of(TariffDocument document, DateTimeZone? zone = null, RuleSet ruleSet = RuleSet.Ocpi221D2)
    {
        using var json = CanonicalJson.Parse(document.CanonicalJson);
        return Of(new LintSubject(document.Tariff, CountryOf(json.RootElement), zone, ruleSet)).ToValueList();
    }

    private static IEnumerable<Lint> Of(LintSubject subject) => Rules.SelectMany(rule => rule(subject));

    private static string? CountryOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("country_code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString() : null;

    private static string HintOf(string code) => code switch
    {
        LintCode.UnknownField => "Correct its name, or leave it out; otherwise it would be ignored and the price hold always.",
        LintCode.ImpossibleRestriction => "Lower bounds are inclusive and upper ones exclusive; correct them, or leave the element out: it never holds.",
        LintCode.UnknownCurrency => "Use the three capital letters of ISO 4217, such as EUR.",
        LintCode.NeverInForce => "Correct the two times; until then the tariff prices no session.",
        LintCode.MinAboveMax => "Correct the two limits: no price can keep both.",
        LintCode.GrossBelowNet => "Correct the two amounts: a price with tax is not below the price without.",
        LintCode.ReservationDimension => "Move this price into an element without a reservation.",
        LintCode.DuplicateCap => "Leave one of them out.",
        _ => "Correct it; a tariff that breaks a rule is not accepted.",
    };
}

/// <summary>A tariff that is looked at, and what is known about where it is used.</summary>
/// <param name="Tariff">The tariff.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code of its operator's country; null where the tariff does not say it.</param>
/// <param name="Zone">The zone of its locations; null where it is not known.</param>
/// <param name="RuleSet">The rules by which it is to be applied.</param>
internal sealed record LintSubject(Tariff Tariff, string? Country, DateTimeZone? Zone, RuleSet RuleSet)
{
    /// <summary>Where its prices hold.</summary>
    public RegionMap Map { get; } = new(Tariff);

    /// <summary>All its prices with their places.</summary>
    public IEnumerable<(int Element, string Location, PriceComponent Component)> Components =>
        Tariff.Elements.SelectMany((element, e) => element.Components.Select((component, c) => (e, $"/elements/{e}/price_components/{c}", component)));

    /// <summary>Whether the session itself, not a reservation, has a price in a dimension.</summary>
    public bool Prices(TariffDimension dimension) => Map.Offers(dimension, PriceContext.Session).Count > 0;
}
