using System.Net;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Api;

public sealed class AccessTests(ProductionNode production) : IClassFixture<ProductionNode>
{
    private readonly TestNode _node = production.Node;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("another key")]
    [InlineData("the key of the test")]
    public async Task Outside_Development_the_API_is_closed_without_the_key(string? key)
    {
        using var stranger = new ApiClient(_node.Api.Address, key);

        var read = await stranger.GetAsync("/chargers");
        var written = await stranger.PutAsync("/chargers/smuggled", "{}");
        var called = await stranger.PostAsync("/chargers/smuggled/commands/Reset", "{}");

        foreach (var answer in new[] { read, written, called })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
            Assert.Equal("application/problem+json", answer.MediaType);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _node.Api.GetAsync("/chargers/smuggled")).Status);
    }

    [Fact]
    public async Task With_the_key_it_is_open()
    {
        await _node.Api.EnterAsync("/chargers/entered", "{}");

        Assert.Equal(HttpStatusCode.OK, (await _node.Api.GetAsync("/chargers/entered")).Status);
    }

    [Fact]
    public async Task Unknown_tokens_are_invalid_outside_Development()
    {
        await _node.Api.EnterAsync("/chargers/strict", "{}");
        using var charger = await TestCharger.ConnectAsync(_node, "strict");

        var answer = await charger.CallAsync("Authorize", """{"idTag":"STRANGER"}""");

        Assert.Equal("Invalid", (string?)answer["idTagInfo"]!["status"]);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_told_to_anybody(string path)
    {
        using var http = new HttpClient();

        await Poll.UntilAsync(
            async () =>
            {
                using var answer = await http.GetAsync(new Uri(_node.Api.Address, path));
                return answer.StatusCode;
            },
            status => status == HttpStatusCode.OK);
    }
}
