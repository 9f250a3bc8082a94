using System.Text.Json;

namespace Fleet.Domain.Billing.Documents;

/// <summary>
/// Reads tariffs: all that OCPI 2.1.1, 2.2, 2.2.1 and 2.3.0 (mod_tariffs) can say, and what Fleet adds to them (docs/tariffs.md). What is wrong is refused with its place and
/// the rule; what is not understood too, or kept and reported, but never ignored.
/// </summary>
public static class TariffJson
{
    // Together at most 15 significant digits, so that canonical JSON keeps a price exactly.
    private const decimal HighestPrice = 1_000_000m;
    private const int PriceDecimals = 8;
    private const int LargestStep = 10_000_000;

    private static readonly string[] TariffMembers =
    [
        "id", "currency", "elements", "tariff_alt_text", "tariff_alt_url", "start_date_time", "end_date_time", "energy_mix", "last_updated",
        "country_code", "party_id", "type", "min_price", "max_price", "tax_included", "preauthorize_amount", "caps",
    ];

    // What a 2.1.1 document cannot have, beside vat: without any of these it says nothing about tax.
    private static readonly string[] Since22 =
        ["country_code", "party_id", "type", "min_price", "max_price", "start_date_time", "end_date_time", "tax_included"];

    internal static readonly IReadOnlyDictionary<string, TariffDimension> Dimensions = new Dictionary<string, TariffDimension>(StringComparer.Ordinal)
    {
        ["ENERGY"] = TariffDimension.Energy,
        ["FLAT"] = TariffDimension.Flat,
        ["PARKING_TIME"] = TariffDimension.ParkingTime,
        ["TIME"] = TariffDimension.Time,
    };

    private static readonly Dictionary<string, TaxBasis> TaxIncluded = new(StringComparer.Ordinal)
    {
        ["YES"] = TaxBasis.Included,
        ["NO"] = TaxBasis.Excluded,
        ["N/A"] = TaxBasis.NotApplicable,
    };

    private static readonly Dictionary<string, TariffDimension> Capped =
        Dimensions.Where(dimension => dimension.Value != TariffDimension.Flat).ToDictionary(StringComparer.Ordinal);

