using System.Text.Json;

namespace Fleet.Cli.Tests.Ops;

/// <summary>What is sent to a node, and which.</summary>
public sealed class CallTests
{
    private const string End = """{"line":"end","exitCode":0}""";

    [Fact]
    public async Task A_call_carries_the_arguments_who_asks_and_the_header()
    {
        await using var node = await CannedOps.SayingAsync(End);

        await CommandLine.RunAsync("charger", "decommission", "a:b c", "--reason", "it's \"old\"", "--as", "Ada Lovelace", "--node", node.Address);

        var asked = Assert.Single(node.Asked);
        Assert.Equal(("/ops/v1/charger/decommission", "1", ""), (asked.Path, asked.Header, asked.Authorization ?? ""));
        using var call = JsonDocument.Parse(asked.Body);
        Assert.Equal("Ada Lovelace", call.RootElement.GetProperty("by").GetString());
        Assert.Equal("a:b c", call.RootElement.GetProperty("arguments").GetProperty("id").GetString());
        Assert.Equal("it's \"old\"", call.RootElement.GetProperty("arguments").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Without_a_name_it_is_the_login_name()
    {
        await using var node = await CannedOps.SayingAsync(End);

        await CommandLine.RunAsync("charger", "decommission", "CP-1", "--reason", "old", "--node", node.Address);

        using var call = JsonDocument.Parse(node.Asked[0].Body);
        Assert.Equal(Environment.UserName, call.RootElement.GetProperty("by").GetString());
    }

    [Fact]
    public async Task A_file_follows_the_call_byte_by_byte()
    {
        var content = "id,siteId\r\nCP-1,\"a\nb\"\n" + new string('x', 200_000);
        using var file = Replay.TemporaryFile.WithByteOrderMark(content);
        await using var node = await CannedOps.SayingAsync(End);

        await CommandLine.RunAsync("import", "chargers", file.Path, "--apply", "--node", node.Address);

        var body = node.Asked[0].Body.Split('\n', 2);
        using var call = JsonDocument.Parse(body[0]);
        Assert.Equal(Path.GetFileName(file.Path), call.RootElement.GetProperty("fileName").GetString());
        Assert.Equal("""{"apply":"true"}""", call.RootElement.GetProperty("arguments").GetRawText());
        Assert.Equal($"\uFEFF{content}", body[1]);
    }

    [Theory]
    [InlineData("the-key", null)]
    [InlineData(null, "the-key")]
    [InlineData("the-key", "another-key")]
    public async Task The_key_is_the_one_that_is_said_or_that_of_the_environment(string? said, string? set)
    {
        await using var node = await CannedOps.SayingAsync(End);
        string[] key = said is null ? [] : ["--key", said];

        await CommandLine.RunAsync(With(("Fleet__Ops__Key", set)), ["export", "sites", "--node", node.Address, .. key]);

        Assert.Equal("Bearer the-key", node.Asked[0].Authorization);
    }

    [Fact]
    public async Task The_node_is_the_one_that_is_said_or_that_of_the_environment()
    {
        await using var said = await CannedOps.SayingAsync(End);
        await using var set = await CannedOps.SayingAsync(End);
        var environment = With(("Fleet__Ops__Host", "localhost"), ("Fleet__Ops__Port", $"{set.Port}"));

        await CommandLine.RunAsync(environment, "export", "sites", "--node", said.Address);
        await CommandLine.RunAsync(environment, "export", "sites");

        Assert.Single(said.Asked);
        Assert.Single(set.Asked);
    }

    [Theory]
    [InlineData("Fleet__Ops__Port", "0", "Fleet__Ops__Port 0: must be a port, 1 to 65535")]
    [InlineData("Fleet__Ops__Port", "ninety", "Fleet__Ops__Port ninety: must be a port, 1 to 65535")]
    [InlineData("Fleet__Ops__Host", "a host", "Fleet__Ops__Host a host: must be a name or an address")]
    [InlineData("Fleet__Ops__Key", "a key", "Fleet__Ops__Key: must be printable ASCII without spaces")]
    public async Task A_variable_that_makes_no_sense_is_named(string name, string value, string sentence)
    {
        var result = await CommandLine.RunAsync(With((name, value)), "export", "sites");

        Assert.Equal((2, "", sentence), (result.ExitCode, result.Out, result.Error.Trim()));
    }

    [Theory]
    [InlineData("charger")]
    [InlineData("charger decommission")]
    [InlineData("charger decommission CP-1")]
    [InlineData("charger decommission CP-1 --reason")]
    [InlineData("charger decommission CP-1 CP-2 --reason old")]
    [InlineData("charger decommission CP-1 --reason old --node 9110")]
    [InlineData("charger decommission CP-1 --reason old --node host:")]
    [InlineData("charger decommission CP-1 --reason old --node host:70000")]
    [InlineData("charger decommission CP-1 --reason old --key ÄÖÜ")]
    [InlineData("charger decommission CP-1 --reason old --as {long}")]
    [InlineData("charger decommission CP-1 --reason {long}")]
    [InlineData("charger decommission CP-1 --reason {blank}")]
    [InlineData("import chargers")]
    [InlineData("import chargers no-such-file.csv")]
    [InlineData("import vehicles {file}")]
    [InlineData("import chargers {file} --format xml")]
    [InlineData("import chargers {file} --apply yes please")]
    [InlineData("export chargers --format xml")]
    [InlineData("export chargers --format csv --json")]
    public async Task A_wrong_call_reaches_no_node_and_exits_with_2(string call)
    {
        await using var node = await CannedOps.SayingAsync(End);
        using var file = Replay.TemporaryFile.Of("id\nCP-1\n");
        var words = call.Split(' ').Select(word => word switch
        {
            "{file}" => file.Path,
            "{long}" => new string('x', 1001),
            "{blank}" => " ",
            _ => word,
        });

        var result = await CommandLine.RunAsync(With(("Fleet__Ops__Port", $"{node.Port}")), [.. words]);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.NotEmpty(result.Error);
        Assert.Empty(node.Asked);
    }

    [Theory]
    [InlineData("import chargers --help", "maxPowerW", "--skip-bad", "fleet import chargers chargers.csv")]
    [InlineData("export tariffs --help", "--out", "--node", "Fleet__Ops__Host")]
    [InlineData("charger --help", "decommission", "socket", "history")]
    public async Task Help_says_what_can_be_said(string call, params string[] told)
    {
        var result = await CommandLine.RunAsync(call.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.All(told, word => Assert.Contains(word, result.Out, StringComparison.Ordinal));
    }

    private static Func<Terminal, Terminal> With(params (string Name, string? Value)[] variables) =>
        terminal => terminal with { Variable = name => variables.FirstOrDefault(variable => variable.Name == name).Value };
}
