namespace Fleet.Domain.Billing.Documents;

/// <summary>Prices, taxes and limits that do not go together.</summary>
internal static class MoneyLints
{
    public static IEnumerable<Lint> Find(LintSubject subject)
    {
        var tariff = subject.Tariff;
        var priced = subject.Components.Where(static price => price.Component.Price != 0m).ToList();
        return [.. VatMissing(tariff, priced), .. Negative(tariff, priced), .. TwoFees(subject, priced), .. MinOnFree(tariff, priced), .. Contradictions(tariff, priced)];
    }

    private static IEnumerable<Lint> VatMissing(Tariff tariff, List<(int Element, string Location, PriceComponent Component)> priced)
    {
        if (tariff.TaxBasis == TaxBasis.NotApplicable || priced.TrueForAll(static price => price.Component.VatPercent is null))
            return [];
        var means = tariff.TaxBasis == TaxBasis.Included ? "so the price without tax cannot be derived" : "which means that no VAT applies to it, not that the rate is 0 or the usual one";
        return priced.Where(static price => price.Component.VatPercent is null).Select(price => new Lint(
            LintCode.VatMissing, LintSeverity.Warning, price.Location, $"Other prices have a VAT rate and this one has none, {means}.", "Give it its rate."));
    }

    private static IEnumerable<Lint> Negative(Tariff tariff, List<(int Element, string Location, PriceComponent Component)> priced) =>
        tariff.MinPrice is not null ? [] : priced.Where(static price => price.Component.Price < 0m).Select(static price => new Lint(
            LintCode.NegativePrice, LintSeverity.Warning, price.Location, "The price is negative and the tariff has no min_price, so a driver can be owed money without bound.", "Add a min_price, of 0 if nothing is to be paid out."));

    private static IEnumerable<Lint> TwoFees(LintSubject subject, List<(int Element, string Location, PriceComponent Component)> priced)
    {
        var fees = priced.Where(static price => price.Component.Dimension == TariffDimension.Flat).ToLookup(price => subject.Tariff.Elements[price.Element].Restrictions?.Reservation is null);
        return fees[true].Any() && fees[false].Any()
            ?
            [
                new Lint(
                    LintCode.TwoFees, LintSeverity.Note, fees[false].First().Location, $"There is a fee for the reservation and one for the session ({fees[true].First().Location}): a driver who reserves pays both.", "Leave it so if that is meant."),
            ]
            : [];
    }

    private static IEnumerable<Lint> MinOnFree(Tariff tariff, List<(int Element, string Location, PriceComponent Component)> priced) =>
        tariff.MinPrice is { } min && (min.Net > 0m || min.Gross > 0m) && !priced.Exists(static price => price.Component.Price > 0m)
            ? [new Lint(LintCode.MinPriceOnFree, LintSeverity.Warning, "/min_price", "Nothing in the tariff has a price, yet every session costs at least the min_price.", "Leave min_price out, or make it a FLAT price: a min_price is no fee.")]
            : [];

    private static IEnumerable<Lint> Contradictions(Tariff tariff, List<(int Element, string Location, PriceComponent Component)> priced)
    {
        if (tariff.TaxBasis is not (TaxBasis.Excluded or TaxBasis.Included) || priced.Select(static price => price.Component.VatPercent).Distinct().ToList() is not [{ } rate])
            yield break;
        foreach (var (pointer, limit) in ((string, PriceLimit?)[])[("/min_price", tariff.MinPrice), ("/max_price", tariff.MaxPrice)])
        {
            if (limit is not { Net: { } net, Gross: { } gross } || Math.Abs(tariff.Currency.Round(net * (1m + (rate / 100m))) - gross) <= tariff.Currency.SmallestAmount)
                continue;
            yield return new Lint(
                LintCode.LimitsContradict,
                LintSeverity.Warning,
                pointer,
                $"With {rate:0.####} % VAT on every price {net} without tax is {tariff.Currency.Round(net * (1m + (rate / 100m)))} with tax, not {gross}; only the stricter of the two ever decides.",
                "Correct one of them, or leave it out.");
        }
    }
}
