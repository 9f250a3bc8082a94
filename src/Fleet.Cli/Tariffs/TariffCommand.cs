using System.CommandLine;
using System.Text.Json;

using Fleet.Cli.Rating;
using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Audit;
using Fleet.Domain.Billing.Documents;

using NodaTime;

namespace Fleet.Cli.Tariffs;

/// <summary><c>fleet tariff …</c>: judges, explains and exports a tariff. It needs no node.</summary>
internal static class TariffCommand
{
    private static readonly Argument<string> FileArgument = new("FILE") { Description = "An OCPI tariff in JSON; FILE#/pointer names a part of a file" };

    private static readonly Option<DateTimeZone> Zone = OptionOf.Value(
        "--zone", "The time zone of the locations, such as Europe/Berlin", "an IANA time zone such as Europe/Berlin", DateTimeZoneProviders.Tzdb.GetZoneOrNull);

    private static readonly Option<OcpiVersion?> Version = OptionOf.Value<OcpiVersion?>(
        "--ocpi", "The version of OCPI: 2.1.1, 2.2.1 or 2.3.0", "2.1.1, 2.2.1 or 2.3.0", VersionOf);

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Version.Required = true;
        var lint = new Command("lint", "Finds mistakes in a tariff; exits with 1 when there are any, and with 0 when there is nothing but notes") { FileArgument, Zone, RuleSetOption.Rules };
        lint.SetAction((parsed, _) => RunAsync(parsed, terminal, LintAsync));
        var explain = new Command("explain", "Says a tariff in words, with what usual sessions cost") { FileArgument, Zone };
        explain.SetAction((parsed, _) => RunAsync(parsed, terminal, ExplainAsync));
        var export = new Command("export", "Writes a tariff as a version of OCPI can say it; exits with 1 when something is lost") { FileArgument, Version };
        export.SetAction((parsed, _) => RunAsync(parsed, terminal, ExportAsync));
        return new Command("tariff", "Judges, explains and exports a tariff") { lint, explain, export };
    }

    private static async Task<int> RunAsync(ParseResult parsed, Terminal terminal, Func<ParseResult, Terminal, DocumentFile, Task<int>> run)
    {
        var file = DocumentFile.Of(parsed.GetRequiredValue(FileArgument));
        if (File.Exists(file.Path))
            return await run(parsed, terminal, file);
        await terminal.Error.WriteLineAsync($"{file.Path} is not there; FILE must be a tariff.");
        return ExitCode.Usage;
    }

    private static async Task<int> LintAsync(ParseResult parsed, Terminal terminal, DocumentFile file)
    {
        var lints = file.TryRead(out var root, out var error)
            ? TariffLint.Of(root, parsed.GetValue(Zone), parsed.GetValue(RuleSetOption.Rules) ?? RuleSet.Ocpi221D2)
            : [new Lint(LintCode.Invalid, LintSeverity.Error, "", error, "Correct the file; nothing else was looked at.")];
        if (parsed.GetValue(FleetCommand.Json))
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(LintReport.Of(file, lints), TariffReportJson.Default.LintReport));
        else
            await terminal.Out.WriteLineAsync(TariffText.Of(file, lints));
        return lints.Any(static lint => lint.Severity != LintSeverity.Note) ? ExitCode.Finding : ExitCode.Ok;
    }

    private static async Task<int> ExplainAsync(ParseResult parsed, Terminal terminal, DocumentFile file)
    {
        if (await ReadAsync(parsed, terminal, file) is not { } document)
            return ExitCode.Finding;
        var today = Instant.FromDateTimeOffset(terminal.Time.GetUtcNow());
        var report = ExplainReport.Of(document, parsed.GetValue(Zone) ?? DateTimeZone.Utc, today);
        await terminal.Out.WriteLineAsync(parsed.GetValue(FleetCommand.Json)
            ? JsonSerializer.Serialize(report, TariffReportJson.Default.ExplainReport)
            : TariffText.Of(report));
        return ExitCode.Ok;
    }

    private static async Task<int> ExportAsync(ParseResult parsed, Terminal terminal, DocumentFile file)
    {
        if (await ReadAsync(parsed, terminal, file) is not { } document)
            return ExitCode.Finding;
        var header = OcpiHeader.Of(document, Instant.FromDateTimeOffset(terminal.Time.GetUtcNow()));
        var export = OcpiTariff.Write(document.Tariff, header, parsed.GetValue(Version)!.Value);
        foreach (var loss in export.Losses)
            await terminal.Error.WriteLineAsync($"{loss.JsonPointer}: {loss.Text}");
        if (parsed.GetValue(FleetCommand.Json))
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(ExportReport.Of(export), TariffReportJson.Default.ExportReport));
        else if (export.Json is { } json)
            await terminal.Out.WriteLineAsync(json);
        return export.Losses.IsEmpty ? ExitCode.Ok : ExitCode.Finding;
    }

    /// <summary>Reads a tariff; what is wrong with it goes to standard error, and to standard output where JSON is wanted.</summary>
    private static async Task<TariffDocument?> ReadAsync(ParseResult parsed, Terminal terminal, DocumentFile file)
    {
        var reading = file.TryRead(out var root, out var error)
            ? TariffJson.Read(root, TariffStrictness.Strict)
            : new TariffReading(null, [new TariffError("", error)]);
        if (reading.Document is { } document)
            return document;
        foreach (var wrong in reading.Errors)
            await terminal.Error.WriteLineAsync($"{wrong.JsonPointer}: {wrong.Rule}".TrimStart(':', ' '));
        if (parsed.GetValue(FleetCommand.Json))
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(ErrorReport.Of(reading), TariffReportJson.Default.ErrorReport));
        return null;
    }

    private static OcpiVersion? VersionOf(string text) =>
        Enum.GetValues<OcpiVersion>().Where(version => version != OcpiVersion.V22 && version.Id() == text).Select(static version => (OcpiVersion?)version).FirstOrDefault();
}
