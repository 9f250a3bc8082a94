namespace Fleet.Domain.Billing;

/// <summary>The least and the highest price of a session (OCPI 2.3.0 PriceLimit: the bounds on net and gross both apply, each on its own).</summary>
internal static class PriceLimits
{
    /// <summary>The lines that bring the sum of lines within the bounds; spread over the VAT rates in proportion, so that tax moves along.</summary>
    public static List<BillLine> Adjust(Tariff tariff, List<RateGroup> groups, BillLine frame)
    {
        var sum = RateGroup.Total(groups);
        var missing = BoundLines(tariff, sum) - sum;
        if (missing.IsZero)
            return [];
        var rates = groups.FindAll(group => group.Sum.Exact != 0m);
        if (rates.Count == 0 || sum.Exact == 0m)
            return [Line(tariff, tariff.Elements[0].Components[0].VatPercent, missing, frame)];

        var lines = new List<BillLine>(rates.Count);
        var left = missing;
        for (var i = 0; i < rates.Count; i++)
        {
            var weight = rates[i].Sum.Exact / sum.Exact;
            var share = i == rates.Count - 1
                ? left
                : new Amounts(missing.Exact * weight, tariff.Currency.Round(missing.Rounded * weight));
            lines.Add(Line(tariff, rates[i].VatPercent, share, frame));
            left -= share;
        }

        return lines;
    }

    /// <summary>The side that is derived by tax, within its bounds.</summary>
    public static Amounts BoundDerived(Tariff tariff, Amounts derived) => tariff.TaxBasis switch
    {
        TaxBasis.Excluded or TaxBasis.AddedLater => derived.Clamp(tariff.MinPrice?.Gross, tariff.MaxPrice?.Gross, tariff.Currency),
        TaxBasis.Included => derived.Clamp(tariff.MinPrice?.Net, tariff.MaxPrice?.Net, tariff.Currency),
        TaxBasis.NotApplicable => derived,
        _ => throw new InvalidOperationException($"{tariff.TaxBasis} is no tax basis."),
    };

    private static Amounts BoundLines(Tariff tariff, Amounts sum) => tariff.TaxBasis switch
    {
        TaxBasis.Excluded or TaxBasis.AddedLater => sum.Clamp(tariff.MinPrice?.Net, tariff.MaxPrice?.Net, tariff.Currency),
        TaxBasis.Included => sum.Clamp(tariff.MinPrice?.Gross, tariff.MaxPrice?.Gross, tariff.Currency),
        TaxBasis.NotApplicable => sum.Clamp(tariff.MinPrice?.Net, tariff.MaxPrice?.Net, tariff.Currency)
            .Clamp(tariff.MinPrice?.Gross, tariff.MaxPrice?.Gross, tariff.Currency),
        _ => throw new InvalidOperationException($"{tariff.TaxBasis} is no tax basis."),
    };

    private static BillLine Line(Tariff tariff, decimal? vatPercent, Amounts amounts, BillLine frame)
    {
        var raises = amounts.Exact + amounts.Rounded > 0m;
        return frame with
        {
            Kind = raises ? BillLineKind.MinPrice : BillLineKind.MaxPrice,
            Text = raises ? "Up to the least price of a session" : "Down to the highest price of a session",
            UnitPrice = amounts.Exact,
            ExactAmount = amounts.Exact,
            Amount = tariff.Currency.Round(amounts.Rounded),
            VatPercent = vatPercent,
            TariffPointer = raises ? "/min_price" : "/max_price",
            Rule = raises ? BillRule.MinPrice : BillRule.MaxPrice,
        };
    }
}
