using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Fleet.Cli.Replay;

/// <summary><c>fleet replay FILE</c>: plays real sessions against a running node and checks what it bills.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<FileInfo> File =
        new Argument<FileInfo>("FILE") { Description = "A CSV of charging sessions, plain or gzip" }.AcceptExistingOnly();

    private static readonly Option<Uri> Ocpp = Address("--ocpp", "The node's OCPP endpoint, without the charger's identity", "ws://127.0.0.1:9000/ocpp");

    private static readonly Option<Uri> Api = Address("--api", "The node's HTTP port", "http://127.0.0.1:8080");

    private static readonly Option<decimal?> Speed = OptionOf.Value<decimal?>(
        "--speed",
        "Seconds of the file in a second of the wall clock [default: as fast as the node answers]",
        "more than 0 and at most 1000000000",
        text => Numbers.Read(text) is { } speed and > 0 and <= 1_000_000_000 ? speed : null);

    private static readonly Option<int?> Limit = Count("--limit", "Read only this many rows");

    private static readonly Option<int?> Parallel = Count("--parallel", "The most chargers that are connected at once [default: 200]");

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var command = new Command("replay", "Plays real sessions from a CSV against a running node and checks that each is billed once")
        {
            File, Ocpp, Api, Speed, Limit, Parallel,
        };
        command.SetAction((parsed, cancellation) => RunAsync(OptionsOf(parsed), parsed.GetValue(FleetCommand.Json), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ReplayOptions options, bool json, Terminal terminal, CancellationToken cancellation)
    {
        if (!TryRead(options, out var rows, out var error))
        {
            await terminal.Error.WriteLineAsync(error);
            return ExitCode.Usage;
        }

        ReplayReport report;
        try
        {
            report = await new ReplayRun(options, terminal).RunAsync(rows, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync("Stopped before the end; what was played stays played, and was not checked.");
            return ExitCode.Finding;
        }

        if (json)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, ReplayReportJson.Default.ReplayReport));
        else
            ReplayText.Write(report, terminal.Out);
        return report.Ok ? ExitCode.Ok : ExitCode.Finding;
    }

    private static bool TryRead(ReplayOptions options, [NotNullWhen(true)] out SessionRows? rows, [NotNullWhen(false)] out string? error)
    {
        rows = null;
        try
        {
            using var file = SessionFile.Open(options.File, out error);
            rows = file is null ? null : SessionRows.Of(file.Format.Name, file.Rows().Take(options.Limit ?? int.MaxValue));
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            error = $"{options.File} cannot be read: {failure.Message}";
        }

        return rows is not null;
    }

    private static ReplayOptions OptionsOf(ParseResult parsed) => new(
        parsed.GetRequiredValue(File).FullName,
        parsed.GetRequiredValue(Ocpp),
        parsed.GetRequiredValue(Api),
        parsed.GetValue(Speed),
        parsed.GetValue(Limit),
        parsed.GetValue(Parallel) ?? 200);

    private static Option<int?> Count(string name, string description) =>
        OptionOf.Value<int?>(name, description, "a number from 1", text => int.TryParse(text, out var count) && count > 0 ? count : null);

    private static Option<Uri> Address(string name, string description, string byDefault)
    {
        var scheme = new Uri(byDefault).Scheme;
        var option = OptionOf.Value(
            name,
            description,
            $"an address that begins with {scheme}:// or {scheme}s://",
            text => Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == scheme || address.Scheme == $"{scheme}s") ? address : null);
        option.DefaultValueFactory = _ => new Uri(byDefault);
        return option;
    }
}
