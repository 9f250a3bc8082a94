using NodaTime;

namespace Fleet.Domain.Billing.Promotions;

/// <summary>A promotion whose restrictions are ready to be asked.</summary>
/// <param name="Promotion">The promotion.</param>
/// <param name="Conditions">When it holds; null for always.</param>
internal sealed record PlannedPromotion(Promotion Promotion, Conditions? Conditions);

/// <summary>A line that a promotion made, before caps and its own limit are looked at.</summary>
/// <param name="Place">The promotion's place in stacking order.</param>
/// <param name="Promotion">The promotion.</param>
/// <param name="Dimension">What it is about.</param>
/// <param name="Line">The line.</param>
internal readonly record struct PromotionLine(int Place, Promotion Promotion, TariffDimension Dimension, BillLine Line);

/// <summary>
/// Collects what promotions change while a session is walked through: of the unit price that holds each takes (or puts on) its part in stacking order, and what follows each other
/// with the same change of the same price is one line. The tariff's own lines stay as they are without promotions.
/// </summary>
internal sealed class PromotionBook
{
    private const int Dimensions = (int)TariffDimension.Flat + 1;

    private readonly PlannedPromotion[] _promotions;
    private readonly RatingTerms _terms;
    private readonly Currency _currency;
    private readonly LineWriter _writer;
    private readonly decimal[] _changes;
    private readonly PromotionRun[] _runs;
    private readonly List<PromotionLine> _lines;

    /// <summary>An empty book.</summary>
    /// <param name="promotions">In stacking order.</param>
    /// <param name="terms">What else decides.</param>
    /// <param name="currency">In which amounts are rounded.</param>
    public PromotionBook(PlannedPromotion[] promotions, RatingTerms terms, Currency currency)
    {
        (_promotions, _terms, _currency, _writer) = (promotions, terms, currency, new LineWriter(currency));
        _changes = new decimal[promotions.Length * Dimensions];
        _runs = new PromotionRun[promotions.Length * Dimensions];
        _lines = [];
    }

    private PromotionBook(PromotionBook other)
    {
        (_promotions, _terms, _currency, _writer) = (other._promotions, other._terms, other._currency, other._writer);
        (_changes, _runs, _lines) = ([.. other._changes], [.. other._runs], [.. other._lines]);
    }

    /// <summary>The same book once more.</summary>
    public PromotionBook Copy() => new(this);

    /// <summary>Finds what each promotion changes of the prices that hold from here on.</summary>
    /// <param name="prices">The prices, by dimension.</param>
    /// <param name="moment">What their restrictions look at.</param>
    public void Evaluate(Candidate?[] prices, in Moment moment)
    {
        Span<bool> holds = stackalloc bool[_promotions.Length];
        for (var p = 0; p < _promotions.Length; p++)
            holds[p] = _promotions[p].Conditions?.FirstFailing(moment) is null;
        for (var d = 1; d < Dimensions; d++)
            Evaluate((TariffDimension)d, prices[d] is { IsGrace: false } price ? price.Component.Price : null, holds);
    }

    /// <summary>Collects a segment in which no price changes.</summary>
    /// <param name="dimension">What was taken: energy, or time of one kind.</param>
    /// <param name="price">The price of it that holds.</param>
    /// <param name="volume">Thousandths of a Wh, or ms.</param>
    /// <param name="from">The segment's start, Unix ticks.</param>
    /// <param name="to">Its end, Unix ticks.</param>
    /// <param name="curve">The readings so far.</param>
    /// <returns>Whether what was taken before it was changed by something else.</returns>
    public bool Add(TariffDimension dimension, Candidate? price, long volume, long from, long to, EnergyCurve curve)
    {
        var isCut = false;
        for (var p = 0; p < _promotions.Length; p++)
        {
            var at = At(p, dimension);
            ref var run = ref _runs[at];
            if (run.IsOpen && !run.Is(price, _changes[at]))
            {
                isCut = true;
                Close(p, dimension, curve);
            }

            if (!run.IsOpen)
                run.Open(price, _changes[at], from);
            run.Extend(volume, to);
        }

        return isCut;
    }

