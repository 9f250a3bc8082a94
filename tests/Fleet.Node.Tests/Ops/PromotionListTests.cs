using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ops;

/// <summary><c>fleet promotion list</c> at a node.</summary>
public sealed class PromotionListTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>, IDisposable
{
    private readonly TestNode _node = development.Node;
    private readonly OpsCaller _ops = new(development.Node.Ops);

    [Fact]
    public async Task Promotions_are_listed_in_the_order_in_which_they_act_and_those_that_are_over_only_when_asked_for()
    {
        await EnterAsync("LATE", ",\"order\":2,\"currency\":\"EUR\",\"budget\":50");
        await EnterAsync("EARLY", ",\"order\":1");
        await EnterAsync("OVER", ",\"until\":\"2026-01-01T00:00:00Z\"");

        var current = await _ops.CallAsync("promotion/list", new { });
        var all = await _ops.CallAsync("promotion/list", new { all = "true" });

        Assert.Equal(["EARLY", "LATE"], current.Document["items"]!.AsArray().Select(item => (string)item!["id"]!), StringComparer.Ordinal);
        Assert.Equal(["OVER", "EARLY", "LATE"], all.Document["items"]!.AsArray().Select(item => (string)item!["id"]!), StringComparer.Ordinal);
        Assert.EndsWith("spent nothing of 50 EUR", current.Text[1], StringComparison.Ordinal);
    }

    public void Dispose() => _ops.Dispose();

    private Task EnterAsync(string id, string more) => _node.Api.EnterAsync(
        $"/promotions/{id}", $$"""{"id":"{{id}}","name":"{{id}} offer","kind":"Promotion","effects":[{"dimensions":["ENERGY"],"percent":5}]{{more}}}""");
}
