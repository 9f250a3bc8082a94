using System.Net;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Api;

public sealed class PagingTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>
{
    private readonly TestNode _node = development.Node;

    [Theory]
    [InlineData("chargers", "id")]
    [InlineData("sessions", "id")]
    [InlineData("transactions", "id")]
    public async Task Three_pages_hold_everything_once_and_in_order(string list, string key)
    {
        for (var i = 1; i <= 5; i++)
        {
            using var charger = await TestCharger.ConnectAsync(_node, $"paged-{list}-{i}");
            var transaction = await charger.StartAsync();
            await charger.StopAsync(transaction, Charging.Start.AddHours(1), 2000);
            await _node.Api.TransactionAsync($"paged-{list}-{i}:{transaction}");
        }

        var whole = (await _node.Api.GetAsync($"/{list}")).Json;
        var all = whole["items"]!.AsArray().Select(item => (string)item![key]!).ToList();
        var limit = (all.Count + 2) / 3;
        List<string> paged = [];
        var pages = 0;
        for (string? cursor = ""; cursor is not null; pages++)
        {
            var page = (await _node.Api.GetAsync($"/{list}?limit={limit}{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Json;
            paged.AddRange(page["items"]!.AsArray().Select(item => (string)item![key]!));
            cursor = (string?)page["nextCursor"];
        }

        Assert.Null(whole["nextCursor"]);
        Assert.Equal(3, pages);
        Assert.Equal(all, paged);
        Assert.Equal(paged.Count, paged.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_limit_above_a_thousand_is_clamped() =>
        Assert.Equal(HttpStatusCode.OK, (await _node.Api.GetAsync("/chargers?limit=5000")).Status);
}
