using System.Net;
using System.Net.Sockets;
using System.Text;

using Fleet.Cluster.Ops;
using Fleet.Node.Ops;
using Fleet.Node.Tests.Running;

using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Node.Tests.Ops;

public sealed class TransportTests(OddNode odd) : IClassFixture<OddNode>, IDisposable
{
    private readonly OpsCaller _ops = new(odd.Node.Ops);

    [Fact]
    public async Task Lines_come_as_they_are_said_and_the_last_one_ends_them()
    {
        using var request = OpsCaller.Request("odd/wait", "{}");
        using var response = await _ops.SendAsync(request);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());

        var first = await lines.ReadLineAsync();
        odd.Commands.Release();
        var rest = await lines.ReadToEndAsync();

        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("""{"line":"text","text":"begun"}""", first);
        Assert.Equal("{\"line\":\"text\",\"text\":\"done\"}\n{\"line\":\"end\",\"exitCode\":0}\n", rest);
    }

    [Fact]
    public async Task Arguments_arrive_and_nothing_follows_an_end()
    {
        var reply = await _ops.CallAsync("odd/say/more", new { what = "grüß \"Gott\"", loud = "true" }, json: true);

        Assert.Equal(["grüß \"Gott\"!"], reply.Text);
        Assert.Equal("""{"by":"ops:ada","json":true}""", reply.Document.ToJsonString());
        Assert.Equal((1, "enough said"), reply.End);
    }

    [Theory]
    [InlineData("odd/say/more", "{}", "WHAT: must be given")]
    [InlineData("odd/say/more", """{"arguments":{"what":"x","colour":"red"}}""", "--colour: not known to odd say more")]
    [InlineData("odd/say/more", """{"arguments":{"what":"x","loud":"very"}}""", "--loud very: must be true")]
    [InlineData("odd/say/more", """{"arguments":{"what":"a\u0000b"}}""", "WHAT: must not hold control characters")]
    [InlineData("odd/say/more", """{"by":"a\nb","arguments":{"what":"x"}}""", "by: must have at most 64 characters, none of them a control character")]
    [InlineData("odd/say/more", "", "The first line of the body must be the call as one JSON object: ")]
    [InlineData("odd/say/more", "null", "The first line of the body must be the call as one JSON object: ")]
    [InlineData("odd/say/more", """{"what":"x"}""", "The first line of the body must be the call as one JSON object: ")]
    [InlineData("odd/say/more", """{"arguments":{"what":7}}""", "The first line of the body must be the call as one JSON object: ")]
    [InlineData("odd/say/more", "{\"arguments\":{\"what\":\"x\"}}\nmore", "odd say more takes no file")]
    public async Task A_wrong_call_does_nothing_and_is_told_why(string path, string body, string sentence)
    {
        using var request = OpsCaller.Request(path, body);
        using var response = await _ops.SendAsync(request);
        var line = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith($$"""{"line":"end","exitCode":2,"error":"{{sentence}}""", line, StringComparison.Ordinal);
        odd.Node.AssertNoErrors();
    }

    [Fact]
    public async Task A_first_line_without_end_is_not_read_for_ever()
    {
        var reply = await _ops.CallAsync("odd/say/more", new { what = new string('x', 100_000) });

        Assert.Equal((2, "The first line of the body must be the call as one JSON object: is longer than 64 KiB"), reply.End);
    }

    [Fact]
    public async Task A_value_that_is_too_long_is_refused()
    {
        var reply = await _ops.CallAsync("odd/say/more", new { what = new string('x', 1001) });

        Assert.Equal((2, "WHAT: must have at most 1000 characters"), reply.End);
    }

    [Fact]
    public async Task A_file_can_be_read_more_than_once()
    {
        var file = string.Concat(Enumerable.Repeat("a line of the file\n", 20_000));

        var reply = await _ops.CallAsync("odd/read", new { }, file);

        Assert.Equal([file, file], reply.Text);
    }

    [Fact]
    public async Task Progress_that_nobody_waited_for_is_dropped_and_the_newest_is_told()
    {
        var reply = await _ops.CallAsync("odd/follow", new { });

        var told = reply.Lines.Where(line => (string?)line["line"] == "progress").Select(line => (int)line["done"]!).ToList();
        Assert.Equal(1000, told[^1]);
        Assert.Equal(told.Order(), told);
        Assert.Equal(["1000 done"], reply.Text);
    }

    [Theory]
    [InlineData("odd/fly")]
    [InlineData("odd")]
    [InlineData("")]
    [InlineData("ODD/WAIT")]
    public async Task A_command_that_is_not_known_gets_404_and_a_sentence(string path)
    {
        var reply = await _ops.CallAsync(path, new { });

        Assert.Equal(HttpStatusCode.NotFound, reply.Status);
        Assert.Equal((1, $"This node does not know 'POST /ops/v1/{path}': it is of another version than the command that asked."), reply.End);
    }

    [Fact]
    public async Task Nothing_is_done_by_a_GET()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ops/v1/odd/wait") { Headers = { { OpsCall.Header, "1" } } };
        using var response = await _ops.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("chargers")]
    [InlineData("health/live")]
    public async Task Each_port_serves_its_own_and_nothing_else(string path)
    {
        using var http = new HttpClient();
        using var api = await http.GetAsync(new Uri(odd.Node.Ops, $"/api/v1/{path}"));
        using var openly = await http.GetAsync(new Uri(odd.Node.Ops, $"/{path}"));
        using var atHttp = new OpsCaller(odd.Node.Api.Address);
        using var atOcpp = new OpsCaller(odd.Node.Ocpp);
        using var one = OpsCaller.Request("odd/wait", "{}");
        using var two = OpsCaller.Request("odd/wait", "{}");
        using var fromHttp = await atHttp.SendAsync(one);
        using var fromOcpp = await atOcpp.SendAsync(two);

        Assert.Equal(HttpStatusCode.Forbidden, api.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, openly.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, fromHttp.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, fromOcpp.StatusCode);
    }

    [Fact]
    public async Task Every_command_has_its_handler_and_every_handler_its_command()
    {
        await using var node = await TestNode.StartAsync("Production");
        var handled = node.Services.GetServices<IOpsFamily>().SelectMany(family => family.Handlers).Select(handler => handler.Command.Path);

        Assert.Equal(
            OpsPalettes.All.SelectMany(palette => palette.Commands).Select(command => command.Path).Order(StringComparer.Ordinal),
            handled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_command_stands_in_the_palette_that_it_names() =>
        Assert.All(OpsPalettes.All, palette => Assert.All(palette.Commands, command => Assert.Equal(palette.Name, command.Palette)));

    [Fact]
    public async Task A_body_that_breaks_off_does_no_harm()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, odd.Node.Ops.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "POST /ops/v1/odd/read HTTP/1.1\r\nHost: localhost\r\nFleet-Ops: 1\r\nContent-Length: 1000000\r\n\r\n{}\nhalf a file"));
        client.Close();

        Assert.Equal(0, (await _ops.CallAsync("odd/read", new { }, "whole")).End.Code);
        odd.Node.AssertNoErrors();
    }

    public void Dispose() => _ops.Dispose();
}
