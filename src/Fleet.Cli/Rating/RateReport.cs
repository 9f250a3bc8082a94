using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Audit;
using Fleet.Domain.Billing.Documents;

using NodaTime.Text;

namespace Fleet.Cli.Rating;

/// <summary>What <c>fleet rate --json</c> prints. Money is decimal text, null where it cannot be derived.</summary>
internal sealed record RateReport(
    string State,
    string? Currency,
    string? ExactExclTax,
    string? ExactInclTax,
    string? TotalExclTax,
    string? TotalInclTax,
    IReadOnlyList<TaxReport> Taxes,
    IReadOnlyList<LineReport> Lines,
    string? RuleSet,
    string? TimeZone,
    string? Tzdb,
    IReadOnlyList<FindingReport> Findings)
{
    /// <summary>The rules that the document breaks; null when it breaks none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ErrorReport>? Errors { get; init; }

    /// <summary>Which prices did not hold, and why; null when nobody asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WhyNotReport>? WhyNot { get; init; }

    /// <summary>The report of <paramref name="outcome"/>.</summary>
    public static RateReport Of(RateOutcome outcome, RateRequest? request, IReadOnlyList<WhyNotReport>? whyNot)
    {
        var bill = outcome.Bill;
        return new RateReport(
            outcome.Errors.IsEmpty ? ReportText.Word(outcome.State) : "REFUSED",
            bill?.Currency?.Code,
            ReportText.Exact(bill?.ExactExclTax),
            ReportText.Exact(bill?.ExactInclTax),
            ReportText.Money(bill?.TotalExclTax),
            ReportText.Money(bill?.TotalInclTax),
            [.. (bill?.Taxes ?? []).Select(TaxReport.Of)],
            [.. (bill?.Lines ?? []).Select(LineReport.Of)],
            request?.RuleSet.Id(),
            request?.TimeZone,
            bill?.Tariff?.Tzdb,
            [.. outcome.Findings.Select(FindingReport.Of)])
        {
            Errors = outcome.Errors.IsEmpty ? null : [.. outcome.Errors.Select(ErrorReport.Of)],
            WhyNot = whyNot,
        };
    }

    /// <summary>One JSON document.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RatingJson.Default.RateReport);
}

/// <summary>The tax of one rate.</summary>
internal sealed record TaxReport(string? RatePercent, string Base, string Amount)
{
    public static TaxReport Of(TaxLine tax) => new(ReportText.Exact(tax.RatePercent), ReportText.Money(tax.Base), ReportText.Money(tax.Amount));
}

/// <summary>A line of the bill.</summary>
internal sealed record LineReport(
    string Kind,
    string Text,
    string Quantity,
    string Unit,
    string UnitPrice,
    string ExactAmount,
    string Amount,
    string? Vat,
    string From,
    string To,
    string? TariffPointer,
    string Rule,
    bool Interpolated)
{
    public static LineReport Of(BillLine line) => new(
        ReportText.Word(line.Kind),
        line.Text,
        ReportText.Exact(line.Quantity),
        line.Unit.Symbol(),
        ReportText.Exact(line.UnitPrice),
        ReportText.Exact(line.ExactAmount),
        ReportText.Money(line.Amount),
        ReportText.Exact(line.VatPercent),
        InstantPattern.ExtendedIso.Format(line.From),
        InstantPattern.ExtendedIso.Format(line.To),
        line.TariffPointer,
        line.Rule,
        line.Interpolated);
}

/// <summary>Something that a person should know.</summary>
internal sealed record FindingReport(string Code, string? Pointer, string Text)
{
    public static FindingReport Of(DocumentFinding finding) => new(finding.Code, finding.JsonPointer, finding.Text);
}

/// <summary>A rule that the document breaks.</summary>
internal sealed record ErrorReport(string Pointer, string Rule, string Code)
{
    public static ErrorReport Of(TariffError error) => new(error.JsonPointer, error.Rule, error.Code);
}

/// <summary>Numbers and words as reports write them.</summary>
internal static class ReportText
{
    private const string AllDigits = "0.############################";

    /// <summary>All digits, none of them an idle zero.</summary>
    public static string Exact(decimal number) => number.ToString(AllDigits, CultureInfo.InvariantCulture);

    /// <summary>All digits, none of them an idle zero; null for null.</summary>
    public static string? Exact(decimal? number) => number is { } known ? Exact(known) : null;

    /// <summary>An amount in the currency's own digits.</summary>
    public static string Money(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>An amount in the currency's own digits; null for null.</summary>
    public static string? Money(decimal? amount) => amount is { } known ? Money(known) : null;

    /// <summary>The word of an enum's value, as in <c>PARKING_TIME</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{value}");
}