    /// <summary>Changes the session's fee, which <paramref name="line"/> charges.</summary>
    public void ChargeFee(BillLine line)
    {
        for (var p = 0; p < _promotions.Length; p++)
        {
            if (_changes[At(p, TariffDimension.Flat)] is not 0m and var change)
                _lines.Add(LineOf(p, TariffDimension.Flat, change, line));
        }
    }

    /// <summary>Closes what is still being collected.</summary>
    public void Close(EnergyCurve curve)
    {
        for (var p = 0; p < _promotions.Length; p++)
        {
            foreach (var dimension in (ReadOnlySpan<TariffDimension>)[TariffDimension.Energy, TariffDimension.Time, TariffDimension.ParkingTime])
                Close(p, dimension, curve);
        }
    }

    /// <summary>Changes the price of what a block rounds up to, as the last price before it was changed.</summary>
    public void AddBlock(BillLine block, TariffDimension dimension)
    {
        for (var p = 0; p < _promotions.Length; p++)
        {
            if (_runs[At(p, dimension)].LastChange is not 0m and var change)
                _lines.Add(LineOf(p, dimension, change, block));
        }
    }

    /// <summary>All lines, promotion by promotion in stacking order, each in order of time.</summary>
    public List<PromotionLine> Lines() =>
        [.. _lines.OrderBy(static line => line.Place).ThenBy(static line => line.Line.From).ThenBy(static line => line.Line.To).ThenBy(static line => line.Dimension)];

    private static int At(int promotion, TariffDimension dimension) => (promotion * Dimensions) + (int)dimension;

    private void Evaluate(TariffDimension dimension, decimal? price, ReadOnlySpan<bool> holds)
    {
        var left = price ?? 0m;
        List<string>? closed = null;
        for (var p = 0; p < _promotions.Length; p++)
        {
            var promotion = _promotions[p].Promotion;
            var change = price is not null && holds[p] && closed?.Contains(promotion.Group) != true ? promotion.Change(dimension, left) : 0m;
            _changes[At(p, dimension)] = change;
            left += change;
            if (change != 0m && promotion.IsExclusive)
                (closed ??= []).Add(promotion.Group);
        }
    }

    private void Close(int promotion, TariffDimension dimension, EnergyCurve curve)
    {
        ref var run = ref _runs[At(promotion, dimension)];
        if (run.Close() && run.LastChange != 0m && !(_terms.TimeNotBillable && dimension != TariffDimension.Energy))
            _lines.Add(LineOf(promotion, dimension, run, curve));
    }

    private PromotionLine LineOf(int place, TariffDimension dimension, in PromotionRun run, EnergyCurve curve)
    {
        var (from, to) = (Instant.FromUnixTimeTicks(run.From), Instant.FromUnixTimeTicks(run.To));
        var isEnergy = dimension == TariffDimension.Energy;
        var changed = _writer.Line(isEnergy ? BillLineKind.Energy : BillLineKind.Time, "", isEnergy ? run.Volume / 1000m : run.Volume, 0m, run.Price, from, to, curve);
        return LineOf(place, dimension, run.LastChange, changed with { Interpolated = isEnergy && LineWriter.IsInterpolated(from, to, curve) });
    }

    private PromotionLine LineOf(int place, TariffDimension dimension, decimal change, BillLine changed)
    {
        var promotion = _promotions[place].Promotion;
        var exact = LineWriter.Amount(changed.Unit, changed.Volume, change);
        return new PromotionLine(place, promotion, dimension, changed with
        {
            Kind = promotion.IsPremium ? BillLineKind.Premium : BillLineKind.Discount,
            Text = promotion.Name,
            UnitPrice = change,
            ExactAmount = exact,
            Amount = _currency.Round(exact),
            Rule = $"{BillRule.Promotion}:{promotion.Id}",
        });
    }
}
