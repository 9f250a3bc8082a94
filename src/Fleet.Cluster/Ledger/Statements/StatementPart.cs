using Fleet.Domain.Billing;

namespace Fleet.Cluster.Ledger.Statements;

/// <summary>The tax of a rate.</summary>
/// <param name="RatePercent">Percent; null where a price limit moved tax without there being a rate.</param>
/// <param name="Base">What it is due on, without tax.</param>
/// <param name="Amount">The tax.</param>
public sealed record StatementTax(decimal? RatePercent, decimal Base, decimal Amount);

/// <summary>What lines of a kind come to.</summary>
/// <param name="Item">What they charge for.</param>
/// <param name="IncludesTax">Whether their prices include tax, as the bills' tariffs say.</param>
/// <param name="Amount">The sum of their amounts.</param>
public sealed record StatementItem(StatementItemKind Item, bool IncludesTax, decimal Amount);

/// <summary>What the lines of bills are for.</summary>
public enum StatementItemKind
{
    /// <summary>Energy.</summary>
    Energy = 1,

    /// <summary>Charging time.</summary>
    Time = 2,

    /// <summary>Parking time.</summary>
    Parking = 3,

    /// <summary>Reservations.</summary>
    Reservation = 4,

    /// <summary>Fees for a session.</summary>
    Fees = 5,

    /// <summary>Premium stations.</summary>
    Premium = 6,

    /// <summary>Discounts; negative.</summary>
    Discounts = 7,

    /// <summary>Caps, least and highest prices.</summary>
    PriceLimits = 8,
}

/// <summary>Sums over entries of one currency: bills, credits, both together, or what is held.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="EnergyWh">Energy, Wh.</param>
/// <param name="Net">Without tax, over the entries of which that can be told.</param>
/// <param name="Gross">With tax, over the entries of which that can be told.</param>
/// <param name="WithoutNet">Entries of which the amount without tax cannot be told.</param>
/// <param name="WithoutGross">Entries of which the amount with tax cannot be told.</param>
/// <param name="Taxes">Tax by rate, lowest rate first.</param>
/// <param name="Items">The same money by what it was charged for.</param>
public sealed record StatementPart(
    long Entries, long EnergyWh, decimal Net, decimal Gross, long WithoutNet, long WithoutGross, IReadOnlyList<StatementTax> Taxes, IReadOnlyList<StatementItem> Items)
{
    /// <summary>The sum of the taxes by rate.</summary>
    public decimal Tax => Taxes.Sum(tax => tax.Amount);
}

/// <summary>Adds entries up; what it holds grows with the rates and kinds, not with the entries.</summary>
internal sealed class StatementSum
{
    private readonly Dictionary<decimal, StatementTax> _taxes = [];
    private readonly SortedDictionary<(StatementItemKind Item, bool IncludesTax), decimal> _items = [];
    private StatementTax? _untitled;
    private long _entries;
    private long _energyWh;
    private decimal _net;
    private decimal _gross;
    private long _withoutNet;
    private long _withoutGross;

    /// <summary>Counts an entry in; a credit's figures are negative.</summary>
    public void Add(Bill bill)
    {
        _entries++;
        _energyWh += bill.Energy.Value;
        _net += bill.TotalExclTax ?? 0;
        _gross += bill.TotalInclTax ?? 0;
        _withoutNet += bill.TotalExclTax is null ? 1 : 0;
        _withoutGross += bill.TotalInclTax is null ? 1 : 0;
        foreach (var tax in bill.Taxes)
            Add(tax);
        foreach (var line in bill.Lines)
        {
            if (ItemOf(line.Kind) is { } item)
                _items[(item, bill.TaxBasis == TaxBasis.Included)] = _items.GetValueOrDefault((item, bill.TaxBasis == TaxBasis.Included)) + line.Amount;
        }
    }

    /// <summary>What they come to.</summary>
    public StatementPart Total() => new(
        _entries,
        _energyWh,
        _net,
        _gross,
        _withoutNet,
        _withoutGross,
        [.. _taxes.Values.OrderBy(tax => tax.RatePercent), .. _untitled is null ? Array.Empty<StatementTax>() : [_untitled]],
        [.. _items.Select(item => new StatementItem(item.Key.Item, item.Key.IncludesTax, item.Value))]);

    private void Add(TaxLine tax)
    {
        if (tax.RatePercent is not { } rate)
            _untitled = Sum(_untitled, tax);
        else
            _taxes[rate] = Sum(_taxes.GetValueOrDefault(rate), tax);
    }

    private static StatementTax Sum(StatementTax? before, TaxLine tax) => new(before?.RatePercent ?? tax.RatePercent, (before?.Base ?? 0) + tax.Base, (before?.Amount ?? 0) + tax.Amount);

    /// <summary>Null where a line is always 0.00.</summary>
    private static StatementItemKind? ItemOf(BillLineKind kind) => kind switch
    {
        BillLineKind.Energy => StatementItemKind.Energy,
        BillLineKind.Time => StatementItemKind.Time,
        BillLineKind.ParkingTime => StatementItemKind.Parking,
        BillLineKind.ReservationTime => StatementItemKind.Reservation,
        BillLineKind.Flat => StatementItemKind.Fees,
        BillLineKind.Premium => StatementItemKind.Premium,
        BillLineKind.Discount => StatementItemKind.Discounts,
        BillLineKind.MinPrice or BillLineKind.MaxPrice or BillLineKind.Cap => StatementItemKind.PriceLimits,
        BillLineKind.HeldByStation or BillLineKind.Guard => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of line"),
    };
}
