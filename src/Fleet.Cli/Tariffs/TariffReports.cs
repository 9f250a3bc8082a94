using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

using Fleet.Cli.Rating;
using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Audit;
using Fleet.Domain.Billing.Documents;

using NodaTime;

namespace Fleet.Cli.Tariffs;

/// <summary>What <c>tariff lint</c> found.</summary>
/// <param name="Tariff">The file.</param>
/// <param name="Errors">How many findings are errors.</param>
/// <param name="Warnings">How many are warnings.</param>
/// <param name="Notes">How many are notes.</param>
/// <param name="Findings">All of them.</param>
internal sealed record LintReport(string Tariff, int Errors, int Warnings, int Notes, IReadOnlyList<LintFinding> Findings)
{
    public static LintReport Of(DocumentFile file, IReadOnlyList<Lint> lints) => new(
        file.ToString(),
        lints.Count(static lint => lint.Severity == LintSeverity.Error),
        lints.Count(static lint => lint.Severity == LintSeverity.Warning),
        lints.Count(static lint => lint.Severity == LintSeverity.Note),
        [.. lints.Select(static lint => new LintFinding(lint.Code, lint.Severity.Id(), lint.JsonPointer, lint.Text, lint.Hint))]);
}

/// <summary>A finding in JSON; the members are those of <see cref="Lint"/>.</summary>
internal sealed record LintFinding(string Code, string Severity, string Pointer, string Text, string Hint);

/// <summary>A tariff in words.</summary>
/// <param name="Id">The tariff.</param>
/// <param name="Currency">Currency of every amount.</param>
/// <param name="Paragraphs">The prices in words.</param>
/// <param name="Day">The day that the worked prices are for.</param>
/// <param name="TimeZone">The zone of its hours.</param>
/// <param name="WorkedPrices">What usual sessions cost on it.</param>
internal sealed record ExplainReport(
    string Id, string Currency, IReadOnlyList<ExplainedPart> Paragraphs, string Day, string TimeZone, IReadOnlyList<WorkedSession> WorkedPrices)
{
    public static ExplainReport Of(TariffDocument document, DateTimeZone zone, Instant now)
    {
        var frozen = FrozenTariff.Freeze(document, RuleSet.Ocpi221D2, zone.Id);
        var today = now.InZone(zone).Date;
        return new ExplainReport(
            document.Tariff.Id.Value,
            document.Tariff.Currency.Code,
            [.. TariffWords.Of(document.Tariff).Select(static paragraph => new ExplainedPart(paragraph.Title, [.. paragraph.Lines]))],
            $"{WorkedPrice.DayOf(document.Tariff, today, zone):uuuu-MM-dd}",
            zone.Id,
            [.. WorkedPrice.Of(frozen, today).Select(WorkedSession.Of)]);
    }
}

/// <summary>A thing that is priced.</summary>
/// <param name="Title">What.</param>
/// <param name="Lines">Its prices; the first that holds counts.</param>
internal sealed record ExplainedPart(string Title, IReadOnlyList<string> Lines);

/// <summary>What a session costs.</summary>
/// <param name="Session">The session in words.</param>
/// <param name="TotalExclTax">Without tax; null where it cannot be derived.</param>
/// <param name="TotalInclTax">With tax; null where it cannot be derived.</param>
/// <param name="Lines">Of what it is made.</param>
internal sealed record WorkedSession(string Session, string? TotalExclTax, string? TotalInclTax, IReadOnlyList<WorkedLine> Lines)
{
    public static WorkedSession Of(WorkedPrice worked) => new(
        worked.Session,
        Money(worked.Bill.TotalExclTax),
        Money(worked.Bill.TotalInclTax),
        [.. worked.Bill.Lines.Select(static line => new WorkedLine(line.Text, Money(line.Quantity)!, line.Unit.Symbol(), Money(line.Amount)!))]);

    private static string? Money(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A line of a worked price.</summary>
/// <param name="Text">What is charged.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Unit">Of what: <c>kWh</c>, <c>h</c> or <c>1</c>.</param>
/// <param name="Amount">What it costs, in the sense of the tariff's prices.</param>
internal sealed record WorkedLine(string Text, string Quantity, string Unit, string Amount);

/// <summary>A tariff as a version of OCPI can say it.</summary>
/// <param name="Ocpi">The version.</param>
/// <param name="Lossy">Whether something is lost.</param>
/// <param name="Losses">What.</param>
/// <param name="Tariff">The OCPI tariff; null when nothing of its prices can be said.</param>
internal sealed record ExportReport(string Ocpi, bool Lossy, IReadOnlyList<ReportedFault> Losses, JsonElement? Tariff)
{
    public static ExportReport Of(OcpiExport export) => new(
        export.Version.Id(),
        !export.Losses.IsEmpty,
        [.. export.Losses.Select(static loss => new ReportedFault(loss.JsonPointer, loss.Text))],
        export.Json is { } json ? JsonElement.Parse(json) : null);
}

/// <summary>Why a tariff could not be read.</summary>
/// <param name="Errors">Every rule that it breaks.</param>
internal sealed record ErrorReport(IReadOnlyList<ReportedFault> Errors)
{
    public static ErrorReport Of(TariffReading reading) => new([.. reading.Errors.Select(static error => new ReportedFault(error.JsonPointer, error.Rule))]);
}

/// <summary>Something at a place in a document.</summary>
/// <param name="Pointer">JSON pointer; empty for the whole document.</param>
/// <param name="Text">What about it.</param>
internal sealed record ReportedFault(string Pointer, string Text);

/// <summary>JSON of the reports about tariffs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(LintReport))]
[JsonSerializable(typeof(ExplainReport))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(ErrorReport))]
internal sealed partial class TariffReportJson : JsonSerializerContext;
