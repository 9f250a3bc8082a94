using System.Text.Json;

namespace Fleet.Cli.Tests;

/// <summary>Runs the command <c>fleet</c> inside the test.</summary>
internal static class CommandLine
{
    public static Task<Result> RunAsync(params string[] args) => RunAsync(TimeProvider.System, args);

    public static async Task<Result> RunAsync(TimeProvider time, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await FleetCommand.RunAsync(args, new Terminal(output, error, Interactive: false, time));
        return new Result(code, $"{output}", $"{error}");
    }

    internal sealed record Result(int ExitCode, string Out, string Error)
    {
        /// <summary>Standard output as the one JSON document that it must be.</summary>
        public JsonElement Json => JsonDocument.Parse(Out).RootElement;
    }
}
