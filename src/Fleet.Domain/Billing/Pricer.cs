using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>
/// Walks along a session and prices it: from each reading to the next, cut at every moment at which a price can change (OCPI mod_cdrs ChargingPeriod; billing.md 1.2). What a
/// reading costs does not depend on how many there were before it.
/// </summary>
internal sealed class Pricer
{
    private const int Dimensions = (int)TariffDimension.Flat + 1;

    private readonly PricePlan _plan;
    private readonly Candidate[][] _candidates;
    private readonly bool _isForeign;
    private readonly List<WhyNotEntry>? _trace;
    private readonly LineBook _book;
    private readonly Candidate?[] _prices;
    private Moment _moment;
    private LocalClock _clock;
    private long _now;
    private ReadingInterval _interval;
    private StretchKind? _kind;
    private Load? _statedLoad;
    private bool _isStale = true;
    private long _nextChange;
    private int _nextEnergy;
    private long _interpolated;
    private bool _intervalIsCut;

    /// <summary>A pricer at the start of a session.</summary>
    /// <param name="frozen">The tariff.</param>
    /// <param name="plan">The tariff in order for pricing.</param>
    /// <param name="candidates">The prices that may hold in this context of its plan.</param>
    /// <param name="terms">What else decides.</param>
    /// <param name="start">The start.</param>
    /// <param name="isForeign">Whether what is priced is another party's record, whose periods are not cut.</param>
    /// <param name="book">Where lines are collected.</param>
    /// <param name="trace">Where it is noted why prices did not hold; null for no trace.</param>
    public Pricer(
        FrozenTariff frozen, PricePlan plan, Candidate[][] candidates, RatingTerms terms, Instant start, bool isForeign, LineBook book, List<WhyNotEntry>? trace = null)
    {
        (_plan, _candidates, _isForeign, _book, _trace) = (plan, candidates, isForeign, book, trace);
        _prices = new Candidate?[Dimensions];
        _moment = new Moment { Terms = terms, Load = new Load(0, 0, 0, 0) };
        _clock = new LocalClock(_plan.UsesClock ? DateTimeZoneProviders.Tzdb[frozen.TimeZone] : DateTimeZone.Utc);
        _now = start.ToUnixTimeTicks();
        _interval = new ReadingInterval(_now, 0, _now, 0);
    }

    private Pricer(Pricer other, LineBook book)
    {
        (_plan, _candidates, _isForeign, _trace, _book) = (other._plan, other._candidates, other._isForeign, other._trace, book);
        _prices = [.. other._prices];
        (_moment, _clock, _now, _interval) = (other._moment, other._clock, other._now, other._interval);
        (_kind, _statedLoad, _isStale, HasBegun) = (other._kind, other._statedLoad, other._isStale, other.HasBegun);
        (_nextChange, _nextEnergy, _interpolated, _intervalIsCut) = (other._nextChange, other._nextEnergy, other._interpolated, other._intervalIsCut);
        (SpansPriceChange, MissesLoad, DerivesCurrent) = (other.SpansPriceChange, other.MissesLoad, other.DerivesCurrent);
    }

    /// <summary>Whether anything was priced yet.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether a record's period reaches over a moment at which a price of it changes (foreign records only).</summary>
    public bool SpansPriceChange { get; private set; }

    /// <summary>Whether a price depends on a power or current that the record does not state (foreign records only).</summary>
    public bool MissesLoad { get; private set; }

    /// <summary>Whether a price depends on a current that follows from the power at the nominal voltage.</summary>
    public bool DerivesCurrent { get; private set; }

    /// <summary>Energy between readings within which its price changed, so that the shares are interpolated; thousandths of a Wh.</summary>
    public long InterpolatedMilliWh => _interpolated + (_intervalIsCut ? _moment.MilliWh - _interval.FromMilliWh : 0);

    /// <summary>The same pricer once more, that goes on by itself and collects in <paramref name="book"/>.</summary>
    public Pricer Copy(LineBook book) => new(this, book);

    /// <summary>From here on the energy rises as the next reading says.</summary>
    public void Read(long at, long milliWh)
    {
        (_interpolated, _intervalIsCut) = (InterpolatedMilliWh, false);
        _interval = new ReadingInterval(_interval.To, _interval.ToMilliWh, at, milliWh);
        _isStale |= _plan.UsesLoad;
    }

