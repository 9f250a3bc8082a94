using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fleet.EndToEnd.Tests;

/// <summary>An operator's morning: chargers out of a spreadsheet, back into one, and one of them out of service.</summary>
public sealed partial class OpsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-ops-").FullName;

    [Fact]
    public async Task Chargers_go_in_from_a_file_come_out_into_one_and_one_goes_out_of_service()
    {
        using var node = FleetProcess.Start(
            "Fleet.Node",
            "--Fleet:Http:Port=0",
            "--Fleet:Ocpp:Port=0",
            "--Fleet:Ops:Port=0",
            "--Fleet:Cluster:Port=0",
            $"--Fleet:Database:ConnectionString=Data Source={Path.Combine(_folder, "fleet.db")}",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information");
        try
        {
            var address = await OpsPortOfAsync(node);
            var sites = FileOf("sites.csv", "id;name;timeZone\nnorth;Nordpark;Europe/Berlin\n");
            var chargers = FileOf("chargers.csv", "id,siteId,evses,maxPowerW,kind\nCP-1,north,2,22000,AC\nCP-2,north,1,150000,DC\n");
            var exported = Path.Combine(_folder, "exported.csv");

            await FleetAsync("import", "sites", sites, "--apply", "--node", address);
            var dry = await FleetAsync("import", "chargers", chargers, "--node", address);
            var entered = await FleetAsync("import", "chargers", chargers, "--apply", "--reason", "opening", "--json", "--node", address);
            await FleetAsync("export", "chargers", "--out", exported, "--node", address);
            var again = await FleetAsync("import", "chargers", exported, "--apply", "--json", "--node", address);
            await FleetAsync("charger", "decommission", "CP-1", "--reason", "rusty", "--node", address);
            var left = await FleetAsync("export", "chargers", "--json", "--node", address);

            Assert.Contains("chargers: 2 rows, 2 new, 0 changed, 0 unchanged, 0 bad", dry, StringComparison.Ordinal);
            Assert.Equal(2, JsonDocument.Parse(entered).RootElement.GetProperty("new").GetInt32());
            Assert.Equal(2, JsonDocument.Parse(again).RootElement.GetProperty("unchanged").GetInt32());
            Assert.Equal("CP-2", Assert.Single(JsonDocument.Parse(left).RootElement.EnumerateArray()).GetProperty("id").GetString());
        }
        finally
        {
            node.Kill();
            await node.WaitForExitAsync();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> FleetAsync(params string[] arguments)
    {
        var fleet = await FleetProcess.RunAsync("fleet", arguments);
        Assert.True(fleet.ExitCode == 0, $"fleet {string.Join(' ', arguments)}: {fleet.ExitCode} {fleet.Output} {fleet.Errors}");
        return fleet.Output;
    }

    /// <summary>The node says where it listens, the ops port last.</summary>
    private static async Task<string> OpsPortOfAsync(Process node)
    {
        List<string> addresses = [];
        while (addresses.Count < 3 && await node.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } match)
                addresses.Add(match.Groups["address"].Value);
        }

        Assert.True(addresses.Count == 3, "the node did not start");
        return addresses[2];
    }

    private string FileOf(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    [GeneratedRegex(@"Now listening on: http://(?<address>\S+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
