using System.Text.Json;

namespace Fleet.Domain.Billing;

/// <summary>Reads OCPI tariffs (2.1.1, 2.2.1 and 2.3.0 mod_tariffs), strictly: what is not understood is refused, never ignored.</summary>
public static class TariffJson
{
    // Together at most 15 significant digits, so that canonical JSON keeps a price exactly.
    private const decimal HighestPrice = 1_000_000m;
    private const int PriceDecimals = 8;
    private const int LargestStep = 10_000_000;

    private static readonly string[] TariffMembers =
    [
        "id", "currency", "elements", "tariff_alt_text", "tariff_alt_url", "start_date_time", "end_date_time", "energy_mix", "last_updated",
        "country_code", "party_id", "type", "min_price", "max_price", "tax_included", "preauthorize_amount",
    ];

    // What a 2.1.1 document cannot have, beside vat: without any of these it says nothing about tax.
    private static readonly string[] Since22 =
        ["country_code", "party_id", "type", "min_price", "max_price", "start_date_time", "end_date_time", "tax_included"];

    private static readonly Dictionary<string, TariffDimension> Dimensions = new(StringComparer.Ordinal)
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

    /// <summary>Reads <paramref name="json"/>; what is wrong with it comes back as errors.</summary>
    public static TariffReading Read(string json)
    {
        try
        {
            using var document = CanonicalJson.Parse(json);
            return Read(document.RootElement, CanonicalJson.Canonicalize(document.RootElement));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return new TariffReading(null, [new TariffError("", $"must be JSON: {e.Message}")]);
        }
    }

    private static TariffReading Read(JsonElement root, string canonical)
    {
        var errors = new List<TariffError>();
        var tariff = ReadTariff(new JsonMember(root, "", errors));
        return tariff is not null && errors.Count == 0
            ? new TariffReading(new TariffDocument(tariff, canonical, CanonicalJson.Hash(canonical)), [])
            : new TariffReading(null, errors.ToValueList());
    }

    private static Tariff? ReadTariff(JsonMember root)
    {
        if (!root.IsObject(TariffMembers))
            return null;
        var id = root.Required("id")?.Text(36);
        var currency = ReadCurrency(root.Required("currency"));
        var elements = (root.Required("elements")?.Items(1, 500) ?? []).Select(ReadElement).ToValueList();
        var basis = ReadTaxBasis(root, elements);
        var min = ReadLimit(root.Optional("min_price"));
        var max = ReadLimit(root.Optional("max_price"));
        if (min?.Net > max?.Net || min?.Gross > max?.Gross)
            root.Optional("min_price")?.Refuse("must not exceed max_price");
        var from = root.Optional("start_date_time")?.Moment();
        var until = root.Optional("end_date_time")?.Moment();
        if (from >= until)
            root.Optional("end_date_time")?.Refuse("must be after start_date_time");
        _ = root.Optional("last_updated")?.Moment();
        _ = root.Optional("tariff_alt_url")?.Text(255);
        var texts = (root.Optional("tariff_alt_text")?.Items(0, 100) ?? []).Select(ReadText).ToValueList();
        return id is null || currency is null
            ? null
            : new Tariff(new TariffId(id), currency, basis, elements, min, max, from, until, texts);
    }

    private static Currency? ReadCurrency(JsonMember? member)
    {
        if (member?.Text(3) is not { } code)
            return null;
        var currency = Currency.Find(code);
        if (currency is null)
            member?.Refuse("must be a current ISO 4217 currency code");
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
            return basis == TaxBasis.Excluded && root.Optional("country_code")?.Text(2) is "US" or "CA"
                ? TaxBasis.AddedLater
                : basis ?? TaxBasis.Excluded;
        }

        return !hasVat && root.Has("last_updated") && !Since22.Any(root.Has) ? TaxBasis.AddedLater : TaxBasis.Excluded;
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
            limit.Optional(grossName)?.Refuse($"must not be below {netName}");
        return new PriceLimit(net, gross);
    }

    private static TariffElement ReadElement(JsonMember element)
    {
        if (!element.IsObject(["price_components", "restrictions"]))
            return new TariffElement([]);
        var components = element.Required("price_components")?.Items(1, 100) ?? [];
        return new TariffElement(
            components.Select(ReadComponent).ToValueList(),
            element.Optional("restrictions") is { } restrictions ? RestrictionsJson.Read(restrictions) : null);
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

    private static TariffText ReadText(JsonMember text) =>
        text.IsObject(["language", "text"])
            ? new TariffText(text.Required("language")?.Text(10) ?? "", text.Required("text")?.Text(512) ?? "")
            : new TariffText("", "");
}
