namespace Fleet.Cli.Tests.Ops;

/// <summary>Where the content of a file goes.</summary>
public sealed class WrittenFileTests : IDisposable
{
    private const string Part = """{"line":"content","text":"id\nCP-1\n"}""";
    private const string Said = """{"line":"text","text":"1 charger"}""";
    private const string Result = """{"line":"result","value":{"rows":1}}""";
    private const string End = """{"line":"end","exitCode":0}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-out-").FullName;

    private string Out => Path.Combine(_folder, "chargers.csv");

    [Fact]
    public async Task Without_a_file_it_goes_to_the_output_and_the_text_beside_it()
    {
        await using var node = await CannedOps.SayingAsync(Part, Result, Said, End);

        var text = await CommandLine.RunAsync("export", "chargers", "--node", node.Address);
        var json = await CommandLine.RunAsync("export", "chargers", "--node", node.Address, "--json");

        Assert.Equal((0, "id\nCP-1\n", $"1 charger{Environment.NewLine}"), (text.ExitCode, text.Out, text.Error));
        Assert.Equal((0, "id\nCP-1\n", ""), (json.ExitCode, json.Out, json.Error));
    }

    [Fact]
    public async Task A_file_gets_it_whole()
    {
        await using var node = await CannedOps.SayingAsync(Part, Part, Result, Said, End);

        var text = await CommandLine.RunAsync("export", "chargers", "--node", node.Address, "--out", Out);
        var json = await CommandLine.RunAsync("export", "chargers", "--node", node.Address, "--out", Out, "--json");

        Assert.Equal((0, $"1 charger{Environment.NewLine}", ""), (text.ExitCode, text.Out, text.Error));
        Assert.Equal(1, json.Json.GetProperty("rows").GetInt32());
        Assert.Equal("id\nCP-1\nid\nCP-1\n", await File.ReadAllTextAsync(Out));
        Assert.Single(Directory.GetFiles(_folder));
        Assert.Contains("\"fileName\":\"chargers.csv\"", node.Asked[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"line":"end","exitCode":1,"error":"the database is away"}""")]
    [InlineData("half a line")]
    public async Task Half_a_file_is_none_and_leaves_the_one_before(string last)
    {
        await File.WriteAllTextAsync(Out, "yesterday's");
        await using var node = await CannedOps.SayingAsync(Part, last);

        var result = await CommandLine.RunAsync("export", "chargers", "--node", node.Address, "--out", Out);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("yesterday's", await File.ReadAllTextAsync(Out));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        await using var node = await CannedOps.SayingAsync(Part, Said, End);
        var nowhere = Path.Combine(_folder, "no", "such", "folder.csv");

        var result = await CommandLine.RunAsync("export", "chargers", "--node", node.Address, "--out", nowhere);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Contains("folder.csv", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
