using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>
/// What a running session has cost so far: a prefix of its bill. It is what <see cref="Rating.Rate"/> would bill if the session ended with its last reading, and costs the same work
/// for each reading however long the session is. Immutable.
/// </summary>
public sealed class RunningBill
{
    private readonly FrozenTariff _tariff;
    private readonly RatingTerms _terms;
    private readonly SessionPricing _pricing;
    private readonly BillLine _frame;
    private readonly ValueList<(Instant At, StretchKind Kind)> _ahead;

    private RunningBill(
        FrozenTariff tariff, RatingTerms terms, SessionPricing pricing, BillLine frame, ValueList<(Instant At, StretchKind Kind)> ahead)
    {
        (_tariff, _terms, _pricing, _frame, _ahead) = (tariff, terms, pricing, frame, ahead);
        (TotalExclTax, TotalInclTax) = Sum();
    }

    private RunningBill(RunningBill other, ValueList<(Instant At, StretchKind Kind)> ahead)
    {
        (_tariff, _terms, _pricing, _frame, _ahead) = (other._tariff, other._terms, other._pricing, other._frame, ahead);
        (TotalExclTax, TotalInclTax) = (other.TotalExclTax, other.TotalInclTax);
    }

    /// <summary>Up to when it is priced: the time of the last reading.</summary>
    public Instant Until => _frame.To;

    /// <summary>The currency of the totals.</summary>
    public Currency Currency => _tariff.Tariff.Currency;

    /// <summary>So far without tax, rounded; null where it cannot be derived.</summary>
    public decimal? TotalExclTax { get; }

    /// <summary>So far with tax, rounded; null where it cannot be derived.</summary>
    public decimal? TotalInclTax { get; }

    /// <summary>The bill of a session that has just begun.</summary>
    /// <param name="tariff">Its tariff.</param>
    /// <param name="terms">What else decides.</param>
    /// <param name="startedAt">Its start.</param>
    /// <param name="kind">What the car and the EVSE do at first.</param>
    /// <param name="reservation">The reservation that it used up; null when there was none.</param>
    public static RunningBill Begin(
        FrozenTariff tariff, RatingTerms terms, Instant startedAt, StretchKind kind = StretchKind.Charging, Reservation? reservation = null)
    {
        var pricing = new SessionPricing(tariff, terms, startedAt, reservation);
        pricing.Change(startedAt, kind, null);
        var frame = Rating.Frame(startedAt, startedAt, new EnergyCurve([]));
        return new RunningBill(tariff, terms, pricing, frame, []);
    }

    /// <summary>The car and the EVSE do something else from <paramref name="at"/> on; it counts with the reading that reaches so far.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies before what is priced already or before an earlier change: the session must be priced anew.</exception>
    public RunningBill Change(Instant at, StretchKind kind)
    {
        if (at < Until || (!_ahead.IsEmpty && at < _ahead[^1].At))
            throw new ArgumentOutOfRangeException(nameof(at), at, $"Must not lie before {Until}.");
        return new RunningBill(this, _ahead.Add((at, kind)));
    }

    /// <summary>The bill with one more reading.</summary>
    /// <param name="points">All readings so far; the last one is new.</param>
    /// <exception cref="ArgumentOutOfRangeException">It lies before what is priced already: the session must be priced anew.</exception>
    public RunningBill Read(ValueList<EnergyPoint> points)
    {
        var point = points[^1];
        if (point.At < Until)
            throw new ArgumentOutOfRangeException(nameof(points), point.At, $"Must not lie before {Until}.");
        var pricing = _pricing.Copy();
        pricing.Read(point.At, point, points);
        var passed = 0;
        for (; passed < _ahead.Count && _ahead[passed].At <= point.At; passed++)
            pricing.Change(_ahead[passed].At, _ahead[passed].Kind, null);
        pricing.MoveTo(point.At);
        return new RunningBill(_tariff, _terms, pricing, _frame with { To = point.At }, passed == 0 ? _ahead : new(_ahead.Items.RemoveRange(0, passed)));
    }

    private (decimal? Net, decimal? Gross) Sum()
    {
        var (sums, promotions) = _pricing.Sums();
        var total = Total.Of(_tariff.Tariff, _terms, [], sums, promotions, _frame);
        return (Round(total.Net), Round(total.Gross));
    }

    private decimal? Round(Amounts? amounts) => amounts is { } known ? Currency.Round(known.Rounded) : null;
}
