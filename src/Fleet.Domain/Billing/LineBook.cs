using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>
/// Collects a bill's lines while a session is walked through, segment by segment. What follows each other under the same price is one line, however often the car paused, so that
/// cutting a session where no price changes changes nothing.
/// </summary>
internal sealed class LineBook
{
    private const int Energy = 0;
    private const int Time = 1;
    private const int Parking = 2;
    private const int Held = 3;

    private static readonly BillLineKind[] SessionKinds = [BillLineKind.Energy, BillLineKind.Time, BillLineKind.ParkingTime, BillLineKind.HeldByStation];
    private static readonly BillLineKind[] ReservationKinds =
        [BillLineKind.Energy, BillLineKind.ReservationTime, BillLineKind.ParkingTime, BillLineKind.HeldByStation];

    private readonly FrozenTariff _frozen;
    private readonly RatingTerms _terms;
    private readonly bool _isReservation;
    private readonly PricePlan _plan;
    private readonly LineWriter _writer;
    private readonly DimensionRun[] _runs;
    private readonly List<BillLine>? _lines;
    private bool _feeCharged;

    /// <summary>An empty book.</summary>
    /// <param name="frozen">The tariff.</param>
    /// <param name="plan">The same in order for pricing.</param>
    /// <param name="terms">What else decides.</param>
    /// <param name="isReservation">Whether what is priced is a reservation.</param>
    public LineBook(FrozenTariff frozen, PricePlan plan, RatingTerms terms, bool isReservation)
    {
        (_frozen, _plan, _terms, _isReservation) = (frozen, plan, terms, isReservation);
        Promotions = isReservation || plan.Promotions.Length == 0 ? null : new PromotionBook(plan.Promotions, terms, frozen.Tariff.Currency);
        _writer = new LineWriter(frozen.Tariff.Currency);
        _runs = new DimensionRun[SessionKinds.Length];
        _lines = [];
        Sums = new Tally();
    }

    private LineBook(LineBook other, List<BillLine>? lines)
    {
        (_frozen, _plan, _terms, _isReservation, _writer) = (other._frozen, other._plan, other._terms, other._isReservation, other._writer);
        Promotions = other.Promotions?.Copy();
        (_lines, _feeCharged) = (lines, other._feeCharged);
        Curve = lines is null ? default : other.Curve;
        _runs = [.. other._runs];
        Sums = other.Sums.Copy();
    }

    /// <summary>The readings so far; lines name those at their ends.</summary>
    public EnergyCurve Curve { get; set; }

    /// <summary>The sums of all lines so far.</summary>
    public Tally Sums { get; }

    /// <summary>What promotions change; null where there are none, and for a reservation.</summary>
    public PromotionBook? Promotions { get; }

    /// <summary>The same book once more, without the lines: for the sums only.</summary>
    public LineBook SumsOnly() => new(this, null);

    /// <summary>The same book once more.</summary>
    public LineBook Copy() => new(this, _lines is null ? null : [.. _lines]);

    /// <summary>An empty one like it.</summary>
    public LineBook Blank() => new(_frozen, _plan, _terms, _isReservation);

    /// <summary>Collects a segment in which no price changes.</summary>
    /// <param name="prices">The prices that hold, by dimension.</param>
    /// <param name="kind">What the car and the EVSE did; null where nothing is known.</param>
    /// <param name="from">Its start, Unix ticks; not before the segments before.</param>
    /// <param name="to">Its end, Unix ticks.</param>
    /// <param name="milliWh">The energy taken in it.</param>
    /// <returns>Whether energy taken before it had another price.</returns>
    public bool Add(Candidate?[] prices, StretchKind? kind, long from, long to, long milliWh)
    {
        var isCut = Extend(Energy, TariffDimension.Energy, prices, milliWh, from, to);
        var milliseconds = Milliseconds(to) - Milliseconds(from);
        switch (kind)
        {
            case StretchKind.Charging:
                Extend(Time, TariffDimension.Time, prices, milliseconds, from, to);
                break;
            case StretchKind.Parking:
                Extend(Parking, TariffDimension.ParkingTime, prices, milliseconds, from, to);
                break;
            case StretchKind.HeldByStation:
                Extend(ref _runs[Held], Held, null, milliseconds, from, to);
                break;
            case null:
                break;
        }

        return isCut;
    }

