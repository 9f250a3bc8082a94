namespace Fleet.Domain.Billing.Promotions;

/// <summary>What promotions come to once the whole session is known: after the tariff's caps, before its least and highest price (billing.md 1.9, A19).</summary>
internal static class PromotionTotals
{
    /// <summary>The lines to be billed, promotion by promotion, each with the dimension that it belongs to.</summary>
    /// <param name="collected">What was collected over time, in stacking order.</param>
    /// <param name="uncapped">The sums of the tariff's lines before caps.</param>
    /// <param name="capped">The same after caps.</param>
    /// <param name="tariff">The tariff.</param>
    /// <param name="frame">What lines about the session as a whole have in common.</param>
    public static IEnumerable<(BillLine Line, TariffDimension Dimension)> Of(
        List<PromotionLine> collected, Tally uncapped, Tally capped, Tariff tariff, BillLine frame)
    {
        var scaled = Scale(collected, uncapped, capped, tariff, frame);
        foreach (var promotion in Bound(scaled, capped, tariff.Currency).GroupBy(static line => line.Place))
        {
            foreach (var line in promotion)
                yield return (line.Line, line.Dimension);
            foreach (var line in Limit([.. promotion], tariff.Currency, frame))
                yield return (line, TariffDimension.Flat);
        }
    }

    /// <summary>Where a dimension costs no more than its cap, what was to change its price changes the cap in the same proportion.</summary>
    private static List<PromotionLine> Scale(List<PromotionLine> collected, Tally uncapped, Tally capped, Tariff tariff, BillLine frame)
    {
        foreach (var (index, cap) in tariff.Caps.Items.Index())
        {
            var (before, after) = (uncapped.Of(cap.Dimension).Exact, capped.Of(cap.Dimension).Exact);
            if (before == after)
                continue;
            var touched = collected.Where(line => line.Dimension == cap.Dimension);
            var merged = touched.GroupBy(static line => (line.Place, line.Line.VatPercent)).Select(lines =>
            {
                var exact = lines.Sum(static line => line.Line.ExactAmount) * after / before;
                var first = lines.First();
                return first with
                {
                    Line = frame with
                    {
                        Kind = first.Line.Kind,
                        Text = $"{first.Line.Text}, on what is charged at most",
                        UnitPrice = exact,
                        ExactAmount = exact,
                        Amount = tariff.Currency.Round(exact),
                        VatPercent = first.Line.VatPercent,
                        TariffPointer = $"/caps/{index}",
                        Rule = first.Line.Rule,
                    },
                };
            }).ToList();
            collected = [.. collected.Where(line => line.Dimension != cap.Dimension).Concat(merged).OrderBy(static line => line.Place)];
        }

        return collected;
    }

    /// <summary>
    /// Several discounts, each rounded on its own, can come to a cent more than the rounded price that they are taken from: the last of them gives way, so that none turns a price into
    /// a credit.
    /// </summary>
    private static IEnumerable<PromotionLine> Bound(List<PromotionLine> lines, Tally capped, Currency currency)
    {
        var left = new Dictionary<(TariffDimension, decimal), Amounts>();
        foreach (var line in lines)
        {
            var key = (line.Dimension, line.Line.VatPercent ?? -1m);
            if (!left.TryGetValue(key, out var rest))
                rest = capped.Of(line.Dimension, line.Line.VatPercent);
            var amounts = new Amounts(line.Line.ExactAmount, line.Line.Amount);
            var beyond = amounts.Rounded < 0m && rest.Rounded >= 0m && rest.Exact + amounts.Exact >= 0m ? Math.Min(rest.Rounded + amounts.Rounded, 0m) : 0m;
            left[key] = rest + amounts - new Amounts(0m, beyond);
            yield return beyond == 0m ? line : line with { Line = line.Line with { Amount = currency.Round(amounts.Rounded - beyond) } };
        }
    }

    /// <summary>What a promotion changes beyond its most in a session is taken back, spread over its VAT rates.</summary>
    private static IEnumerable<BillLine> Limit(List<PromotionLine> lines, Currency currency, BillLine frame)
    {
        var (promotion, sums) = (lines[0].Promotion, new Tally());
        foreach (var line in lines)
            sums.Add(line.Line, line.Dimension);
        if (promotion.MaxPerSession is not { } most)
            yield break;
        var beyond = sums.Total.Clamp(-most, most, currency) - sums.Total;
        if (beyond.IsZero)
            yield break;
        foreach (var (vat, share) in Spread.Over(sums.ByRate(), beyond, currency, null))
        {
            yield return frame with
            {
                Kind = lines[0].Line.Kind,
                Text = $"{promotion.Name}: at most {currency.Round(most)} {currency} a session",
                UnitPrice = share.Exact,
                ExactAmount = share.Exact,
                Amount = currency.Round(share.Rounded),
                VatPercent = vat,
                Rule = lines[0].Line.Rule,
            };
        }
    }
}
