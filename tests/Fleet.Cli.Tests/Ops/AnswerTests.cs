using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Fleet.Cli.Tests.Ops;

/// <summary>What is shown of an answer, whole or not.</summary>
public sealed class AnswerTests
{
    private const string Said = """{"line":"text","text":"all is well"}""";
    private const string Result = """{"line":"result","value":{"ok":true}}""";
    private const string End = """{"line":"end","exitCode":0}""";

    private static readonly string[] Call = ["charger", "decommission", "CP-1", "--reason", "old"];

    [Fact]
    public async Task A_person_gets_the_text()
    {
        await using var node = await CannedOps.SayingAsync(Said, Result, End);

        var result = await RunAsync(node);

        Assert.Equal((0, $"all is well{Environment.NewLine}", ""), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task A_program_gets_the_document_and_nothing_else()
    {
        await using var node = await CannedOps.SayingAsync(Said, Result, End);

        var result = await RunAsync(node, "--json");

        Assert.Equal((0, $"{{\"ok\":true}}{Environment.NewLine}", ""), (result.ExitCode, result.Out, result.Error));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_failure_says_its_sentence_on_the_error_stream_and_gives_its_code(int code)
    {
        await using var node = await CannedOps.SayingAsync($$"""{"line":"end","exitCode":{{code}},"error":"it is not there"}""");

        var text = await RunAsync(node);
        var json = await RunAsync(node, "--json");

        Assert.Equal((code, "", $"it is not there{Environment.NewLine}"), (text.ExitCode, text.Out, text.Error));
        Assert.Equal((code, $"it is not there{Environment.NewLine}"), (json.ExitCode, json.Error));
        Assert.Equal(code == 2 ? "" : $"{{\"error\":\"it is not there\"}}{Environment.NewLine}", json.Out);
    }

    [Fact]
    public async Task A_failure_with_a_document_prints_one_document()
    {
        await using var node = await CannedOps.SayingAsync(Result, """{"line":"end","exitCode":1,"error":"3 rows are bad"}""");

        var result = await RunAsync(node, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.True(result.Json.GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData("")]
    [InlineData(Said + "\n")]
    [InlineData(Said + "\n{\"line\":\"te")]
    [InlineData(Said + "\nnonsense\n")]
    [InlineData(Said + "\n{\"line\":\"hologram\"}\n")]
    [InlineData(Said + "\n{\"text\":\"x\"}\n")]
    [InlineData(Said + "\nnull\n")]
    public async Task An_answer_without_its_last_line_is_a_failure(string answer)
    {
        await using var node = await CannedOps.StartAsync(async http =>
        {
            http.Response.ContentType = "application/x-ndjson";
            await http.Response.WriteAsync(answer);
        });

        var result = await RunAsync(node);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"The answer of {node.Address} broke off before its end: it is not known whether 'charger decommission' was done. Look, and ask again.", result.Error.Trim());
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_is_a_failure()
    {
        var (result, address) = await RawAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n{Said.Length + 1:x}\r\n{Said}\n\r\n");

        Assert.Equal((1, $"all is well{Environment.NewLine}"), (result.ExitCode, result.Out));
        Assert.StartsWith($"The answer of {address} broke off before its end", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "text/plain")]
    [InlineData(404, "application/problem+json")]
    [InlineData(200, "text/html")]
    [InlineData(302, null)]
    public async Task What_is_no_ops_port_is_told_so(int status, string? type)
    {
        await using var other = await CannedOps.StartAsync(http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = type;
            http.Response.Headers.Location = "http://127.0.0.1:9/";
            return Task.CompletedTask;
        });

        var result = await RunAsync(other);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.StartsWith($"{other.Address} answers, but is no ops port of Fleet (HTTP {status})", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("")]
    public async Task What_speaks_no_HTTP_is_told_so(string greeting)
    {
        var (result, address) = await RawAsync(greeting);

        Assert.Equal((1, ""), (result.ExitCode, result.Out));
        Assert.Equal($"{address} answers, but not by HTTP; is it the ops port of a node?", result.Error.Trim());
    }

    [Fact]
    public async Task A_node_that_is_away_is_told_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"{listener.LocalEndpoint}";
        listener.Stop();

        var text = await CommandLine.RunAsync([.. Call, "--node", address]);
        var json = await CommandLine.RunAsync([.. Call, "--node", address, "--json"]);

        Assert.Equal((1, ""), (text.ExitCode, text.Out));
        Assert.Equal($"No node answers at {address}: Connection refused. Start it, or name another one with --node HOST:PORT.", text.Error.Trim());
        Assert.Equal(text.Error.Trim(), json.Json.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Progress_goes_to_the_error_stream_and_stands_in_one_line_for_a_person()
    {
        await using var node = await CannedOps.SayingAsync(
            """{"line":"progress","what":"counting","done":1,"total":4}""", """{"line":"progress","what":"10 counted","done":3,"total":4}""", Said, End);
        var clock = new JumpingTime();

        var watched = await CommandLine.RunAsync(terminal => terminal with { Interactive = true, Time = clock }, [.. Call, "--node", node.Address]);
        var piped = await CommandLine.RunAsync(terminal => terminal with { Time = clock }, [.. Call, "--node", node.Address]);

        Assert.Equal($"all is well{Environment.NewLine}", watched.Out);
        Assert.Equal("counting: 25 %|10 counted: 75 %||", string.Join('|', watched.Error.Split('\r')[1..].Select(line => line.Trim())));
        Assert.Equal(["counting: 25 %", "10 counted: 75 %"], piped.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task An_operator_who_stops_it_is_told_what_becomes_of_it()
    {
        using var stop = new CancellationTokenSource();
        await using var node = await CannedOps.StartAsync(async http =>
        {
            http.Response.ContentType = "application/x-ndjson";
            await http.Response.WriteAsync(Said + "\n");
            await http.Response.Body.FlushAsync();
            await stop.CancelAsync();
            await new TaskCompletionSource().Task.WaitAsync(http.RequestAborted);
        });
        var (output, error) = (new StringWriter(), new StringWriter());

        var code = await FleetCommand.RunAsync([.. Call, "--node", node.Address], new Terminal(output, error, Interactive: false, TimeProvider.System), stop.Token);

        Assert.Equal(1, code);
        Assert.Equal("Stopped before the end: the node undoes what it had not finished.", $"{error}".Trim());
    }

    private static Task<CommandLine.Result> RunAsync(CannedOps node, params string[] more) => CommandLine.RunAsync([.. Call, "--node", node.Address, .. more]);

    /// <summary>The call to a server that sends <paramref name="answer"/>, byte by byte, and closes.</summary>
    private static async Task<(CommandLine.Result Result, string Address)> RawAsync(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();
        var result = await CommandLine.RunAsync([.. Call, "--node", $"{listener.LocalEndpoint}"]);
        await serving;
        return (result, $"{listener.LocalEndpoint}");

        async Task ServeAsync()
        {
            using var client = await listener.AcceptTcpClientAsync();
            var request = new byte[4096];
            var length = 0;
            while (!Encoding.ASCII.GetString(request, 0, length).EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
                length += await client.GetStream().ReadAsync(request.AsMemory(length));
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        }
    }

    /// <summary>A minute passes with every look at it.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private long _minutes;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 60 * Interlocked.Increment(ref _minutes);
    }
}
