using System.Text;

using Fleet.Cli.Rating;
using Fleet.Domain.Billing.Documents;

namespace Fleet.Cli.Tariffs;

/// <summary>The reports about tariffs as text.</summary>
internal static class TariffText
{
    /// <summary>What was found in a tariff.</summary>
    public static string Of(DocumentFile file, IReadOnlyList<Lint> lints)
    {
        if (lints.Count == 0)
            return $"{file}: nothing found.";
        var text = new StringBuilder();
        foreach (var lint in lints)
        {
            text.AppendLine($"{lint.Severity.Id()} {lint.Code} at {(lint.JsonPointer.Length == 0 ? "the whole tariff" : lint.JsonPointer)}");
            text.AppendLine($"  {lint.Text}");
            text.AppendLine($"  {lint.Hint}");
        }

        string[] counts =
        [
            .. Enum.GetValues<LintSeverity>().Select(severity => (severity, Count: lints.Count(lint => lint.Severity == severity)))
                .Where(static count => count.Count > 0).Select(static count => $"{count.Count} {count.severity.Id()}{(count.Count == 1 ? "" : "s")}"),
        ];
        return text.Append($"{file}: {string.Join(", ", counts)}.").ToString();
    }

    /// <summary>A tariff in words.</summary>
    public static string Of(ExplainReport report)
    {
        var text = new StringBuilder($"Tariff {report.Id}, in {report.Currency}. Where there are several prices, the first that holds counts.").AppendLine().AppendLine();
        foreach (var paragraph in report.Paragraphs)
        {
            text.AppendLine(paragraph.Title);
            foreach (var line in paragraph.Lines)
                text.AppendLine($"  {line}");
        }

        text.AppendLine().AppendLine($"What it comes to, on {report.Day}, hours in {report.TimeZone}:");
        foreach (var session in report.WorkedPrices)
        {
            text.AppendLine($"  {session.Session}: {Total(session, report.Currency)}");
            foreach (var line in session.Lines)
                text.AppendLine($"    {line.Text}, {line.Quantity} {(line.Unit == "1" ? "x" : line.Unit)}: {line.Amount}");
        }

        return text.ToString().TrimEnd();
    }

    private static string Total(WorkedSession session, string currency) =>
        session.TotalInclTax is { } gross ? $"{gross} {currency} including tax"
        : session.TotalExclTax is { } net ? $"{net} {currency} plus tax"
        : "not derivable";
}
