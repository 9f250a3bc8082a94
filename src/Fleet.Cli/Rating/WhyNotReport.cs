using System.Text.Json.Serialization;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Audit;

using NodaTime.Text;

namespace Fleet.Cli.Rating;

/// <summary>Why the price of a dimension was the one it was, from a moment on.</summary>
/// <param name="From">The moment.</param>
/// <param name="Dimension">What is priced.</param>
/// <param name="Held">JSON pointer of the price that held; null where none did.</param>
/// <param name="Rejected">The prices that stand before it.</param>
internal sealed record WhyNotReport(string From, string Dimension, string? Held, IReadOnlyList<RejectedReport> Rejected)
{
    /// <summary>The trace of a request that was rated; empty for one that was not.</summary>
    public static IReadOnlyList<WhyNotReport> Of(RateRequest? request, RateOutcome outcome) =>
        request?.Session is { } session && outcome.Tariff is { } tariff ? [.. WhyNot.Of(tariff, session, request.Terms).Select(Of)] : [];

    /// <inheritdoc/>
    public override string ToString() => Sentence;

    /// <summary>The same in words.</summary>
    [JsonIgnore]
    public string Sentence { get; init; } = "";

    private static WhyNotReport Of(WhyNotEntry entry) => new(
        InstantPattern.ExtendedIso.Format(entry.From),
        ReportText.Word(entry.Dimension),
        entry.Held,
        [.. entry.Rejected.Select(static price => new RejectedReport(price.Location, price.Restriction))])
    {
        Sentence = entry.ToString(),
    };
}

/// <summary>A price that did not hold.</summary>
/// <param name="Pointer">Its JSON pointer in the tariff.</param>
/// <param name="Restriction">The first restriction that failed.</param>
internal sealed record RejectedReport(string Pointer, string Restriction);
