using Fleet.Domain.Billing;

namespace Fleet.Node.Ops;

/// <summary>What a rerating came to, in sums: it does not grow with the sessions.</summary>
internal sealed class RerateReport
{
    private const int MostShown = 20;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, RerateSum> _sums = new(StringComparer.Ordinal);
    private readonly SortedSet<RerateChange> _largest = new(RerateChange.LargestFirst);
    private readonly List<string> _held = [];
    private readonly List<string> _failures = [];

    /// <summary>Sessions that began under the tariff.</summary>
    public int Sessions { get; private set; }

    /// <summary>Bills that change.</summary>
    public int Changed { get; private set; }

    /// <summary>Bills of which no amount changes.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Bills that change and are held: nobody pays them yet.</summary>
    public int Held { get; private set; }

    /// <summary>Sessions that a person decided to cost nothing.</summary>
    public int Decided { get; private set; }

    /// <summary>Sessions without a bill: they still charge.</summary>
    public int Open { get; private set; }

    /// <summary>Sessions at whose start no version of the tariff holds.</summary>
    public int NotInForce { get; private set; }

    /// <summary>Sessions that could not be corrected or read.</summary>
    public int Failed { get; private set; }

    /// <summary>What the bills that change cost before and after, by currency; held ones left out.</summary>
    public IReadOnlyDictionary<string, RerateSum> Sums => _sums;

    /// <summary>The largest differences, the largest first.</summary>
    public IReadOnlyCollection<RerateChange> Largest => _largest;

    /// <summary>Some of the held bills that change.</summary>
    public IReadOnlyList<string> HeldIds => _held;

    /// <summary>Why some of them failed.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Counts a session of which nothing changes.</summary>
    public void Count(RerateOutcome outcome)
    {
        lock (_lock)
        {
            Sessions++;
            _ = outcome switch
            {
                RerateOutcome.Unchanged => Unchanged++,
                RerateOutcome.Open => Open++,
                RerateOutcome.Decided => Decided++,
                RerateOutcome.NotInForce => NotInForce++,
                _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome without a change"),
            };
        }
    }

    /// <summary>Counts a bill that changes.</summary>
    public void Add(string id, Bill before, Bill after)
    {
        var change = new RerateChange(id, before.Price(), after.Price(), BillDifference.Between(before, after));
        lock (_lock)
        {
            Sessions++;
            Changed++;
            if (before.State == BillState.Held || after.State == BillState.Held)
            {
                Held++;
                if (_held.Count < MostShown)
                    _held.Add($"{id}: {change.Before} -> {change.After}");
                if (before.State == after.State)
                    return;
            }

            Sum(before, (sum, amount) => sum with { Before = sum.Before + amount });
            Sum(after, (sum, amount) => sum with { After = sum.After + amount });
            _largest.Add(change);
            if (_largest.Count > MostShown)
                _largest.Remove(_largest.Max!);
        }
    }

    /// <summary>Counts a session that could not be corrected.</summary>
    /// <returns>How many there are.</returns>
    public int Fail(string id, string why)
    {
        lock (_lock)
        {
            Sessions++;
            if (_failures.Count < MostShown)
                _failures.Add($"{id}: {why}");
            return ++Failed;
        }
    }

    /// <summary>A held bill is no income.</summary>
    private void Sum(Bill bill, Func<RerateSum, decimal, RerateSum> add)
    {
        var currency = bill.Currency?.Code ?? "";
        var amount = bill.State == BillState.Held ? 0 : bill.TotalInclTax ?? bill.TotalExclTax ?? 0;
        _sums[currency] = add(_sums.GetValueOrDefault(currency, new RerateSum(0, 0)), amount);
    }
}

/// <summary>What became of a session whose bill does not change.</summary>
internal enum RerateOutcome
{
    /// <summary>No amount differs.</summary>
    Unchanged = 1,

    /// <summary>It still charges.</summary>
    Open = 2,

    /// <summary>A person decided that it costs nothing.</summary>
    Decided = 3,

    /// <summary>No version of the tariff holds at its start.</summary>
    NotInForce = 4,
}

/// <summary>What bills cost, with tax where that can be told.</summary>
/// <param name="Before">As they were.</param>
/// <param name="After">As they are made anew.</param>
internal sealed record RerateSum(decimal Before, decimal After)
{
    /// <summary>What they cost more.</summary>
    public decimal Difference => After - Before;
}

/// <summary>A bill that changes.</summary>
/// <param name="Id">The session.</param>
/// <param name="Before">What it cost.</param>
/// <param name="After">What it costs.</param>
/// <param name="Difference">Line by line.</param>
internal sealed record RerateChange(string Id, string Before, string After, BillDifference Difference)
{
    /// <summary>By the size of the change, then by id.</summary>
    public static IComparer<RerateChange> LargestFirst { get; } = Comparer<RerateChange>.Create((a, b) =>
        Math.Abs(b.Difference.Change ?? 0).CompareTo(Math.Abs(a.Difference.Change ?? 0)) is not 0 and var bySize ? bySize : string.CompareOrdinal(a.Id, b.Id));
}
