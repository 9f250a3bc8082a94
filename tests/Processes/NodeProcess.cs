using System.Diagnostics;
using System.Text.RegularExpressions;

using Fleet.Cluster.Database;
using Fleet.Node;

namespace Fleet.Tests.Processes;

/// <summary>A node in a process of its own, that can be killed.</summary>
internal sealed partial class NodeProcess : IDisposable
{
    private const int Listeners = 3;

    private readonly Process _process;

    private readonly Task<string> _log;

    private NodeProcess(Process process, IReadOnlyList<Uri> addresses)
    {
        (_process, Ocpp, Http, Ops) = (process, addresses[0], addresses[1], addresses[2]);
        _log = process.StandardOutput.ReadToEndAsync();
    }

    public Uri Ocpp { get; }

    public Uri Http { get; }

    public Uri Ops { get; }

    /// <summary>Physical memory in use, bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts the node that the tests were built with; a port of 0 takes a free one.</summary>
    public static async Task<NodeProcess> StartAsync(DatabaseSettings database, int ocppPort, int clusterPort, int httpPort = 0, params IEnumerable<string> settings)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                typeof(NodeHost).Assembly.Location,
                $"--Fleet:Ocpp:Port={ocppPort}",
                $"--Fleet:Http:Port={httpPort}",
                "--Fleet:Ops:Port=0",
                $"--Fleet:Cluster:Port={clusterPort}",
                $"--Fleet:Database:Provider={database.Provider}",
                $"--Fleet:Database:ConnectionString={database.ConnectionString}",
                $"--Fleet:Database:GapSeconds={database.GapSeconds}",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
            },
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        foreach (var setting in settings)
            start.ArgumentList.Add(setting);
        var process = Process.Start(start)!;
        var said = new List<string>();
        var addresses = new List<Uri>();
        while (addresses.Count < Listeners && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (Address().Match(line) is { Success: true } match)
                addresses.Add(new Uri(match.Groups["address"].Value));
        }

        Assert.True(addresses.Count == Listeners, $"the node did not start: {string.Join('\n', said)}");
        return new NodeProcess(process, addresses);
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
