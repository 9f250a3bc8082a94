namespace Fleet.Domain.Billing;

/// <summary>The sums of a bill's lines, by VAT rate and dimension; a line that is added costs the same however many there were before.</summary>
internal sealed class Tally
{
    private readonly List<(decimal? VatPercent, TariffDimension Dimension, Amounts Sum)> _sums;

    /// <summary>Nothing yet.</summary>
    public Tally()
        : this(new List<(decimal?, TariffDimension, Amounts)>(4))
    {
    }

    private Tally(List<(decimal? VatPercent, TariffDimension Dimension, Amounts Sum)> sums) => _sums = sums;

    /// <summary>The sum of all.</summary>
    public Amounts Total
    {
        get
        {
            var total = default(Amounts);
            foreach (var entry in _sums)
                total += entry.Sum;
            return total;
        }
    }

    /// <summary>The sum of a dimension.</summary>
    public Amounts Of(TariffDimension dimension)
    {
        var total = default(Amounts);
        foreach (var entry in _sums)
            total += entry.Dimension == dimension ? entry.Sum : default;
        return total;
    }

    /// <summary>The sum of a VAT rate of a dimension.</summary>
    public Amounts Of(TariffDimension dimension, decimal? vatPercent)
    {
        var total = default(Amounts);
        foreach (var entry in _sums)
            total += entry.Dimension == dimension && entry.VatPercent == vatPercent ? entry.Sum : default;
        return total;
    }

    /// <summary>These sums once more.</summary>
    public Tally Copy() => new([.. _sums]);

    /// <summary>Counts a line in.</summary>
    /// <param name="line">The line.</param>
    /// <param name="dimension">What it is about; <see cref="TariffDimension.Flat"/> for the session as a whole.</param>
    public void Add(BillLine line, TariffDimension dimension)
    {
        var amounts = new Amounts(line.ExactAmount, line.Amount);
        for (var i = 0; i < _sums.Count; i++)
        {
            if (_sums[i].Dimension == dimension && _sums[i].VatPercent == line.VatPercent)
            {
                _sums[i] = (line.VatPercent, dimension, _sums[i].Sum + amounts);
                return;
            }
        }

        _sums.Add((line.VatPercent, dimension, amounts));
    }

    /// <summary>Counts in all that <paramref name="other"/> counted.</summary>
    public void Add(Tally other) => _sums.AddRange(other._sums);

    /// <summary>The sum of each VAT rate, lowest rate first, no rate before all.</summary>
    /// <param name="dimension">Of this dimension only; null for all.</param>
    public List<RateGroup> ByRate(TariffDimension? dimension = null)
    {
        var groups = new List<RateGroup>(4);
        foreach (var (vat, of, sum) in _sums)
        {
            if (dimension is { } wanted && of != wanted)
                continue;
            var at = groups.FindIndex(group => group.VatPercent == vat);
            if (at < 0)
                groups.Add(new RateGroup(vat, sum));
            else
                groups[at] = new RateGroup(vat, groups[at].Sum + sum);
        }

        groups.Sort(static (a, b) => Nullable.Compare(a.VatPercent, b.VatPercent));
        return groups;
    }
}
