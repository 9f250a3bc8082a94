namespace Fleet.Domain.Billing;

/// <summary>The most that a session costs in one dimension, such as an idle fee of at most 12.00 (billing.md 4, 8).</summary>
internal static class PriceCaps
{
    /// <summary>The lines that bring each dimension down to its cap, each with the dimension that it lowers.</summary>
    public static IEnumerable<(BillLine Line, TariffDimension Dimension)> Adjust(Tariff tariff, Tally sums, BillLine frame)
    {
        foreach (var (index, cap) in tariff.Caps.Items.Index())
        {
            var groups = sums.ByRate(cap.Dimension);
            var sum = default(Amounts);
            foreach (var group in groups)
                sum += group.Sum;
            var above = sum.Clamp(null, cap.Amount, tariff.Currency) - sum;
            if (above.IsZero)
                continue;
            foreach (var (vat, share) in Spread.Over(groups, above, tariff.Currency, null))
            {
                var line = frame with
                {
                    Kind = BillLineKind.Cap,
                    Text = $"{Name(cap.Dimension)} costs at most {tariff.Currency.Round(cap.Amount)} {tariff.Currency}",
                    UnitPrice = share.Exact,
                    ExactAmount = share.Exact,
                    Amount = tariff.Currency.Round(share.Rounded),
                    VatPercent = vat,
                    TariffPointer = $"/caps/{index}",
                    Rule = BillRule.Cap,
                };
                yield return (line, cap.Dimension);
            }
        }
    }

    private static string Name(TariffDimension dimension) => dimension switch
    {
        TariffDimension.Energy => "Energy",
        TariffDimension.Time => "Charging time",
        TariffDimension.ParkingTime => "Parking time",
        TariffDimension.Flat or _ => throw new InvalidOperationException($"{dimension} has no cap."),
    };
}
