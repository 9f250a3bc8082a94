namespace Fleet.Domain.Billing;

/// <summary>The least and the highest price of a session (OCPI 2.3.0 PriceLimit: the bounds on net and gross both apply, each on its own).</summary>
internal static class PriceLimits
{
    /// <summary>The lines that bring the sum of lines within the bounds; spread over the VAT rates in proportion, so that tax moves along.</summary>
    public static List<BillLine> Adjust(Tariff tariff, Tally sums, BillLine frame)
    {
        var sum = sums.Total;
        var missing = BoundLines(tariff, sum) - sum;
        return missing.IsZero
            ? []
            : Spread.Over(sums.ByRate(), missing, tariff.Currency, tariff.Elements[0].Components[0].VatPercent)
                .ConvertAll(share => Line(tariff, share.VatPercent, share.Sum, frame));
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
