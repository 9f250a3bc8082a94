namespace Fleet.Domain.Billing;

/// <summary>The least and the highest price of a session (OCPI 2.3.0 PriceLimit: the bounds on net and gross both apply, each on its own).</summary>
internal static class PriceLimits
{
    /// <summary>The lines that bring the sum of lines within the bounds; spread over the VAT rates in proportion, so that tax moves along.</summary>
    public static List<BillLine> Adjust(Tariff tariff, Tally sums, BillLine frame)
    {
        var sum = sums.Total;
        var bound = tariff.TaxBasis == TaxBasis.Included ? BoundGross(tariff, sums, sum) : BoundLines(tariff, sum);
        var missing = bound - sum;
        var raises = missing.Exact + missing.Rounded > 0m;
        return missing.IsZero
            ? []
            : Spread.Over(sums.ByRate(), missing, tariff.Currency, tariff.Elements[0].Components[0].VatPercent)
                .ConvertAll(share => Line(tariff, share.VatPercent, share.Sum, raises, frame));
    }

    /// <summary>
    /// Prices that include tax, within their bounds. A bound that is only given without tax (OCPI 2.3.0 lets the other be left out) moves the tax along in proportion.
    /// </summary>
    private static Amounts BoundGross(Tariff tariff, Tally sums, Amounts sum)
    {
        var low = tariff.MinPrice is { Gross: null, Net: { } min } ? min : (decimal?)null;
        var high = tariff.MaxPrice is { Gross: null, Net: { } max } ? max : (decimal?)null;
        if ((low ?? high) is null || Taxes.Of(tariff, sums.ByRate()).Total is not { } tax)
            return BoundLines(tariff, sum);
        var net = (sum - tax).Exact;
        var target = net < low ? low.Value : net > high ? high.Value : net;
        if (target == net)
            return BoundLines(tariff, sum);
        var percent = tariff.Elements[0].Components[0].VatPercent ?? 0m;
        var gross = net > 0m ? sum.Exact * target / net : sum.Exact + ((target - net) * (1m + (percent / 100m)));
        return BoundLines(tariff, new Amounts(gross, tariff.Currency.Round(gross)));
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

    private static BillLine Line(Tariff tariff, decimal? vatPercent, Amounts amounts, bool raises, BillLine frame) =>
        frame with
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
