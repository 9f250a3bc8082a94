using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>
/// What a running session has cost so far: a prefix of its bill. It is what <see cref="Rating.Rate"/> would bill if the session ended with its last reading, and costs the same work
/// for each reading however long the session is. Immutable.
/// </summary>
public sealed class RunningBill : IEquatable<RunningBill>
{
    private readonly FrozenTariff _tariff;
    private readonly RatingTerms _terms;
    private readonly SessionPricing _pricing;
    private readonly BillLine _frame;
    private readonly ValueList<(Instant At, StretchKind Kind)> _ahead;

    private RunningBill(FrozenTariff tariff, RatingTerms terms, SessionPricing pricing, BillLine frame, ValueList<(Instant At, StretchKind Kind)> ahead)
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

    /// <summary>The running bill of a session so far.</summary>
    /// <param name="tariff">Its tariff.</param>
    /// <param name="terms">What else decides.</param>
    /// <param name="soFar">All of it that is priced; its last stretch goes on.</param>
    public static RunningBill Of(FrozenTariff tariff, RatingTerms terms, BillableSession soFar)
    {
        var pricing = Rating.Collect(tariff, soFar, terms);
        if (soFar.Stretches.IsEmpty)
            pricing.Change(soFar.StoppedAt, StretchKind.Charging, null);
        return new RunningBill(tariff, terms, pricing, Rating.Frame(soFar.StartedAt, soFar.StoppedAt, default), []);
    }

    /// <summary>Whether a change at <paramref name="at"/> can be added; one before what is priced already, or before an earlier change, cannot.</summary>
    public bool CanChange(Instant at) => at >= Until && (_ahead.IsEmpty || at >= _ahead[^1].At);

    /// <summary>The car and the EVSE do something else from <paramref name="at"/> on; it counts with the reading that reaches so far.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="CanChange"/> says no: the session must be priced anew.</exception>
    public RunningBill Change(Instant at, StretchKind kind) => CanChange(at)
        ? new RunningBill(this, _ahead.Add((at, kind)))
        : throw new ArgumentOutOfRangeException(nameof(at), at, $"Must not lie before {Until} or a change that is known already.");

    /// <summary>The bill with one more reading.</summary>
    /// <param name="point">The reading.</param>
    /// <param name="points">All readings up to it or beyond.</param>
    /// <exception cref="ArgumentOutOfRangeException">It lies before what is priced already: the session must be priced anew.</exception>
    public RunningBill Read(EnergyPoint point, ValueList<EnergyPoint> points)
    {
        if (point.At < Until)
            throw new ArgumentOutOfRangeException(nameof(point), point.At, $"Must not lie before {Until}.");
        var pricing = _pricing.Copy();
        pricing.Read(point.At, point, points);
        var passed = 0;
        for (; passed < _ahead.Count && _ahead[passed].At <= point.At; passed++)
            pricing.Change(_ahead[passed].At, _ahead[passed].Kind, null);
        pricing.MoveTo(point.At);
        return new RunningBill(_tariff, _terms, pricing, _frame with { To = point.At }, passed == 0 ? _ahead : new(_ahead.Items.RemoveRange(0, passed)));
    }

    /// <summary>Two are equal that say the same of the same session.</summary>
    public bool Equals(RunningBill? other) =>
        other is not null && Until == other.Until && TotalExclTax == other.TotalExclTax && TotalInclTax == other.TotalInclTax && _ahead == other._ahead
        && _tariff.Hash == other._tariff.Hash;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RunningBill);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Until, TotalExclTax, TotalInclTax);

    private (decimal? Net, decimal? Gross) Sum()
    {
        var (sums, promotions) = _pricing.Sums();
        var total = Total.Of(_tariff.Tariff, _terms, [], sums, promotions, _frame);
        return (Round(total.Net), Round(total.Gross));
    }

    private decimal? Round(Amounts? amounts) => amounts is { } known ? Currency.Round(known.Rounded) : null;
}
