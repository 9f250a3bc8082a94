using System.Text.Json;

namespace Fleet.EndToEnd.Tests;

/// <summary>The README's first command: chargers in, billed transactions out.</summary>
public sealed class DemoTests
{
    private static readonly string[] FreePorts = ["--Fleet:Http:Port=0", "--Fleet:Ocpp:Port=0", "--Fleet:Ops:Port=0"];

    [Fact]
    public async Task Every_session_that_the_demos_chargers_finish_is_billed_once_with_the_meters_energy()
    {
        var demo = await FleetProcess.RunAsync("Fleet.Node", ["demo", "--chargers", "16", "--speed", "5400", "--json", .. FreePorts]);

        Assert.True(demo.ExitCode == 0, $"{demo.ExitCode}: {demo.Output} {demo.Errors}");
        using var summary = JsonDocument.Parse(demo.Output);
        var root = summary.RootElement;
        Assert.True(root.GetProperty("ok").GetBoolean());
        Assert.Equal(0, root.GetProperty("held").GetInt32());
        var finished = root.GetProperty("finished").GetInt32();
        Assert.InRange(finished, 60, 100);
        Assert.Equal(finished, root.GetProperty("billedOnce").GetInt32());
        var sites = root.GetProperty("sites").EnumerateArray().ToList();
        Assert.Equal(8, sites.Count);
        Assert.Equal(finished, sites.Sum(site => site.GetProperty("sessions").GetInt32()));
        Assert.Equal(root.GetProperty("energyWh").GetInt64(), sites.Sum(site => site.GetProperty("energyWh").GetInt64()));
        Assert.Contains("To pay", root.GetProperty("bill").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", demo.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--chargers", "none")]
    [InlineData("--chargers", "0")]
    [InlineData("--speed", "fast")]
    [InlineData("--colour", "blue")]
    public async Task An_argument_that_makes_no_sense_is_named_and_nothing_runs(string name, string value)
    {
        var demo = await FleetProcess.RunAsync("Fleet.Node", "demo", name, value);

        Assert.Equal(2, demo.ExitCode);
        Assert.Empty(demo.Output);
        Assert.StartsWith($"{name}: ", demo.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_Development_a_node_without_a_database_says_how_to_make_one_and_makes_none()
    {
        var folder = Directory.CreateTempSubdirectory("fleet-test-").FullName;
        var file = Path.Combine(folder, "fleet.db");

        var node = await FleetProcess.RunAsync("Fleet.Node", ["--environment=Production", $"--Fleet:Database:ConnectionString=Data Source={file}", .. FreePorts]);

        Assert.Equal(1, node.ExitCode);
        Assert.Contains($"{file} is empty: run 'fleet db migrate'", node.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    [Fact]
    public async Task A_setting_that_makes_no_sense_is_named_and_the_node_does_not_start()
    {
        var node = await FleetProcess.RunAsync("Fleet.Node", "--Fleet:Ocpp:Port=70000", "--Fleet:Billing:TimeZone=Mars/Olympus");

        Assert.Equal(2, node.ExitCode);
        Assert.Contains("Fleet:Ocpp:Port: 70000 is not a port", node.Errors, StringComparison.Ordinal);
        Assert.Contains("Fleet:Billing:TimeZone: 'Mars/Olympus' is no IANA time zone", node.Errors, StringComparison.Ordinal);
    }
}
