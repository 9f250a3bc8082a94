using System.CommandLine;
using System.Text.Json;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Audit;
using Fleet.Domain.Billing.Documents;

namespace Fleet.Cli.Rating;

/// <summary><c>fleet rate FILE</c>: what a session costs under a tariff. It needs no node.</summary>
internal static class RateCommand
{
    private static readonly Argument<string> FileArgument = new("FILE")
    {
        Description = "JSON: a tariff (or the path of one, relative to FILE), a time zone and a session in periods; FILE#/pointer names a part of a file",
    };

    private static readonly Option<bool> Why = new("--why") { Description = "Also say for each moment which prices did not hold, and the restriction that failed" };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var command = new Command("rate", "Rates a session under a tariff; exits with 1 when the bill would be held") { FileArgument, RuleSetOption.Rules, Why };
        command.SetAction((parsed, _) => RunAsync(parsed, terminal));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal)
    {
        var file = DocumentFile.Of(parsed.GetRequiredValue(FileArgument));
        if (!File.Exists(file.Path))
        {
            await terminal.Error.WriteLineAsync($"{file.Path} is not there; FILE must be the session to be rated.");
            return ExitCode.Usage;
        }

        var (request, outcome) = Rate(file, parsed.GetValue(RuleSetOption.Rules));
        var trace = parsed.GetValue(Why) ? WhyNotReport.Of(request, outcome) : null;
        if (parsed.GetValue(FleetCommand.Json))
            await terminal.Out.WriteLineAsync(RateReport.Of(outcome, request, trace).ToJson());
        else
            await RateText.WriteAsync(outcome, trace, terminal);
        return outcome.Errors.IsEmpty && outcome.State == BillState.Billed ? ExitCode.Ok : ExitCode.Finding;
    }

    private static (RateRequest? Request, RateOutcome Outcome) Rate(DocumentFile file, RuleSet? rules)
    {
        if (!file.TryRead(out var root, out var error))
            return (null, Refused(new TariffError(file.Pointer, error)));
        var reading = RateRequestJson.Read(root, rules);
        if (reading.Request is not { } request)
            return (null, new RateOutcome(null, null, [], reading.Errors));
        if (reading.Tariff.ValueKind != JsonValueKind.String)
            return (request, request.Rate(reading.Tariff, "/tariff"));
        var reference = reading.Tariff.GetString()!;
        return file.Beside(reference).TryRead(out var tariff, out error)
            ? (request, request.Rate(tariff, reference.Contains('#', StringComparison.Ordinal) ? reference : reference + "#"))
            : (request, Refused(new TariffError("/tariff", error)));
    }

    private static RateOutcome Refused(TariffError error) => new(null, null, [], [error]);
}
