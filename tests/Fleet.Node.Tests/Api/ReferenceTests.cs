using System.Net;
using System.Text.Json.Nodes;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Api;

public sealed class ReferenceTests(ProductionNode production) : IClassFixture<ProductionNode>
{
    private const string Tariff = """{"id":"{0}","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.25,"step_size":1}]}]}""";

    private readonly TestNode _node = production.Node;

    [Theory]
    [InlineData("/sites/s-1", """{"name":"One","timeZone":"UTC"}""", """{"name":"Two","timeZone":"UTC"}""")]
    [InlineData("/tokens/card", """{"status":"Accepted"}""", """{"status":"Blocked"}""")]
    [InlineData("/tariffs/t-1", """{"id":"t-1","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.25,"step_size":1}]}]}""", """{"id":"t-1","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.5,"step_size":1}]}]}""")]
    [InlineData("/chargers/v-1", "{}", """{"securityProfile":1}""")]
    public async Task Every_version_can_be_read_newest_first_and_an_entry_that_changes_nothing_is_none(string path, string first, string second)
    {
        await _node.Api.EnterAsync(path, first);
        await _node.Api.EnterAsync(path, second);
        await _node.Api.EnterAsync(path, second);

        var versions = (await _node.Api.GetAsync($"{path}/versions")).Json["items"]!.AsArray();

        Assert.Equal(2, versions.Count);
        Assert.True((long)versions[0]!["version"]! > (long)versions[1]!["version"]!);
        foreach (var (name, value) in JsonNode.Parse(second)!.AsObject())
            Assert.True(JsonNode.DeepEquals(value, versions[0]!["document"]![name]), versions[0]!.ToJsonString());
        Assert.Equal("key", (string?)versions[0]!["recordedBy"]);
        Assert.EndsWith("Z", (string?)versions[0]!["recordedAt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_found_by_any_case()
    {
        await _node.Api.EnterAsync("/tokens/MiXeD", """{"status":"Accepted"}""");

        Assert.Equal(HttpStatusCode.OK, (await _node.Api.GetAsync("/tokens/mixed")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _node.Api.GetAsync("/tokens/MIXED/versions")).Status);
    }

    [Fact]
    public async Task Versions_come_in_pages()
    {
        for (var i = 1; i <= 5; i++)
            await _node.Api.EnterAsync("/chargers/paged", $$"""{"evses":[{"id":{{i}}}]}""");

        List<int> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await _node.Api.GetAsync($"/chargers/paged/versions?limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => (int)item!["document"]!["evses"]![0]!["id"]!));
            cursor = (string?)page["nextCursor"];
        }

        Assert.Equal([5, 4, 3, 2, 1], seen);
        Assert.Equal(HttpStatusCode.BadRequest, (await _node.Api.GetAsync("/chargers/paged/versions?cursor=YWJj")).Status);
    }

    [Fact]
    public async Task A_version_shows_that_there_is_a_password_and_not_which()
    {
        await _node.Api.EnterAsync("/chargers/hidden", """{"password":"a password of some length"}""");

        var answer = await _node.Api.GetAsync("/chargers/hidden/versions");

        Assert.True((bool)answer.Json["items"]![0]!["document"]!["hasPassword"]!);
        Assert.DoesNotContain("asswordHash", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/chargers/none/versions")]
    [InlineData("/sites/none/versions")]
    public async Task What_was_never_entered_has_no_versions(string path) => Assert.Equal(HttpStatusCode.NotFound, (await _node.Api.GetAsync(path)).Status);

    [Theory]
    [InlineData("tokens", "token", """{"status":"Accepted"}""")]
    [InlineData("sites", "id", """{"name":"Listed","timeZone":"UTC"}""")]
    [InlineData("tariffs", "id", Tariff)]
    [InlineData("chargers", "id", "{}")]
    public async Task A_list_holds_the_newest_of_everything_once_and_in_order(string list, string key, string document)
    {
        foreach (var number in new[] { 3, 1, 5, 2, 4, 1 })
            await _node.Api.EnterAsync($"/{list}/L{number}", document.Replace("{0}", $"L{number}", StringComparison.Ordinal));

        List<string> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await _node.Api.GetAsync($"/{list}?limit=2{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Json;
            seen.AddRange(page["items"]!.AsArray().Select(item => (string)item![key]!));
            cursor = (string?)page["nextCursor"];
        }

        Assert.Equal(["L1", "L2", "L3", "L4", "L5"], seen.Where(id => id[0] == 'L' && id.Length == 2).ToList());
        Assert.Equal(seen.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal).ToList(), seen);
    }

    [Fact]
    public async Task Chargers_that_came_and_chargers_that_were_entered_stand_in_one_list()
    {
        await using var node = await TestNode.StartAsync("Development");
        foreach (var id in new[] { "B", "D" })
            await node.Api.EnterAsync($"/chargers/{id}", "{}");
        foreach (var id in new[] { "A", "B", "C" })
        {
            using var charger = await TestCharger.ConnectAsync(node, id);
            await node.SettleAsync(charger);
        }

        List<string> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await node.Api.GetAsync($"/chargers?limit=1{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Json;
            seen.Add((string)page["items"]!.AsArray().Single()!["id"]!);
            cursor = (string?)page["nextCursor"];
        }

        Assert.Equal(["A", "B", "C", "D"], seen);
    }

    [Fact]
    public async Task A_site_cannot_stand_below_itself()
    {
        await _node.Api.EnterAsync("/sites/top", """{"name":"Top","timeZone":"UTC"}""");
        await _node.Api.EnterAsync("/sites/low", """{"name":"Low","timeZone":"UTC","parentSiteId":"top"}""");

        var answer = await _node.Api.PutAsync("/sites/top", """{"name":"Top","timeZone":"UTC","parentSiteId":"low"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("'low' is this site or stands below it", (string?)answer.Json["errors"]!["parentSiteId"]![0]);
    }
}
