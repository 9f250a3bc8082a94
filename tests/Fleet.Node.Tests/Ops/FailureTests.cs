using System.Net;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ops;

/// <summary>What becomes of a command when the handler, the client or the node goes.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private readonly OddNode _odd = new();

    [Fact]
    public async Task A_handler_that_throws_ends_with_1_and_a_sentence_and_is_logged()
    {
        using var ops = new OpsCaller(_odd.Node.Ops);

        var reply = await ops.CallAsync("odd/fail", new { });

        Assert.Equal(["begun"], reply.Text);
        Assert.Equal((1, "odd fail failed in the node: the disk is on fire. The node's log says more."), reply.End);
        Assert.Single(_odd.Node.Log.Errors);
    }

    [Fact]
    public async Task A_client_that_goes_away_stops_its_command()
    {
        using (var ops = new OpsCaller(_odd.Node.Ops))
        using (var request = OpsCaller.Request("odd/wait", "{}"))
        using (await ops.SendAsync(request))
            await Poll.UntilAsync(() => Task.FromResult(_odd.Commands.Waiting), waiting => waiting == 1);

        await Poll.UntilAsync(() => Task.FromResult(_odd.Commands.Cancelled), cancelled => cancelled == 1);
        await Poll.UntilAsync(() => Task.FromResult(_odd.Commands.Waiting), waiting => waiting == 0);
        _odd.Node.AssertNoErrors();
    }

    [Fact]
    public async Task A_node_that_shuts_down_says_so()
    {
        using var ops = new OpsCaller(_odd.Node.Ops);
        var reply = ops.CallAsync("odd/wait", new { });
        await Poll.UntilAsync(() => Task.FromResult(_odd.Commands.Waiting), waiting => waiting == 1);

        await _odd.Node.StopAsync();

        Assert.Equal((1, "The node is shutting down; ask another one, or this one again."), (await reply).End);
        _odd.Node.AssertNoErrors();
    }

    [Fact]
    public async Task More_commands_than_there_are_places_for_are_turned_away_and_served_once_there_are()
    {
        using var ops = new OpsCaller(_odd.Node.Ops);
        var held = Enumerable.Range(0, 16).Select(_ => ops.CallAsync("odd/wait", new { })).ToArray();
        await Poll.UntilAsync(() => Task.FromResult(_odd.Commands.Waiting), waiting => waiting == 16);

        var refused = await ops.CallAsync("odd/say/more", new { what = "x" });
        _odd.Commands.Release();
        await Task.WhenAll(held);
        var served = await Poll.UntilAsync(() => ops.CallAsync("odd/say/more", new { what = "x" }), reply => reply.Status == HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal((1, "16 ops commands run at this node already; try again later."), refused.End);
        Assert.Equal(["x"], served.Text);
    }

    public Task InitializeAsync() => _odd.InitializeAsync();

    public Task DisposeAsync() => _odd.DisposeAsync();
}
