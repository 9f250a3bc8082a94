using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>
/// A session that is being priced, reading by reading. The final bill and the running cost are this one function: the running cost is what the bill would be if the session
/// ended with its last reading.
/// </summary>
internal sealed class SessionPricing
{
    private readonly List<BillLine> _reservationLines = [];
    private readonly Tally? _reservation;
    private readonly Pricer _pricer;
    private readonly LineBook _book;

    /// <summary>A session at its start.</summary>
    public SessionPricing(FrozenTariff frozen, RatingTerms terms, Instant startedAt, Reservation? reservation, bool isForeign = false, List<WhyNotEntry>? trace = null)
    {
        var plan = PricePlan.Of(frozen.Tariff, terms.Promotions);
        if (reservation is not null)
        {
            var book = new LineBook(frozen, plan, terms, isReservation: true);
            var pricer = new Pricer(frozen, plan, reservation.Expired ? plan.Expired : plan.Reserved, terms, reservation.MadeAt, isForeign, book, trace);
            pricer.Change(StretchKind.Charging, null);
            pricer.MoveTo(reservation.EndedAt.ToUnixTimeTicks());
            pricer.Finish();
            (_reservationLines, _reservation) = (book.Complete(), book.Sums);
        }

        _book = new LineBook(frozen, plan, terms, isReservation: false);
        _pricer = new Pricer(frozen, plan, reservation is { Expired: true } ? plan.Nothing : plan.Session, terms, startedAt, isForeign, _book, trace);
    }

    private SessionPricing(SessionPricing other, LineBook book)
    {
        (_reservation, _reservationLines) = (other._reservation, other._reservationLines);
        (_book, _pricer) = (book, other._pricer.Copy(book));
    }

    /// <summary>Energy whose shares of price are interpolated.</summary>
    public EnergyWh Interpolated => new((_pricer.InterpolatedMilliWh + 500) / 1000);

    /// <summary>Whether a period of a foreign record reaches over a change of its price.</summary>
    public bool SpansPriceChange => _pricer.SpansPriceChange;

    /// <summary>Whether a foreign record does not state a load that a price depends on.</summary>
    public bool MissesLoad => _pricer.MissesLoad;

    /// <summary>Whether a price depends on a current that follows from the power at the nominal voltage.</summary>
    public bool DerivesCurrent => _pricer.DerivesCurrent;

    /// <summary>The same once more, which goes on by itself.</summary>
    public SessionPricing Copy() => new(this, _book.Copy());

    /// <summary>The sums of all that was priced, and what promotions change of it, as they would be if the session ended here; more may be added afterwards.</summary>
    public (Tally Sums, List<PromotionLine> Promotions) Sums()
    {
        if (!_pricer.HasBegun)
        {
            var (_, sums, promotions) = Copy().Complete();
            return (sums, promotions);
        }

        var book = _book.SumsOnly();
        _ = book.Complete();
        if (_reservation is not null)
            book.Sums.Add(_reservation);
        return (book.Sums, book.Promotions?.Lines() ?? []);
    }

    /// <summary>The car and the EVSE do something else from <paramref name="at"/> on; all before it is priced, by readings that reach that far.</summary>
    public void Change(Instant at, StretchKind? kind, Load? load)
    {
        _pricer.MoveTo(at.ToUnixTimeTicks());
        _pricer.Change(kind, load);
    }

    /// <summary>Prices all up to <paramref name="at"/>, which the readings reach.</summary>
    public void MoveTo(Instant at) => _pricer.MoveTo(at.ToUnixTimeTicks());

    /// <summary>The energy rises up to <paramref name="point"/> from the reading before it.</summary>
    /// <param name="at">When, not after the session's end.</param>
    /// <param name="point">The next reading.</param>
    /// <param name="points">All readings up to it or beyond.</param>
    public void Read(Instant at, EnergyPoint point, ValueList<EnergyPoint> points)
    {
        _book.Curve = new EnergyCurve(points);
        _pricer.Read(at.ToUnixTimeTicks(), point.TotalMilliWh);
    }

    /// <summary>Prices a whole session: its readings and its stretches, each in order of time.</summary>
    public void Follow(BillableSession session)
    {
        var stretches = session.Stretches.Items.AsSpan();
        var next = 0;
        foreach (var point in session.Energy)
        {
            var at = Instant.Min(point.At, session.StoppedAt);
            Read(at, point, session.Energy);
            next = ChangeUpTo(at, stretches, next);
            MoveTo(at);
        }

        ChangeUpTo(session.StoppedAt, stretches, next);
        if (stretches.Length > 0 && stretches[^1].To < session.StoppedAt)
            Change(stretches[^1].To, null, null);
        MoveTo(session.StoppedAt);
    }

    private int ChangeUpTo(Instant at, ReadOnlySpan<Stretch> stretches, int next)
    {
        for (; next < stretches.Length && stretches[next].From <= at; next++)
        {
            if (next > 0 && stretches[next - 1].To < stretches[next].From)
                Change(stretches[next - 1].To, null, null);
            Change(stretches[next].From, stretches[next].Kind, stretches[next].Load);
        }

        return next;
    }

    /// <summary>The lines and the sums of all that was priced, and what promotions change of it; nothing may be added afterwards.</summary>
    public (List<BillLine> Lines, Tally Sums, List<PromotionLine> Promotions) Complete()
    {
        _pricer.Finish();
        var lines = _book.Complete();
        if (_reservationLines.Count > 0)
            lines.InsertRange(0, _reservationLines);
        if (_reservation is not null)
            _book.Sums.Add(_reservation);
        return (lines, _book.Sums, _book.Promotions?.Lines() ?? []);
    }
}
