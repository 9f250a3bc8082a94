using System.CommandLine;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Audit;
using Fleet.Domain.Billing.Documents;

using NodaTime;

namespace Fleet.Cli.Rating;

/// <summary><c>fleet audit CDR</c>: whether another party's charge detail record says what its tariff says. It needs no node.</summary>
internal static class AuditCommand
{
    private static readonly Argument<string> CdrArgument = new("CDR")
    {
        Description = "A CDR of OCPI 2.1.1, 2.2, 2.2.1 or 2.3.0; FILE#/pointer names a part of a file",
    };

    private static readonly Option<string?> TariffOption = new("--tariff")
    {
        Description = "Audit by this tariff instead of the record's own; FILE#/pointer names a part of a file",
        HelpName = "FILE",
    };

    private static readonly Option<DateTimeZone?> Zone = OptionOf.Value<DateTimeZone?>(
        "--zone",
        "The location's IANA time zone [default: the record's own, or that of its country where it has only one]",
        "an IANA time zone such as Europe/Berlin",
        DateTimeZoneProviders.Tzdb.GetZoneOrNull);

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var command = new Command("audit", "Rates another party's CDR again and compares; exits with 1 unless the verdict is OK") { CdrArgument, TariffOption, Zone, RuleSetOption.Rules };
        command.SetAction((parsed, _) => RunAsync(parsed, terminal));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal)
    {
        var cdr = DocumentFile.Of(parsed.GetRequiredValue(CdrArgument));
        var tariff = parsed.GetValue(TariffOption) is { } path ? DocumentFile.Of(path) : null;
        foreach (var file in new[] { cdr, tariff })
        {
            if (file is null || File.Exists(file.Path))
                continue;
            await terminal.Error.WriteLineAsync($"{file.Path} is not there.");
            return ExitCode.Usage;
        }

        var outcome = Audit(cdr, tariff, parsed.GetValue(Zone), parsed.GetValue(RuleSetOption.Rules));
        if (parsed.GetValue(FleetCommand.Json))
            await terminal.Out.WriteLineAsync(AuditReport.Of(outcome).ToJson());
        else
            await AuditText.WriteAsync(outcome, terminal);
        return outcome.Verdict == Verdict.Ok ? ExitCode.Ok : ExitCode.Finding;
    }

    private static AuditOutcome Audit(DocumentFile cdr, DocumentFile? tariff, DateTimeZone? zone, RuleSet? rules)
    {
        if (!cdr.TryRead(out var root, out var error))
            return Unreadable(cdr, error);
        if (tariff is null)
            return new CdrAudit(null, zone, rules).Run(root);
        return tariff.TryRead(out var document, out error)
            ? new CdrAudit((document, tariff.Pointer.Length == 0 ? $"{tariff}#" : $"{tariff}"), zone, rules).Run(root)
            : Unreadable(tariff, error);
    }

    private static AuditOutcome Unreadable(DocumentFile file, string error) => new(Verdict.NotVerifiable, null, null, [], [], [new TariffError(file.Pointer, error)]);
}
