using Fleet.Domain.Billing.Audit;

namespace Fleet.Domain.Billing.Documents;

/// <summary>What a version of OCPI can say about tax (billing.md 1.1 and 1.6).</summary>
internal static class OcpiTax
{
    private const int PriceDecimals = 8;

    public static Tariff Tell(Tariff tariff, OcpiHeader header, OcpiVersion version, List<OcpiLoss> losses) => version switch
    {
        OcpiVersion.V211 => WithoutRates(Net(tariff, version, losses), losses),
        OcpiVersion.V22 or OcpiVersion.V221 => Net(tariff, version, losses),
        OcpiVersion.V230 => Stated(tariff, header, losses),
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not a version of OCPI."),
    };

    /// <summary>Before 2.3.0 every price is without tax.</summary>
    private static Tariff Net(Tariff tariff, OcpiVersion version, List<OcpiLoss> losses)
    {
        switch (tariff.TaxBasis)
        {
            case TaxBasis.Included:
                var canDerive = tariff.Elements.All(static element => element.Components.All(static component => component.VatPercent is not null));
                losses.Add(new OcpiLoss("/tax_included", canDerive
                    ? $"{version.Id()} has prices without tax only; the tax was taken out of each by its rate."
                    : $"{version.Id()} has prices without tax only, and without a rate the tax in these cannot be taken out: they are written as they are, and are too high where tax is added."));
                tariff = tariff with { TaxBasis = TaxBasis.Excluded };
                return canDerive
                    ? tariff with { Elements = tariff.Elements.Select(static element => element with { Components = element.Components.Select(WithoutTax).ToValueList() }).ToValueList() }
                    : tariff;
            case TaxBasis.AddedLater when version != OcpiVersion.V211:
                losses.Add(new OcpiLoss("/tax_included", $"{version.Id()} cannot say that tax is added at the till: a price without a rate means that no VAT applies."));
                return tariff with { TaxBasis = TaxBasis.Excluded };
            case TaxBasis.NotApplicable:
                losses.Add(new OcpiLoss("/tax_included", $"{version.Id()} cannot say that no tax applies but by leaving vat out."));
                return tariff with { TaxBasis = TaxBasis.Excluded };
            case TaxBasis.Excluded or TaxBasis.AddedLater:
                return tariff;
            default:
                throw new InvalidOperationException($"{tariff.TaxBasis} is no tax basis.");
        }
    }

    private static PriceComponent WithoutTax(PriceComponent component) =>
        component with { Price = Math.Round(component.Price / (1m + (component.VatPercent!.Value / 100m)), PriceDecimals, MidpointRounding.AwayFromZero) };

    private static Tariff WithoutRates(Tariff tariff, List<OcpiLoss> losses)
    {
        var rates = tariff.Elements.SelectMany(static element => element.Components).Select(static component => component.VatPercent).OfType<decimal>().Distinct().Order().ToList();
        if (rates.Count > 0)
            losses.Add(new OcpiLoss("/elements", $"2.1.1 has no VAT; these prices bear {string.Join(" and ", rates.Select(static rate => $"{rate:0.####} %"))} of it on top."));
        else if (tariff.TaxBasis == TaxBasis.Excluded)
            losses.Add(new OcpiLoss("/elements", "2.1.1 cannot say that no VAT applies: it is silent about tax."));
        return tariff with
        {
            TaxBasis = TaxBasis.AddedLater,
            Elements = tariff.Elements
                .Select(static element => element with { Components = element.Components.Select(static component => component with { VatPercent = null }).ToValueList() })
                .ToValueList(),
        };
    }

    private static Tariff Stated(Tariff tariff, OcpiHeader header, List<OcpiLoss> losses)
    {
        var isNorthAmerican = header.CountryCode is "US" or "CA";
        if (tariff.TaxBasis == TaxBasis.AddedLater && !isNorthAmerican)
            losses.Add(new OcpiLoss("", "2.3.0 says that tax is added at the till by a country_code of US or CA only; elsewhere a price without a rate means that no VAT applies."));
        if (tariff.TaxBasis == TaxBasis.Excluded && isNorthAmerican)
            losses.Add(new OcpiLoss("", "2.3.0 with a country_code of US or CA means that tax is added at the till."));
        return tariff;
    }
}
