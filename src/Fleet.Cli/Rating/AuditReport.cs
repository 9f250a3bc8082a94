using System.Text.Json;
using System.Text.Json.Serialization;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Audit;

namespace Fleet.Cli.Rating;

/// <summary>What <c>fleet audit --json</c> prints. Money is decimal text, null where it cannot be derived.</summary>
internal sealed record AuditReport(
    string Verdict,
    bool Payable,
    string? Version,
    string? Id,
    bool Credit,
    string? CreditReferenceId,
    string? Currency,
    string? RuleSet,
    string? TimeZone,
    string? Tzdb,
    string? ExactExclTax,
    string? ExactInclTax,
    string? TotalExclTax,
    string? TotalInclTax,
    IReadOnlyList<LineReport> Lines,
    IReadOnlyList<ComparisonReport> Compared,
    IReadOnlyList<DifferenceReport> Differences,
    IReadOnlyList<FindingReport> Findings)
{
    /// <summary>The rules that the document breaks; null when it breaks none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ErrorReport>? Errors { get; init; }

    /// <summary>The record's signed meter values as they were sent; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? SignedData { get; init; }

    /// <summary>The report of <paramref name="outcome"/>.</summary>
    public static AuditReport Of(AuditOutcome outcome)
    {
        var (cdr, bill) = (outcome.Cdr, outcome.Bill);
        return new AuditReport(
            ReportText.Word(outcome.Verdict),
            outcome.IsPayable,
            cdr?.Version.Id(),
            cdr?.Id,
            cdr?.IsCredit ?? false,
            cdr?.CreditReference,
            bill?.Currency?.Code,
            bill?.Tariff?.RuleSet.Id(),
            bill?.Tariff?.TimeZone,
            bill?.Tariff?.Tzdb,
            ReportText.Exact(bill?.ExactExclTax),
            ReportText.Exact(bill?.ExactInclTax),
            ReportText.Money(bill?.TotalExclTax),
            ReportText.Money(bill?.TotalInclTax),
            [.. (bill?.Lines ?? []).Select(LineReport.Of)],
            [.. outcome.Comparisons.Where(static comparison => comparison.Agrees).Select(ComparisonReport.Of)],
            [.. DifferenceReport.Of(outcome)],
            [.. outcome.Findings.Select(FindingReport.Of)])
        {
            Errors = outcome.Errors.IsEmpty ? null : [.. outcome.Errors.Select(ErrorReport.Of)],
            SignedData = cdr?.SignedData is { } signed ? JsonElement.Parse(signed) : null,
        };
    }

    /// <summary>One JSON document.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RatingJson.Default.AuditReport);
}

/// <summary>A field that agrees.</summary>
/// <param name="Pointer">Where it is stated.</param>
/// <param name="Stated">What is stated.</param>
/// <param name="Computed">What comes out.</param>
/// <param name="Rounding">By which rounding it agrees: EXACT, TOTAL or LINE; null for what is no amount.</param>
internal sealed record ComparisonReport(string Pointer, string Stated, string? Computed, string? Rounding)
{
    public static ComparisonReport Of(AuditComparison comparison) => new(
        comparison.JsonPointer,
        ReportText.Money(comparison.Stated),
        ReportText.Exact(comparison.Computed),
        comparison.Rounding is { } rounding ? ReportText.Word(rounding) : null);
}

/// <summary>A field that does not.</summary>
/// <param name="Pointer">Where it is stated.</param>
/// <param name="Stated">What is stated.</param>
/// <param name="Computed">What comes out; null where it cannot be derived.</param>
/// <param name="Difference">Stated less computed; null where it cannot be derived, or is no number.</param>
internal sealed record DifferenceReport(string Pointer, string Stated, string? Computed, string? Difference)
{
    public static IEnumerable<DifferenceReport> Of(AuditOutcome outcome)
    {
        if (outcome is { Cdr: { } cdr, Bill.Currency: { } currency } && cdr.Currency != currency.Code)
            yield return new DifferenceReport("/currency", cdr.Currency, currency.Code, null);
        foreach (var comparison in outcome.Comparisons.Where(static comparison => !comparison.Agrees))
        {
            yield return new DifferenceReport(
                comparison.JsonPointer,
                ReportText.Money(comparison.Stated),
                ReportText.Exact(comparison.Computed),
                ReportText.Exact(comparison.Difference));
        }
    }
}
