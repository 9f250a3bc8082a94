using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>
/// Collects a bill's lines while a session is walked through, segment by segment. What follows each other under the same price is one
/// line, however often the car paused, so that cutting a session where no price changes changes nothing.
/// </summary>
internal sealed class LineBook(FrozenTariff frozen, BillableSession session, EnergyCurve curve)
{
    private readonly ValueList<TariffElement> _elements = frozen.Tariff.Elements;
    private readonly Currency _currency = frozen.Tariff.Currency;
    private readonly List<BillLine> _lines = [];
    private readonly bool[] _holds = new bool[frozen.Tariff.Elements.Count];
    private readonly DimensionRun _energy = new(BillLineKind.Energy);
    private readonly DimensionRun _time = new(BillLineKind.Time);
    private readonly DimensionRun _parking = new(BillLineKind.ParkingTime);
    private readonly DimensionRun _held = new(BillLineKind.HeldByStation);
    private bool _feeCharged;

    /// <summary>Prices a segment: for each dimension, by the first element that holds and has a price for it.</summary>
    /// <param name="segment">The segment, later than those before.</param>
    /// <param name="local">The wall clock at its start, where the tariff depends on it.</param>
    public void Add(Segment segment, LocalDateTime local)
    {
        for (var i = 0; i < _holds.Length; i++)
        {
            _holds[i] = _elements[i].Restrictions is not { } restrictions
                || restrictions.Hold(local, segment.From - session.StartedAt, new EnergyWh(segment.FromWh));
        }

        ChargeFeeOnce(segment.From);
        Extend(_energy, InForce(TariffDimension.Energy), segment, segment.EnergyWh);
        switch (segment.Kind)
        {
            case StretchKind.Charging:
                Extend(_time, InForce(TariffDimension.Time), segment, segment.Milliseconds);
                break;
            case StretchKind.Parking:
                Extend(_parking, InForce(TariffDimension.ParkingTime), segment, segment.Milliseconds);
                break;
            case StretchKind.HeldByStation:
                Extend(_held, default, segment, segment.Milliseconds);
                break;
            case null:
                break;
        }
    }

    /// <summary>All lines in order of time, blocks rounded up; nothing may be added afterwards.</summary>
    public List<BillLine> Complete()
    {
        Close(_energy);
        Close(_time);
        Close(_parking);
        Close(_held);
        _lines.Sort(InOrderOfTime);
        if (frozen.RuleSet == RuleSet.Ocpi221D2)
        {
            // billing.md 1.4: where parking is priced at all, charging time stays exact.
            RoundUpToBlock(_energy);
            RoundUpToBlock(_parking.LastPriced is null ? _time : _parking);
        }

        return _lines;
    }

    // A fee takes no time, so it stands before what begins with it.
    private static int InOrderOfTime(BillLine a, BillLine b) =>
        a.From != b.From ? a.From.CompareTo(b.From) : a.To != b.To ? a.To.CompareTo(b.To) : a.Kind.CompareTo(b.Kind);

    private PriceInForce InForce(TariffDimension dimension)
    {
        for (var e = 0; e < _holds.Length; e++)
        {
            if (!_holds[e])
                continue;
            var components = _elements[e].Components.Items;
            for (var c = 0; c < components.Length; c++)
            {
                if (components[c].Dimension == dimension)
                    return new PriceInForce(components[c], e, c);
            }
        }

        return default;
    }

    private void ChargeFeeOnce(Instant at)
    {
        if (_feeCharged || InForce(TariffDimension.Flat) is not { Component: { } component } price)
            return;
        _feeCharged = true;
        _lines.Add(Line(BillLineKind.Flat, "Session fee", 1, component.Price, price, at, at) with { ToReading = curve.ReadingBefore(at) });
    }

    private void Extend(DimensionRun run, PriceInForce price, Segment segment, long volume)
    {
        if (run.IsOpen && !run.Price.IsSame(price))
            Close(run);
        if (!run.IsOpen)
            run.Open(price, segment.From);
        run.Extend(volume, segment.To);
    }

