using System.CommandLine;
using Fleet.Cli.Bills;
using Fleet.Cli.Database;
using Fleet.Cli.Metering;
using Fleet.Cli.Ops;
using Fleet.Cli.Rating;
using Fleet.Cli.Replay;
using Fleet.Cli.Tariffs;

namespace Fleet.Cli;

/// <summary>The command <c>fleet</c>: one family of commands a folder, gathered in one table.</summary>
internal static class FleetCommand
{
    /// <summary>One JSON document on standard output instead of text; every command takes it.</summary>
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "One JSON document on standard output; logs go to standard error",
        Recursive = true,
    };

    /// <summary>The families that need no node's ops port, in the order of the help; those that do are <see cref="Cluster.Ops.OpsPalettes"/>.</summary>
    private static readonly Func<Terminal, Command>[] Families =
    [
        ReplayCommand.Create,
        DatabaseCommand.Create,
        TariffCommand.Create,
        RateCommand.Create,
        AuditCommand.Create,
        BundleCommands.Create,
        OcmfCommand.Create,
    ];

    /// <summary>Runs the command that <paramref name="args"/> names and gives its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation = default)
    {
        var root = new RootCommand("Fleet: monitors and bills every charging session of a large network.") { Json };
        foreach (var family in Families)
            root.Add(family(terminal));
        OpsCommands.AddTo(root, terminal);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await terminal.Error.WriteLineAsync(error.Message);
            await terminal.Error.WriteLineAsync("fleet --help, or --help after a command, shows what can be said.");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error }, cancellation);
    }
}
