using System.Text.Json;

namespace Fleet.Cli.Tests;

/// <summary>Runs the command <c>fleet</c> inside the test.</summary>
internal static class CommandLine
{
    public static Task<Result> RunAsync(params string[] args) => RunAsync(TimeProvider.System, args);

    public static Task<Result> RunAsync(TimeProvider time, params string[] args) => RunAsync(terminal => terminal with { Time = time }, args);

    /// <summary>Runs it at a terminal that is changed first; it has no environment.</summary>
    public static async Task<Result> RunAsync(Func<Terminal, Terminal> change, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(output, error, Interactive: false, TimeProvider.System) { Variable = _ => null };
        var code = await FleetCommand.RunAsync(args, change(terminal));
        return new Result(code, $"{output}", $"{error}");
    }

    internal sealed record Result(int ExitCode, string Out, string Error)
    {
        /// <summary>Standard output as the one JSON document that it must be.</summary>
        public JsonElement Json => JsonDocument.Parse(Out).RootElement;
    }
}
