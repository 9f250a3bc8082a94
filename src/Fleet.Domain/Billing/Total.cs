using Fleet.Domain.Billing.Promotions;

namespace Fleet.Domain.Billing;

/// <summary>What the lines of a session come to: caps, price limits, tax by rate and totals; each amount once exact and once as it is charged.</summary>
/// <param name="Net">Without tax; null where it cannot be derived.</param>
/// <param name="Gross">With tax; null where it cannot be derived.</param>
/// <param name="Taxes">Tax by rate.</param>
internal sealed record Total(Amounts? Net, Amounts? Gross, ValueList<TaxLine> Taxes)
{
    /// <summary>Totals <paramref name="sums"/>, and adds the lines of caps, promotions and limits to <paramref name="lines"/>.</summary>
    /// <param name="tariff">The tariff.</param>
    /// <param name="terms">What else decides.</param>
    /// <param name="lines">The session's lines; those that adjust them are added.</param>
    /// <param name="sums">The sums of the lines.</param>
    /// <param name="promotions">What promotions change.</param>
    /// <param name="frame">What lines about the session as a whole have in common.</param>
    public static Total Of(Tariff tariff, RatingTerms terms, List<BillLine> lines, Tally sums, List<PromotionLine> promotions, BillLine frame)
    {
        var uncapped = promotions.Count == 0 ? null : sums.Copy();
        foreach (var (line, dimension) in PriceCaps.Adjust(tariff, sums, frame))
        {
            lines.Add(line);
            sums.Add(line, dimension);
        }

        foreach (var (line, dimension) in uncapped is null ? [] : PromotionTotals.Of(promotions, uncapped, sums, tariff, frame).ToList())
        {
            lines.Add(line);
            sums.Add(line, dimension);
        }

        var limited = terms.Resumes ? tariff with { MinPrice = null } : tariff;
        foreach (var line in PriceLimits.Adjust(limited, sums, frame))
        {
            lines.Add(line);
            sums.Add(line, TariffDimension.Flat);
        }

        return Of(limited, sums);
    }

    /// <summary><paramref name="bill"/> with these totals.</summary>
    public Bill On(Bill bill, Tariff tariff) => bill with
    {
        Currency = tariff.Currency,
        TaxBasis = tariff.TaxBasis,
        Taxes = Taxes,
        TotalExclTax = Net is { } n ? tariff.Currency.Round(n.Rounded) : null,
        TotalInclTax = Gross is { } g ? tariff.Currency.Round(g.Rounded) : null,
        ExactExclTax = Net?.Exact,
        ExactInclTax = Gross?.Exact,
    };

    private static Total Of(Tariff tariff, Tally sums)
    {
        var groups = sums.ByRate();
        var sum = sums.Total;
        var (taxes, tax) = Billing.Taxes.Of(tariff, groups);
        var included = tariff.TaxBasis == TaxBasis.Included;
        Amounts? derived = tax is { } known ? PriceLimits.BoundDerived(tariff, included ? sum - known : sum + known) : null;
        if (derived is { } other)
            taxes = Billing.Taxes.MoveTo(included ? sum.Rounded - other.Rounded : other.Rounded - sum.Rounded, taxes, tariff);
        var (net, gross) = included ? (derived, (Amounts?)sum) : (sum, derived);
        return new Total(net, gross, taxes.ToValueList());
    }
}