    /// <summary>The fee, the first time that there is one: once a session and once a reservation (billing.md 1.9, A2).</summary>
    public void ChargeFeeOnce(Candidate? price, long at)
    {
        if (_feeCharged || price is null)
            return;
        _feeCharged = true;
        var moment = Instant.FromUnixTimeTicks(at);
        var text = _isReservation ? "Reservation fee" : "Session fee";
        var line = _writer.Line(BillLineKind.Flat, text, 1, price.Component.Price, price, moment, moment, Curve) with { ToReading = Curve.ReadingBefore(moment) };
        var isPaid = _terms.Resumes && !_isReservation;
        Take(isPaid ? LineWriter.Free(line, "Session fee, paid with the session before the interruption", BillRule.ReconnectMerge) : line);
        if (!isPaid)
            Promotions?.ChargeFee(line);
    }

    /// <summary>All lines in order of time, blocks rounded up; nothing may be added afterwards.</summary>
    public List<BillLine> Complete()
    {
        for (var i = 0; i < _runs.Length; i++)
            Close(ref _runs[i], i);
        Promotions?.Close(Curve);
        _lines?.Sort(InOrderOfTime);
        if (!Array.Exists(_runs, static run => run.LastStepSize > 1))
            return _lines ?? [];
        foreach (var block in Blocks.Of(_frozen.RuleSet, _runs[Energy], _runs[Time], _runs[Parking], _frozen.Tariff.Currency))
        {
            Sums.Add(block.Line, block.Dimension);
            Promotions?.AddBlock(block.Line, block.Dimension);
            _lines?.Insert(_lines.IndexOf(block.After) + 1, block.Line);
        }

        return _lines ?? [];
    }

    // A fee takes no time, so it stands before what begins with it.
    private static int InOrderOfTime(BillLine a, BillLine b) =>
        a.From != b.From ? a.From.CompareTo(b.From) : a.To != b.To ? a.To.CompareTo(b.To) : a.Kind.CompareTo(b.Kind);

    // Whole milliseconds on both sides, so that the parts of a stretch always add up to it.
    private static long Milliseconds(long ticks) => Instant.FromUnixTimeTicks(ticks).ToUnixTimeMilliseconds();

    private bool Extend(int which, TariffDimension dimension, Candidate?[] prices, long volume, long from, long to)
    {
        var price = prices[(int)dimension];
        var isCut = Extend(ref _runs[which], which, price, volume, from, to);
        return Promotions?.Add(dimension, price, volume, from, to, Curve) == true || isCut;
    }

    private bool Extend(ref DimensionRun run, int which, Candidate? price, long volume, long from, long to)
    {
        var isCut = run.IsOpen && run.Price != price;
        if (isCut)
            Close(ref run, which);
        if (!run.IsOpen)
            run.Open(price, from);
        run.Extend(volume, to);
        return isCut;
    }

    private void Close(ref DimensionRun run, int which)
    {
        var kind = (_isReservation ? ReservationKinds : SessionKinds)[which];
        var line = run.IsOpen && run.Volume > 0 && IsShown(run, kind) ? Billable(_writer.Line(kind, run, Curve), kind) : null;
        if (line is not null)
            Take(line, which == Energy ? TariffDimension.Energy : which == Parking ? TariffDimension.ParkingTime : TariffDimension.Time);
        run.Close(line);
    }

    private BillLine Billable(BillLine line, BillLineKind kind) => _terms.TimeNotBillable && kind != BillLineKind.Energy && line.ExactAmount != 0m
        ? LineWriter.Free(line, $"{line.Text}, not billed because the meter's clock is informative only", BillRule.ClockInformative)
        : line;

    private void Take(BillLine line, TariffDimension dimension = TariffDimension.Flat)
    {
        Sums.Add(line, dimension);
        _lines?.Add(line);
    }

    // Energy without a price is shown as free; time only where somebody might expect a price.
    private bool IsShown(in DimensionRun run, BillLineKind kind) =>
        run.Price is not null || kind == BillLineKind.Energy || (kind == BillLineKind.HeldByStation && _plan.PricesTime);
}