    /// <summary>From here on the car and the EVSE do something else.</summary>
    public void Change(StretchKind? kind, Load? load)
    {
        if (kind == _kind && load == _statedLoad)
            return;
        if (kind == StretchKind.Charging)
            _moment.Idle = 0;
        (_kind, _statedLoad) = (kind, load);
        _isStale |= _plan.UsesLoad || _plan.UsesActivity;
    }

    /// <summary>Prices all up to <paramref name="to"/>, which lies within the last two readings or behind them.</summary>
    public void MoveTo(long to)
    {
        var milliWh = _interval.At(to);
        if (to <= _now && milliWh <= _moment.MilliWh)
            return;
        if (_isForeign || IsDue)
            Evaluate();
        if (_isForeign)
            Probe(to, milliWh);
        else
            CutUpTo(to, milliWh);
        Advance(to, milliWh);
    }

    /// <summary>A session that took neither time nor energy is asked for its fee all the same.</summary>
    public void Finish()
    {
        if (!HasBegun)
            Evaluate();
    }

    private bool IsDue => _isStale || _now >= _nextChange || (_nextEnergy < _plan.Energies.Length && _moment.MilliWh >= _plan.Energies[_nextEnergy]);

    private void CutUpTo(long to, long milliWh)
    {
        while (true)
        {
            var (change, changeMilliWh) = NextCut(to, milliWh);
            if (change > to || (change == to && changeMilliWh >= milliWh))
                return;
            Advance(change, changeMilliWh);
            Evaluate();
        }
    }

    /// <summary>Where the next price can change: at an instant, or where a certain energy is reached.</summary>
    private (long At, long MilliWh) NextCut(long to, long milliWh)
    {
        var limit = milliWh;
        if (_nextEnergy < _plan.Energies.Length && _plan.Energies[_nextEnergy] <= milliWh)
        {
            limit = _plan.Energies[_nextEnergy];
            var reached = limit <= _moment.MilliWh ? _now : Math.Max(Math.Min(_interval.Reaches(limit), to), _now);
            if (reached <= _nextChange)
                return (reached, Math.Max(limit, _moment.MilliWh));
        }

        // A threshold's moment is rounded up to a millisecond, so the energy next to it may round to beyond it.
        // Nor may rounding to a whole Wh reach a threshold before its time.
        var reachable = limit == milliWh ? limit : Math.Max(limit - 1, _moment.MilliWh);
        return _nextChange < to ? (_nextChange, Math.Clamp(_interval.At(_nextChange), _moment.MilliWh, reachable)) : (long.MaxValue, 0);
    }

    private void Advance(long to, long milliWh)
    {
        if (to < _now || (to == _now && milliWh <= _moment.MilliWh))
            return;
        milliWh = Math.Max(milliWh, _moment.MilliWh);
        _intervalIsCut |= _book.Add(_prices, _kind, _now, to, milliWh - _moment.MilliWh) && _now > _interval.From;
        var ticks = to - _now;
        _moment.Elapsed += ticks;
        if (_kind == StretchKind.Charging)
            _moment.Charging += ticks;
        else if (_kind == StretchKind.Parking)
            _moment.Idle += ticks;
        (_now, _moment.MilliWh) = (to, milliWh);
    }

    private void Evaluate()
    {
        (_isStale, HasBegun) = (false, true);
        if (_plan.UsesClock)
            (_moment.Day, _moment.TimeOfDay) = _clock.At(_now);
        if (_plan.UsesLoad)
            TakeLoad();
        while (_nextEnergy < _plan.Energies.Length && _plan.Energies[_nextEnergy] <= _moment.MilliWh)
            _nextEnergy++;
        for (var d = 1; d < Dimensions; d++)
            _prices[d] = InForce((TariffDimension)d);
        _book.Promotions?.Evaluate(_prices, _moment);
        _book.ChargeFeeOnce(_prices[(int)TariffDimension.Flat], _now);
        _nextChange = NextChange();
    }

