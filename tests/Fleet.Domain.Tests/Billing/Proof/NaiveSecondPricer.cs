namespace Fleet.Domain.Tests.Billing.Proof;

/// <summary>What the naive pricer makes of a session.</summary>
internal sealed record NaiveBill(decimal Exact, decimal Net, decimal Gross, IReadOnlyDictionary<decimal, decimal> TaxByRate, IReadOnlyList<NaiveLine> Lines);

/// <summary>A line: what followed each other under one price.</summary>
internal sealed record NaiveLine(string Type, NaiveComponent Price, long Volume, decimal Exact, decimal Rounded);

/// <summary>
/// A pricer that is too simple to be wrong. Each second of a session asks by itself which element prices it, on the wall clock that the operating system knows (not the product's time-zone
/// library), and each watt-hour asks once more. It shares no code with the engine and knows no boundary, cut, threshold or segment. Only the stated rules of money are the same: the meter is
/// read in whole Wh, halves up; what follows each other under one price is a line; a line is rounded half away from zero; tax is due by rate on the rounded sum.
/// </summary>
internal sealed class NaiveSecondPricer(NaiveTariff tariff, string zone, int decimals)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);

    public NaiveBill Price(RecordedSession session)
    {
        var (energy, time, parking) = (new Run(this, "ENERGY", 1000m), new Run(this, "TIME", 3600m), new Run(this, "PARKING_TIME", 3600m));
        NaiveComponent? fee = null;
        var (idle, charged) = (0L, 0L);
        foreach (var (second, state, before, after) in session.Seconds())
        {
            idle = state == RecordedState.Charging ? 0 : idle;
            var moment = new NaiveMoment(Local(second), second - session.Start, before, idle, charged);
            fee ??= PriceOf("FLAT", moment);

            energy.Add(PriceOf("ENERGY", moment), 0);
            for (var wh = before; wh < after; wh++)
                energy.Add(PriceOf("ENERGY", moment with { TakenWh = wh }), 1);

            if (state == RecordedState.Charging)
                time.Add(PriceOf("TIME", moment), 1);
            if (state == RecordedState.Parking)
                parking.Add(PriceOf("PARKING_TIME", moment), 1);
            idle = state == RecordedState.Parking ? idle + 1 : idle;
            charged = state == RecordedState.Charging ? charged + 1 : charged;
        }

        var lines = new List<NaiveLine>();
        if (fee is not null)
            lines.Add(new NaiveLine("FLAT", fee, 1, fee.Price, Round(fee.Price)));
        foreach (var run in (Run[])[energy, time, parking])
            lines.AddRange(Capped(run));
        return Total(lines);
    }

    private DateTime Local(long second)
    {
        var utc = DateTime.UnixEpoch.AddSeconds(second);
        return utc + _zone.GetUtcOffset(utc);
    }

    private NaiveComponent? PriceOf(string type, NaiveMoment moment)
    {
        foreach (var element in tariff.Elements)
        {
            foreach (var component in element.Components)
            {
                if (component.Type == type && element.Holds(moment))
                    return component;
            }
        }

        return null;
    }

    private IEnumerable<NaiveLine> Capped(Run run)
    {
        var lines = run.Complete();
        if (!tariff.Caps.TryGetValue(run.Type, out var cap) || lines.Sum(line => line.Exact) <= cap)
            return lines;
        var (exact, rounded) = (cap - lines.Sum(line => line.Exact), Round(cap) - lines.Sum(line => line.Rounded));
        return lines.Append(new NaiveLine(run.Type + " CAP", lines[^1].Price, 1, exact, rounded));
    }

    private NaiveBill Total(List<NaiveLine> lines)
    {
        var taxes = lines.Where(line => line.Price.Vat is not null)
            .GroupBy(line => line.Price.Vat!.Value, line => line.Rounded)
            .Where(rate => rate.Sum() != 0m)
            .ToDictionary(rate => rate.Key, rate => Round(rate.Sum() * rate.Key / 100m));
        var net = lines.Sum(line => line.Rounded);
        return new NaiveBill(lines.Sum(line => line.Exact), net, net + taxes.Values.Sum(), taxes, lines);
    }

    private decimal Round(decimal amount) => Math.Round(amount, decimals, MidpointRounding.AwayFromZero);

    private sealed class Run(NaiveSecondPricer pricer, string type, decimal perUnit)
    {
        private readonly List<NaiveLine> _lines = [];
        private NaiveComponent? _price;
        private long _volume;

        public string Type => type;

        public void Add(NaiveComponent? price, long volume)
        {
            if (!ReferenceEquals(price, _price))
                Close();
            (_price, _volume) = (price, _volume + volume);
        }

        public List<NaiveLine> Complete()
        {
            Close();
            return _lines;
        }

        private void Close()
        {
            if (_price is not null && _volume > 0)
                _lines.Add(new NaiveLine(type, _price, _volume, _price.Price * _volume / perUnit, pricer.Round(_price.Price * _volume / perUnit)));
            _volume = 0;
        }
    }
}