    private static readonly Dictionary<string, int> Types =
        new[] { "AD_HOC_PAYMENT", "PROFILE_CHEAP", "PROFILE_FAST", "PROFILE_GREEN", "REGULAR" }.Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.Ordinal);

    /// <summary>Reads <paramref name="json"/>; what is wrong with it comes back as errors.</summary>
    public static TariffReading Read(string json, TariffStrictness strictness = TariffStrictness.Strict)
    {
        try
        {
            using var document = CanonicalJson.Parse(json);
            return Read(document.RootElement, strictness);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return Unreadable(e);
        }
    }

    /// <summary>Reads a tariff that is part of a document parsed by <see cref="CanonicalJson.Parse"/>; pointers begin at <paramref name="root"/>.</summary>
    public static TariffReading Read(JsonElement root, TariffStrictness strictness)
    {
        string canonical;
        try
        {
            canonical = CanonicalJson.Canonicalize(root);
        }
        catch (FormatException e)
        {
            return Unreadable(e);
        }

        var (tariff, faults) = Parse(root, strictness);
        var document = tariff is null || faults.Errors.Count > 0 ? null : new TariffDocument(tariff, canonical, CanonicalJson.Hash(canonical));
        return new TariffReading(document, faults.Errors.ToValueList(), faults.Warnings.ToValueList());
    }

    /// <summary>As much of a tariff as can be understood, with all that is wrong; null when not even its currency is known. Texts must be whole Unicode.</summary>
    internal static (Tariff? Tariff, TariffFaults Faults) Parse(JsonElement root, TariffStrictness strictness)
    {
        var faults = new TariffFaults(strictness);
        return (ReadTariff(new JsonMember(root, "", faults)), faults);
    }

    private static TariffReading Unreadable(Exception why) => new(null, [new TariffError("", $"must be JSON: {why.Message}")]);

    private static Tariff? ReadTariff(JsonMember root)
    {
        if (!root.IsObject(TariffMembers))
            return null;
        var id = root.Required("id")?.Text(36);
        var currency = ReadCurrency(root.Required("currency"));
        var elements = (root.Required("elements")?.Items(1, 500) ?? []).Select(ReadElement).ToValueList();
        var basis = ReadTaxBasis(root, elements);
        var (min, max) = ReadLimits(root);
        var from = root.Optional("start_date_time")?.Moment();
        var until = root.Optional("end_date_time")?.Moment();
        if (from >= until)
            root.Optional("end_date_time")?.Refuse("must be after start_date_time", LintCode.NeverInForce);
        var caps = ReadCaps(root.Optional("caps"));
        var texts = (root.Optional("tariff_alt_text")?.Items(0, 100) ?? []).Select(ReadText).ToValueList();
        CheckWhatIsNotPriced(root);
        return id is null || currency is null
            ? null
            : new Tariff(new TariffId(id), currency, basis, elements, min, max, from, until, texts, caps);
    }

    private static void CheckWhatIsNotPriced(JsonMember root)
    {
        _ = root.Optional("last_updated")?.Moment();
        _ = root.Optional("tariff_alt_url")?.Text(255);
        _ = root.Optional("country_code")?.Text(2);
        _ = root.Optional("party_id")?.Text(3);
        _ = root.Optional("type")?.Word(Types);
        _ = root.Optional("preauthorize_amount")?.Number(0m, HighestPrice, PriceDecimals);
    }

    internal static Currency? ReadCurrency(JsonMember? member)
    {
        if (member?.Text(3) is not { } code)
            return null;
        var currency = Currency.Find(code);
        if (currency is null)
            member?.Refuse("must be a current ISO 4217 currency code", LintCode.UnknownCurrency);
        return currency;
    }

    /// <summary>
    /// What the document says about tax. 2.1.1 is silent (billing.md 1.6: unknown); so is a 2.3.0 tariff of North America that excludes
    /// tax, where sales tax is added at the till and VAT does not exist. An omitted rate means "no VAT" everywhere else.
    /// </summary>
    private static TaxBasis ReadTaxBasis(JsonMember root, ValueList<TariffElement> elements)
    {
        var hasVat = elements.Any(e => e.Components.Any(c => c.VatPercent is not null));
        if (root.Optional("tax_included") is { } taxIncluded)
        {
            var basis = taxIncluded.Word(TaxIncluded);
            if (basis == TaxBasis.NotApplicable && hasVat)
                taxIncluded.Refuse("must not be N/A where a component has vat");
            return basis == TaxBasis.Excluded && root.Optional("country_code") is { } country && country.Is("US", "CA")
                ? TaxBasis.AddedLater
                : basis ?? TaxBasis.Excluded;
        }

        return !hasVat && root.Has("last_updated") && !Since22.Any(root.Has) ? TaxBasis.AddedLater : TaxBasis.Excluded;
    }

    private static (PriceLimit? Min, PriceLimit? Max) ReadLimits(JsonMember root)
    {
        var min = ReadLimit(root.Optional("min_price"));
        var max = ReadLimit(root.Optional("max_price"));
        if (min?.Net > max?.Net || min?.Gross > max?.Gross)
            root.Optional("min_price")?.Refuse("must not exceed max_price", LintCode.MinAboveMax);
        return (min, max);
    }

    private static PriceLimit? ReadLimit(JsonMember? member)
    {
        if (member is not { } limit)
            return null;
        var taxes = limit.Has("before_taxes") || limit.Has("after_taxes");
        var (netName, grossName) = taxes ? ("before_taxes", "after_taxes") : ("excl_vat", "incl_vat");
        if (!limit.IsObject([netName, grossName]))
            return null;
        var net = limit.Required(netName)?.Number(-HighestPrice, HighestPrice, PriceDecimals);
        var gross = limit.Optional(grossName)?.Number(-HighestPrice, HighestPrice, PriceDecimals);
        if (gross < net)
            limit.Optional(grossName)?.Refuse($"must not be below {netName}", LintCode.GrossBelowNet);
        return new PriceLimit(net, gross);
    }

    private static TariffElement ReadElement(JsonMember element)
    {
        if (!element.IsObject(["price_components", "restrictions"]))
            return new TariffElement([]);
        var items = element.Required("price_components")?.Items(1, 100) ?? [];
        var components = items.Select(ReadComponent).ToValueList();
        var restrictions = element.Optional("restrictions") is { } member ? RestrictionsJson.Read(member) : null;
        if (restrictions?.Reservation is not null)
        {
            foreach (var (item, component) in items.Zip(components))
            {
                if (component.Dimension is TariffDimension.Energy or TariffDimension.ParkingTime)
                    item.Optional("type")?.Refuse("must be FLAT or TIME in an element for reservations", LintCode.ReservationDimension);
            }
        }

        return new TariffElement(components, restrictions);
    }

    private static PriceComponent ReadComponent(JsonMember component)
    {
        if (!component.IsObject(["type", "price", "vat", "step_size"]))
            return new PriceComponent(TariffDimension.Flat, 0m, null);
        return new PriceComponent(
            component.Required("type")?.Word(Dimensions) ?? TariffDimension.Flat,
            component.Required("price")?.Number(-HighestPrice, HighestPrice, PriceDecimals) ?? 0m,
            component.Optional("vat")?.Number(0m, 100m, 4),
            component.Required("step_size")?.Whole(LargestStep) ?? 1);
    }

    private static ValueList<PriceCap> ReadCaps(JsonMember? member)
    {
        var caps = new List<PriceCap>();
        foreach (var item in member?.Items(0, Capped.Count) ?? [])
        {
            if (!item.IsObject(["type", "amount"]))
                continue;
            var dimension = item.Required("type")?.Word(Capped);
            var amount = item.Required("amount")?.Number(0m, HighestPrice, PriceDecimals);
            if (caps.Exists(cap => cap.Dimension == dimension))
                item.Optional("type")?.Refuse("must not be capped twice", LintCode.DuplicateCap);
            else if (dimension is { } known && amount is { } most)
                caps.Add(new PriceCap(known, most));
        }

        return caps.ToValueList();
    }

    private static TariffText ReadText(JsonMember text) =>
        text.IsObject(["language", "text"])
            ? new TariffText(text.Required("language")?.Text(10) ?? "", text.Required("text")?.Text(512) ?? "")
            : new TariffText("", "");
}
