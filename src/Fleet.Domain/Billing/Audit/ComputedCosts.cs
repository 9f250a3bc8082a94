using System.Globalization;

namespace Fleet.Domain.Billing.Audit;

/// <summary>What the costs of a record come to by its bill, each exact and in the ways in which it may have been rounded.</summary>
internal sealed class ComputedCosts(Bill bill, Tariff tariff)
{
    private readonly Currency _currency = tariff.Currency;

    /// <summary>All of it.</summary>
    public ComputedCost Total => new(
        Amount(bill.ExactExclTax, bill.TotalExclTax, null),
        Amount(bill.ExactInclTax, bill.TotalInclTax, TaxedTotal()),
        Amount(bill.ExactInclTax - bill.ExactExclTax, bill.TotalInclTax - bill.TotalExclTax, TaxedTotal() - RoundedNet()));

    /// <summary>The lines of one kind, without those of a reservation.</summary>
    public ComputedCost Of(BillLineKind kind) => Sum(bill.Lines.Where(line => line.Kind == kind && !IsReservation(line)));

    /// <summary>The lines of the reservation.</summary>
    public ComputedCost Reservation => Sum(bill.Lines.Where(IsReservation));

    private bool IsReservation(BillLine line)
    {
        if (line.Kind == BillLineKind.ReservationTime)
            return true;
        return line.TariffPointer?.Split('/') is ["", "elements", var element, ..]
            && tariff.Elements[int.Parse(element, CultureInfo.InvariantCulture)].Restrictions?.Reservation is not null;
    }

    private ComputedCost Sum(IEnumerable<BillLine> lines)
    {
        var (net, gross) = (Sums.Zero, Sums.Zero);
        foreach (var line in lines)
        {
            var exact = new Sums(line.ExactAmount, line.Amount);
            net += tariff.TaxBasis == TaxBasis.Included ? line.VatPercent is { } within ? exact.Without(within, _currency) : Sums.Unknown : exact;
            gross += tariff.TaxBasis switch
            {
                TaxBasis.Included or TaxBasis.NotApplicable => exact,
                TaxBasis.Excluded => exact.With(line.VatPercent ?? 0m, _currency),
                TaxBasis.AddedLater => line.VatPercent is { } added ? exact.With(added, _currency) : Sums.Unknown,
                _ => throw new InvalidOperationException($"{tariff.TaxBasis} is no tax basis."),
            };
        }

        return new ComputedCost(
            Amount(net.Exact, net.Rounded, null), Amount(gross.Exact, gross.Rounded, null), Amount(gross.Exact - net.Exact, gross.Rounded - net.Rounded, null));
    }

    private ComputedAmount? Amount(decimal? exact, decimal? byLine, decimal? byTotal) =>
        exact is { } known ? new ComputedAmount(known, byTotal ?? _currency.Round(known), byLine ?? _currency.Round(known), _currency) : null;

    private decimal? RoundedNet() => bill.ExactExclTax is { } net ? _currency.Round(net) : null;

    /// <summary>The gross total of who rounds the net of each rate first and then adds its tax.</summary>
    private decimal? TaxedTotal()
    {
        if (tariff.TaxBasis != TaxBasis.Excluded || bill.ExactInclTax is null || RoundedNet() is not { } net)
            return null;
        return net + bill.Lines.GroupBy(static line => line.VatPercent).Sum(rate => _currency.Round(_currency.Round(rate.Sum(static line => line.ExactAmount)) * (rate.Key ?? 0m) / 100m));
    }

    /// <summary>An amount exact and as its lines are rounded; null where it cannot be derived.</summary>
    private readonly record struct Sums(decimal? Exact, decimal? Rounded)
    {
        public static readonly Sums Zero = new(0m, 0m);

        public static readonly Sums Unknown = new(null, null);

        public Sums With(decimal vat, Currency currency) => new(Exact * (1m + (vat / 100m)), Round(Rounded * (1m + (vat / 100m)), currency));

        public Sums Without(decimal vat, Currency currency) => new(Exact / (1m + (vat / 100m)), Round(Rounded / (1m + (vat / 100m)), currency));

        public static Sums operator +(Sums left, Sums right) => new(left.Exact + right.Exact, left.Rounded + right.Rounded);

        private static decimal? Round(decimal? amount, Currency currency) => amount is { } known ? currency.Round(known) : null;
    }
}

/// <summary>A cost without tax, with tax, and its tax; null where it cannot be derived.</summary>
internal sealed record ComputedCost(ComputedAmount? Net, ComputedAmount? Gross, ComputedAmount? Tax);

/// <summary>An amount that comes out.</summary>
/// <param name="Exact">Before any rounding.</param>
/// <param name="ByTotal">With the totals rounded one after the other.</param>
/// <param name="ByLine">With each line rounded.</param>
/// <param name="Currency">The currency.</param>
internal sealed record ComputedAmount(decimal Exact, decimal ByTotal, decimal ByLine, Currency Currency)
{
    /// <summary>How <paramref name="stated"/> may have been rounded from it; null when in no legal way.</summary>
    public AmountRounding? Match(decimal stated)
    {
        if (stated == Currency.Round(Exact) || stated == ByTotal)
            return AmountRounding.Total;
        if (stated.Scale > Currency.MinorUnits && stated == Math.Round(Exact, stated.Scale, MidpointRounding.AwayFromZero))
            return AmountRounding.Exact;
        return stated == ByLine ? AmountRounding.Line : null;
    }
}
