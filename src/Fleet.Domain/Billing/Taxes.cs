namespace Fleet.Domain.Billing;

/// <summary>Tax by rate, on the sum of the rounded lines of that rate, rounded half away from zero (billing.md 1.6, 1.7).</summary>
internal static class Taxes
{
    /// <summary>The tax of each rate of <paramref name="groups"/>, and all tax; null when a line's tax is not known.</summary>
    public static (List<TaxLine> Lines, Amounts? Total) Of(Tariff tariff, List<RateGroup> groups)
    {
        var lines = new List<TaxLine>(groups.Count);
        Amounts? total = default(Amounts);
        foreach (var (rate, sum) in groups)
        {
            if (rate is { } percent && tariff.TaxBasis != TaxBasis.NotApplicable)
            {
                var tax = Tax(sum, percent, tariff);
                total += tax;
                var taxed = tariff.TaxBasis == TaxBasis.Included ? sum.Rounded - tax.Rounded : sum.Rounded;
                lines.Add(new TaxLine(percent, tariff.Currency.Round(taxed), tax.Rounded));
            }
            else if (!sum.IsZero && tariff.TaxBasis is TaxBasis.Included or TaxBasis.AddedLater)
            {
                total = null;
            }
        }

        return (lines, total);
    }

    /// <summary>
    /// The same lines, adding up to <paramref name="total"/>: where a limit on the derived side is reached, the tax within the price gives way,
    /// in proportion.
    /// </summary>
    public static List<TaxLine> MoveTo(decimal total, List<TaxLine> lines, Tariff tariff)
    {
        var sum = 0m;
        foreach (var line in lines)
            sum += line.Amount;
        if (sum == total)
            return lines;
        if (lines.Count == 0)
            return [new TaxLine(null, tariff.Currency.Round(0m), tariff.Currency.Round(total))];

        var moved = new List<TaxLine>(lines.Count);
        var left = total;
        for (var i = 0; i < lines.Count; i++)
        {
            var (rate, taxed, before) = lines[i];
            var after = i == lines.Count - 1 ? left : sum == 0m ? 0m : tariff.Currency.Round(before / sum * total);
            left -= after;
            var shift = tariff.TaxBasis == TaxBasis.Included ? before - after : 0m;
            moved.Add(new TaxLine(rate, taxed + shift, tariff.Currency.Round(after)));
        }

        return moved;
    }

    private static Amounts Tax(Amounts sum, decimal percent, Tariff tariff)
    {
        if (tariff.TaxBasis != TaxBasis.Included)
            return new Amounts(sum.Exact * percent / 100m, tariff.Currency.Round(sum.Rounded * percent / 100m));
        var factor = 1m + (percent / 100m);
        return new Amounts(sum.Exact - (sum.Exact / factor), sum.Rounded - tariff.Currency.Round(sum.Rounded / factor));
    }
}
