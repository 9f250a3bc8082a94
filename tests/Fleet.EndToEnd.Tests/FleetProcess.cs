using System.Diagnostics;

namespace Fleet.EndToEnd.Tests;

/// <summary>One of Fleet's programs, run as a user runs it.</summary>
internal static class FleetProcess
{
    /// <summary>Runs <paramref name="assembly"/> (such as <c>Fleet.Node</c>) to its end.</summary>
    public static async Task<FleetOutput> RunAsync(string assembly, params string[] arguments)
    {
        using var process = Start(assembly, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail($"{assembly} did not end: {await output} {await errors}");
        }

        return new FleetOutput(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts it and leaves it running.</summary>
    public static Process Start(string assembly, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}

/// <summary>What a program said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its error stream.</param>
internal sealed record FleetOutput(int ExitCode, string Output, string Errors);
