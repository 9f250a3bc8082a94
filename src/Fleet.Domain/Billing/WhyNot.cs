using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain.Billing;

/// <summary>Why the price of a dimension was the one it was, from a moment on.</summary>
/// <param name="From">From when on, until the next entry of the same dimension.</param>
/// <param name="Dimension">What is priced.</param>
/// <param name="Held">JSON pointer of the component that held; null where none did, so that it is free.</param>
/// <param name="Rejected">The components before it, in the tariff's order, each with the first restriction that failed.</param>
public sealed record WhyNotEntry(Instant From, TariffDimension Dimension, string? Held, ValueList<RejectedPrice> Rejected)
{
    /// <summary>The same as a sentence.</summary>
    public override string ToString() =>
        $"From {InstantPattern.ExtendedIso.Format(From)}, {Dimension.Id()}: {Held ?? "free"}{string.Concat(Rejected.Select(static price => $"; not {price.Location}, by its {price.Restriction}"))}";
}

/// <summary>A price that did not hold.</summary>
/// <param name="Location">JSON pointer of the component in the tariff.</param>
/// <param name="Restriction">The first restriction that failed, in OCPI's or OCPP's word.</param>
public sealed record RejectedPrice(string Location, string Restriction);

/// <summary>Explains the prices that a driver expected and did not get.</summary>
public static class WhyNot
{
    /// <summary>For each dimension and each moment at which its price was decided anew: what held, and why what stands before it did not. Repetitions are left out.</summary>
    public static ValueList<WhyNotEntry> Of(FrozenTariff tariff, BillableSession session, RatingTerms terms)
    {
        var trace = new List<WhyNotEntry>();
        _ = Rating.Collect(tariff, session, terms, trace);
        var last = new Dictionary<TariffDimension, WhyNotEntry>();
        var entries = new List<WhyNotEntry>();
        foreach (var entry in trace)
        {
            if (last.TryGetValue(entry.Dimension, out var before) && before.Held == entry.Held && before.Rejected == entry.Rejected)
                continue;
            last[entry.Dimension] = entry;
            if (entry.Held is not null || !entry.Rejected.IsEmpty)
                entries.Add(entry);
        }

        return entries.ToValueList();
    }
}
