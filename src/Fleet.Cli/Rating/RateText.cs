using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Audit;
using Fleet.Domain.Billing.Documents;

namespace Fleet.Cli.Rating;

/// <summary>What <c>fleet rate</c> says to a person.</summary>
internal static class RateText
{
    /// <summary>Writes the bill in words, and the findings of the document, which are not part of a bill.</summary>
    public static async Task WriteAsync(RateOutcome outcome, IReadOnlyList<WhyNotReport>? whyNot, Terminal terminal)
    {
        await WriteErrorsAsync(outcome.Errors, terminal);
        if (outcome.Bill is { } bill)
            await terminal.Out.WriteAsync(BillExplanation.Write(bill));
        else if (outcome.Errors.IsEmpty)
            await terminal.Out.WriteLineAsync("HELD: nothing sure can be said about the price.");
        var onBill = outcome.Bill?.Findings ?? [];
        await WriteFindingsAsync(outcome.Findings.Where(finding => !onBill.Any(known => known.Code == finding.Code && known.Text == finding.Text)), terminal);
        foreach (var entry in whyNot ?? [])
            await terminal.Out.WriteLineAsync(entry.ToString());
    }

    /// <summary>Writes the rules that a document breaks to standard error.</summary>
    public static async Task WriteErrorsAsync(IEnumerable<TariffError> errors, Terminal terminal)
    {
        foreach (var error in errors)
            await terminal.Error.WriteLineAsync($"{(error.JsonPointer.Length == 0 ? "The document" : error.JsonPointer)}: {error.Rule}");
    }

    /// <summary>Writes findings, one a line.</summary>
    public static async Task WriteFindingsAsync(IEnumerable<DocumentFinding> findings, Terminal terminal)
    {
        foreach (var finding in findings)
            await terminal.Out.WriteLineAsync($"{finding.Code}{(finding.JsonPointer is { } pointer ? $" at {pointer}" : "")}: {finding.Text}");
    }
}
