using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Audit;

namespace Fleet.Cli.Rating;

/// <summary>What <c>fleet audit</c> says to a person.</summary>
internal static class AuditText
{
    /// <summary>Writes the verdict, what was compared and what was found.</summary>
    public static async Task WriteAsync(AuditOutcome outcome, Terminal terminal)
    {
        await RateText.WriteErrorsAsync(outcome.Errors, terminal);
        await terminal.Out.WriteLineAsync(Verdict(outcome));
        foreach (var agreed in outcome.Comparisons.Where(static comparison => comparison.Agrees).Select(ComparisonReport.Of))
            await terminal.Out.WriteLineAsync($"{agreed.Pointer}: {agreed.Stated} agrees with {agreed.Computed}{(agreed.Rounding is { } rounding ? $", rounding {rounding}" : "")}");
        foreach (var difference in DifferenceReport.Of(outcome))
        {
            await terminal.Out.WriteLineAsync(
                $"{difference.Pointer}: {difference.Stated} is stated, {difference.Computed ?? "nothing"} comes out{(difference.Difference is { } by ? $", difference {by}" : "")}");
        }

        await RateText.WriteFindingsAsync(outcome.Findings, terminal);
    }

    private static string Verdict(AuditOutcome outcome)
    {
        var verdict = ReportText.Word(outcome.Verdict);
        return outcome.Cdr is not { } cdr ? verdict
            : $"{verdict}: CDR {cdr.Id} of OCPI {cdr.Version.Id()}{(outcome.Bill?.Tariff is { } tariff ? $", tariff {tariff.Id}, rules {tariff.RuleSet.Id()}, zone {tariff.TimeZone}" : "")}";
    }
}
