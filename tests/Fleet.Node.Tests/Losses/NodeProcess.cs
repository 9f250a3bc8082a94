using System.Diagnostics;
using System.Text.RegularExpressions;

using Fleet.Cluster.Database;

namespace Fleet.Node.Tests.Losses;

/// <summary>A node in a process of its own, that can be killed.</summary>
internal sealed partial class NodeProcess : IDisposable
{
    private readonly Process _process;

    private readonly Task<string> _log;

    private NodeProcess(Process process, Uri ocpp, Uri http)
    {
        (_process, Ocpp, Http) = (process, ocpp, http);
        _log = process.StandardOutput.ReadToEndAsync();
    }

    public Uri Ocpp { get; }

    public Uri Http { get; }

    /// <summary>Starts the node that the tests were built with; a port of 0 takes a free one.</summary>
    public static async Task<NodeProcess> StartAsync(DatabaseSettings database, int ocppPort, int clusterPort)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                typeof(NodeHost).Assembly.Location,
                $"--Fleet:Ocpp:Port={ocppPort}",
                "--Fleet:Http:Port=0",
                "--Fleet:Ops:Port=0",
                $"--Fleet:Cluster:Port={clusterPort}",
                $"--Fleet:Database:Provider={database.Provider}",
                $"--Fleet:Database:ConnectionString={database.ConnectionString}",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
            },
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        var process = Process.Start(start)!;
        var said = new List<string>();
        var addresses = new List<Uri>();
        while (addresses.Count < 2 && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (Address().Match(line) is { Success: true } match)
                addresses.Add(new Uri(match.Groups["address"].Value));
        }

        Assert.True(addresses.Count == 2, $"the node did not start: {string.Join('\n', said)}");
        return new NodeProcess(process, addresses[0], addresses[1]);
    }

    /// <summary>SIGKILL: it cannot say goodbye, finish or flush.</summary>
    /// <returns>What it logged since it listened.</returns>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return await _log;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
