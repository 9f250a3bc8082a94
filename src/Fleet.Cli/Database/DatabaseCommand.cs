using System.CommandLine;
using System.Text.Json;

using Fleet.Cluster.Database;
using Fleet.Cluster.Database.Migrations;

namespace Fleet.Cli.Database;

/// <summary><c>fleet db …</c>: makes and looks at the database of the nodes. It needs no node.</summary>
internal static class DatabaseCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say what would be applied" };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var migrate = new Command("migrate", "Applies the migrations that the database lacks, each whole or not at all") { DatabaseOptions.Provider, DatabaseOptions.Connection, DryRun };
        migrate.SetAction((parsed, _) => RunAsync(parsed, terminal, database => Migrate(database, parsed.GetValue(DryRun)), report => MigrateText(report, parsed.GetValue(DryRun))));
        var status = new Command("status", "Shows which database it is, its schema version and what it lacks; exits with 1 when it lacks something")
        {
            DatabaseOptions.Provider, DatabaseOptions.Connection,
        };
        status.SetAction((parsed, _) => RunAsync(parsed, terminal, Status, StatusText));
        return new Command("db", "Makes and looks at the database of the nodes, with the settings Fleet:Database of a node") { migrate, status };
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, Terminal terminal, Func<FleetDatabase, (DatabaseReport Report, int ExitCode)> run, Func<DatabaseReport, IEnumerable<string>> text)
    {
        var (settings, errors) = DatabaseOptions.Read(parsed, Environment.CurrentDirectory);
        if (settings is null)
        {
            foreach (var error in errors)
                await terminal.Error.WriteLineAsync(error);
            return ExitCode.Usage;
        }

        var (report, exitCode) = Run(FleetDatabase.Of(settings), run);
        if (report.Error is { } failure)
            await terminal.Error.WriteLineAsync(failure);
        if (parsed.GetValue(FleetCommand.Json))
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, DatabaseReportJson.Default.DatabaseReport));
        else if (report.Error is null)
            await terminal.Out.WriteLineAsync(string.Join(Environment.NewLine, text(report)));
        return exitCode;
    }

    private static (DatabaseReport Report, int ExitCode) Run(FleetDatabase database, Func<FleetDatabase, (DatabaseReport Report, int ExitCode)> run)
    {
        try
        {
            return run(database);
        }
        catch (DatabaseException refused)
        {
            return (new DatabaseReport(database.Description, Error: refused.Message), ExitCode.Finding);
        }
    }

    private static (DatabaseReport Report, int ExitCode) Migrate(FleetDatabase database, bool dryRun)
    {
        var applied = dryRun ? [] : database.Migrate();
        return (Report(database, database.ReadStatus(), applied), ExitCode.Ok);
    }

    private static (DatabaseReport Report, int ExitCode) Status(FleetDatabase database)
    {
        var status = database.ReadStatus();
        return (Report(database, status, status.Applied), status.Pending.Count == 0 ? ExitCode.Ok : ExitCode.Finding);
    }

    private static DatabaseReport Report(FleetDatabase database, SchemaStatus status, IReadOnlyList<Migration> applied) =>
        new(database.Description, status.DatabaseId, status.Version, Names(applied), Names(status.Pending));

    private static IReadOnlyList<string> Names(IEnumerable<Migration> migrations) => [.. migrations.Select(migration => $"{migration}")];

    private static IEnumerable<string> MigrateText(DatabaseReport report, bool dryRun) =>
    [
        report.Database,
        .. report.Applied!.Select(migration => $"applied {migration}"),
        .. report.Pending!.Select(migration => $"would apply {migration}"),
        dryRun ? $"schema version {report.Version}; nothing was changed" : $"schema version {report.Version}, up to date",
    ];

    private static IEnumerable<string> StatusText(DatabaseReport report) =>
    [
        report.Database,
        report.DatabaseId is { } id ? $"id {id}, schema version {report.Version}" : "empty",
        .. report.Pending!.Select(migration => $"lacks {migration}"),
        report.Pending!.Count == 0 ? "up to date" : "'fleet db migrate' applies what it lacks",
    ];
}
