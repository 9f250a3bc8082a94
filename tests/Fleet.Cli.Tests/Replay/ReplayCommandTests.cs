using System.Text.Json;

namespace Fleet.Cli.Tests.Replay;

/// <summary>The whole command against a node that answers over real sockets.</summary>
public sealed class ReplayCommandTests
{
    /// <summary>Five rows: clean, of another charger, ending before the start, without end, and clean on the first one's connector.</summary>
    private const string Text = Files.Perth + """

        1,51519,2,2017-08-31T00:00:00,22:12,2017-08-31T00:00:00,23:11,18.27,Broxden,APT Triple Rapid Charger
        2,51250,1,2017-08-31T00:00:00,22:01,2017-08-31T00:00:00,22:31,19.45,Crown Inn,APT Triple Rapid Charger
        3,51519,1,2017-08-31T00:00:00,21:32,2017-01-08T00:00:00,12:31,12.96,Broxden,APT Triple Rapid Charger
        4,51250,1,2017-08-20T00:00:00,16:15,,,,Crown Inn,APT Triple Rapid Charger
        5,51519,2,2017-08-31T00:00:00,23:30,2017-08-31T00:00:00,23:31,0,Broxden,APT Triple Rapid Charger
        """;

    [Fact]
    public async Task Rows_that_are_billed_once_exit_with_0_and_the_others_are_listed_with_the_reason()
    {
        await using var node = await CannedNode.StartAsync();

        var result = await ReplayAsync(node, Text);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("5 rows read, 1 rejected, 4 played", result.Out, StringComparison.Ordinal);
        Assert.Contains("NO_END: 1 (row 4)", result.Out, StringComparison.Ordinal);
        Assert.Equal(
            [("51250", "PERTH-2", 19_450L, 1), ("51519", "PERTH-1", 18_270, 3), ("51519", "PERTH-3", 12_960, 0), ("51519", "PERTH-5", 0, 0)],
            node.Transactions
                .OrderBy(t => t.Charger, StringComparer.Ordinal)
                .ThenBy(t => t.Token, StringComparer.Ordinal)
                .Select(t => (t.Charger, t.Token, t.MeterStop!.Value - t.MeterStart, t.Readings)));
    }

    [Fact]
    public async Task Json_is_one_document_with_every_figure()
    {
        await using var node = await CannedNode.StartAsync(t => [t.Token == "PERTH-3" ? CannedNode.Bill(t, "HELD", "STOP_BEFORE_START") : CannedNode.Bill(t)]);

        var result = await ReplayAsync(node, Text, "--json");

        Assert.Equal(0, result.ExitCode);
        var json = result.Json;
        Assert.Equal("perth", json.GetProperty("format").GetString());
        Assert.Equal((5, 4, 3), (Number(json, "rowsRead"), Number(json, "played"), Number(json, "billed")));
        Assert.Equal("""{"row":4,"reason":"NO_END","text":"no end; started 2017-08-20T15:15:00Z"}""", Compact(json.GetProperty("rejected")[0]));
        Assert.Equal("""[{"heldFor":"STOP_BEFORE_START","rows":[3]}]""", Compact(json.GetProperty("held")));
        Assert.Equal("""[{"site":"Broxden","sessions":2,"energyWh":18270},{"site":"Crown Inn","sessions":1,"energyWh":19450}]""", Compact(json.GetProperty("sites")));
        Assert.Equal((0, 0), (json.GetProperty("failed").GetArrayLength(), json.GetProperty("mismatches").GetArrayLength()));
        Assert.True(json.GetProperty("ok").GetBoolean());
        Assert.True(Number(json, "calls") >= 4 * 2 + 4);
    }

    [Fact]
    public async Task A_session_that_is_billed_twice_exits_with_1_and_is_named()
    {
        await using var node = await CannedNode.StartAsync(t => t.Token == "PERTH-2" ? [CannedNode.Bill(t), CannedNode.Bill(t)] : [CannedNode.Bill(t)]);

        var result = await ReplayAsync(node, Text, "--json");

        Assert.Equal(1, result.ExitCode);
        var wrong = Assert.Single(result.Json.GetProperty("mismatches").EnumerateArray());
        Assert.Equal((2, "BILLED_TWICE"), (Number(wrong, "row"), wrong.GetProperty("kind").GetString()));
        Assert.False(result.Json.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Another_energy_than_the_meters_exits_with_1_and_is_told()
    {
        await using var node = await CannedNode.StartAsync(t => [new { id = $"{t.Charger}:{t.Id}", state = "BILLED", energyWh = 7 }]);

        var result = await ReplayAsync(node, Text);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("ENERGY_DIFFERS: 4", result.Out, StringComparison.Ordinal);
        Assert.Contains("billed 7 Wh, the meter counted 18270 Wh", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_reads_only_so_many_rows()
    {
        await using var node = await CannedNode.StartAsync();

        var result = await ReplayAsync(node, Text, "--json", "--limit", "2", "--parallel", "1");

        Assert.Equal((2, 2), (Number(result.Json, "rowsRead"), Number(result.Json, "played")));
    }

    [Fact]
    public async Task Without_a_node_nothing_is_played_and_it_exits_with_1()
    {
        using var file = TemporaryFile.Of(Text);

        var result = await CommandLine.RunAsync("replay", file.Path, "--json", "--api", "http://127.0.0.1:1", "--ocpp", "ws://127.0.0.1:1/ocpp");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("http://127.0.0.1:1", result.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal((5, 0), (Number(result.Json, "rowsRead"), Number(result.Json, "played")));
        Assert.False(result.Json.GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task Where_the_OCPP_port_is_closed_every_row_fails_after_a_minute_and_it_exits_with_1()
    {
        await using var node = await CannedNode.StartAsync();
        using var file = TemporaryFile.Of(Text);
        var time = new ImpatientTime();

        var result = await CommandLine.RunAsync(time, "replay", file.Path, "--json", "--api", node.Api, "--ocpp", "ws://127.0.0.1:1/ocpp");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal([1, 2, 3, 5], result.Json.GetProperty("failed").EnumerateArray().Select(failed => Number(failed, "row")));
        Assert.Equal(0, Number(result.Json, "played"));
        Assert.True(time.Passed >= TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task At_a_speed_the_file_takes_as_long_as_it_says()
    {
        await using var node = await CannedNode.StartAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        // From the first start at 20:32 UTC to the last stop at 22:31 UTC are 7,140 seconds.
        var result = await ReplayAsync(node, Text, "--speed", "7140");

        Assert.Equal(0, result.ExitCode);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(1));
    }

    private static async Task<CommandLine.Result> ReplayAsync(CannedNode node, string text, params string[] options)
    {
        using var file = TemporaryFile.Of(text);
        return await CommandLine.RunAsync(["replay", file.Path, "--ocpp", node.Ocpp, "--api", node.Api, .. options]);
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
