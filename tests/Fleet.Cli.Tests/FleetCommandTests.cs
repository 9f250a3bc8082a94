namespace Fleet.Cli.Tests;

/// <summary>What every command has in common.</summary>
public sealed class FleetCommandTests
{
    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("replay")]
    [InlineData("replay no-such-file.csv")]
    [InlineData("replay no-such-file.csv --json")]
    [InlineData("replay {file} --speed 0")]
    [InlineData("replay {file} --speed -1")]
    [InlineData("replay {file} --speed fast")]
    [InlineData("replay {file} --limit 0")]
    [InlineData("replay {file} --parallel 0")]
    [InlineData("replay {file} --ocpp http://127.0.0.1:9000/ocpp")]
    [InlineData("replay {file} --api 127.0.0.1:8080")]
    [InlineData("replay {file} {file}")]
    [InlineData("replay {file} --unknown")]
    [InlineData("replay {file}")]
    [InlineData("replay {file} --json")]
    public async Task A_wrong_call_exits_with_2_and_says_why_on_standard_error_only(string call)
    {
        // The file is there, but its header is of no sessions file.
        using var file = Replay.TemporaryFile.Of("a,b\n1,2\n");

        var result = await CommandLine.RunAsync([.. call.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "{file}" ? file.Path : word)]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Out);
        Assert.NotEmpty(result.Error);
    }

    [Theory]
    [InlineData("--help", "replay")]
    [InlineData("replay --help", "--speed")]
    public async Task Help_goes_to_standard_output_and_exits_with_0(string call, string told)
    {
        var result = await CommandLine.RunAsync(call.Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(told, result.Out, StringComparison.Ordinal);
        Assert.Contains("--json", result.Out, StringComparison.Ordinal);
    }
}