    private void Close(DimensionRun run)
    {
        var line = run.IsOpen && run.Volume > 0 && IsShown(run) ? LineOf(run) : null;
        if (line is not null)
            _lines.Add(line);
        run.Close(line);
    }

    // Energy without a price is shown as free; time only where somebody might expect a price.
    private bool IsShown(DimensionRun run) =>
        run.Price.Component is not null || run.Kind == BillLineKind.Energy || (run.Kind == BillLineKind.HeldByStation && PricesTime());

    private bool PricesTime() =>
        _elements.Any(e => e.Components.Any(c => c.Dimension is TariffDimension.Time or TariffDimension.ParkingTime));

    private BillLine LineOf(DimensionRun run)
    {
        var unitPrice = run.Price.Component?.Price ?? 0m;
        var (text, exact) = run.Kind switch
        {
            BillLineKind.Energy when run.Price.Component is null => ("Energy, not priced", 0m),
            BillLineKind.Energy => ("Energy", unitPrice * run.Volume / 1000m),
            BillLineKind.Time => ("Charging time", unitPrice * run.Volume / 3_600_000m),
            BillLineKind.ParkingTime => ("Parking time", unitPrice * run.Volume / 3_600_000m),
            BillLineKind.HeldByStation => ("Power held back by the station, not billed", 0m),
            BillLineKind.Flat or BillLineKind.MinPrice or BillLineKind.MaxPrice or BillLineKind.ReservationTime or BillLineKind.Cap
                or BillLineKind.Discount or BillLineKind.Premium or BillLineKind.Guard or _ =>
                throw new InvalidOperationException($"{run.Kind} is not collected over time."),
        };
        var line = Line(run.Kind, text, run.Volume, exact, run.Price, run.From, run.To);
        return run.Kind == BillLineKind.Energy
            ? line with { Interpolated = !curve.IsProvenAt(run.From) || !curve.IsProvenAt(run.To) }
            : line;
    }

    private BillLine Line(BillLineKind kind, string text, long volume, decimal exact, PriceInForce price, Instant from, Instant to) => new()
    {
        Kind = kind,
        Text = text,
        Volume = volume,
        Unit = kind.Usual(),
        UnitPrice = price.Component?.Price ?? 0m,
        ExactAmount = exact,
        Amount = _currency.Round(exact),
        VatPercent = price.Component?.VatPercent,
        From = from,
        To = to,
        FromReading = curve.ReadingBefore(from),
        ToReading = curve.ReadingAfter(to),
        TariffPointer = price.Location,
        Rule = price.Component is not null ? BillRule.FirstMatch
            : kind == BillLineKind.HeldByStation ? BillRule.HeldByStation : BillRule.NotPriced,
    };

    /// <summary>
    /// Adds what is missing to a whole block as a line of its own behind the last priced line, at that line's price. The two together are
    /// rounded once, so that the driver pays the rounded price of the billed quantity (the specification's 20.45 kWh: 5.13, not 5.12).
    /// </summary>
    private void RoundUpToBlock(DimensionRun run)
    {
        if (run.LastPriced is not { } last || run.LastStepSize <= 1)
            return;
        var (block, unit, name) = run.Kind == BillLineKind.Energy
            ? (run.LastStepSize, 1000m, $"{run.LastStepSize} Wh")
            : (run.LastStepSize * 1000L, 3_600_000m, $"{run.LastStepSize} s");
        var missing = (block - (run.PricedVolume % block)) % block;
        if (missing == 0)
            return;
        var exact = last.UnitPrice * missing / unit;
        _lines.Insert(_lines.IndexOf(last) + 1, last with
        {
            Text = $"Rounding up to a block of {name}",
            Volume = missing,
            ExactAmount = exact,
            Amount = _currency.Round(last.ExactAmount + exact) - last.Amount,
            Interpolated = false,
            Rule = BillRule.StepSize,
        });
    }
}