    private Candidate? InForce(TariffDimension dimension)
    {
        Candidate? found = null;
        Candidate? grace = null;
        List<RejectedPrice>? rejected = _trace is null ? null : [];
        foreach (var candidate in _candidates[(int)dimension])
        {
            if (candidate.Conditions?.FirstFailing(_moment) is not { } failing)
            {
                found = candidate;
                break;
            }

            grace ??= failing == Conditions.MinIdleTime ? candidate.Grace : null;
            rejected?.Add(new RejectedPrice(candidate.Location, failing));
        }

        _trace?.Add(new WhyNotEntry(Instant.FromUnixTimeTicks(_now), dimension, found?.Location, rejected!.ToValueList()));
        return found ?? grace;
    }

    /// <summary>The next instant at which, without another reading, a price can change.</summary>
    private long NextChange()
    {
        var next = _plan.UsesClock ? _clock.Next(_now, _plan.ClockBoundaries) : long.MaxValue;
        next = Math.Min(next, Next(_plan.Durations, _moment.Elapsed));
        if (_kind == StretchKind.Parking)
            next = Math.Min(next, Next(_plan.Idles, _moment.Idle));
        return _kind == StretchKind.Charging ? Math.Min(next, Next(_plan.Chargings, _moment.Charging)) : next;
    }

    private long Next(long[] thresholds, long passed)
    {
        foreach (var threshold in thresholds)
        {
            if (threshold > passed)
                return _now + (threshold - passed);
        }

        return long.MaxValue;
    }

    /// <summary>Stated bounds come first; what a session of our own does not state follows from its readings (billing.md 1.9, A9).</summary>
    private void TakeLoad()
    {
        var derived = _isForeign ? new Load() : _interval.MeanLoad();
        var load = _statedLoad is not { } stated ? derived : Within(stated, derived);
        DerivesCurrent |= _kind == StretchKind.Charging && _plan.UsesCurrent && !_isForeign && (_statedLoad?.MinCurrentMa ?? _statedLoad?.MaxCurrentMa) is null;
        MissesLoad |= _isForeign && _kind == StretchKind.Charging && _plan.Misses(load);
        _moment.Load = load;
    }

    /// <summary>What is stated, and of the rest what is derived: never a least above a most, and a current of the stated power rather than of the energy.</summary>
    private static Load Within(Load stated, Load derived)
    {
        if ((stated.MinPowerW ?? stated.MaxPowerW) is not null)
            derived = derived with { MinCurrentMa = ReadingInterval.Current(stated.MinPowerW ?? stated.MaxPowerW!.Value), MaxCurrentMa = ReadingInterval.Current(stated.MaxPowerW ?? stated.MinPowerW!.Value) };
        return new Load(
            stated.MinPowerW ?? Least(derived.MinPowerW, stated.MaxPowerW),
            stated.MaxPowerW ?? Most(derived.MaxPowerW, stated.MinPowerW),
            stated.MinCurrentMa ?? Least(derived.MinCurrentMa, stated.MaxCurrentMa),
            stated.MaxCurrentMa ?? Most(derived.MaxCurrentMa, stated.MinCurrentMa));
    }

    private static long? Least(long? derived, long? stated) => derived > stated ? stated : derived;

    private static long? Most(long? derived, long? stated) => derived < stated ? stated : derived;

    /// <summary>Whether a price changes within a foreign period, which is not cut.</summary>
    private void Probe(long to, long milliWh)
    {
        if (SpansPriceChange || to <= _now)
            return;
        var probe = new Pricer(this, _book.Blank());
        probe._nextChange = probe.NextChange();
        var before = probe._prices.ToArray();
        while (!SpansPriceChange)
        {
            var (change, changeMilliWh) = probe.NextCut(to, milliWh);
            if (change >= to)
                return;
            probe.Advance(change, changeMilliWh);
            probe.Evaluate();
            SpansPriceChange = Matters(TariffDimension.Energy, milliWh > _moment.MilliWh) || Matters(TariffDimension.Time, _kind == StretchKind.Charging)
                || Matters(TariffDimension.ParkingTime, _kind == StretchKind.Parking);
        }

        bool Matters(TariffDimension dimension, bool occurs) => occurs && before[(int)dimension] != probe._prices[(int)dimension];
    }
}
