using System.Net;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Api;

public sealed class QueuedCommandTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>
{
    private readonly TestNode _node = development.Node;

    [Fact]
    public async Task A_command_for_a_charger_that_is_away_waits_reaches_it_when_it_comes_and_its_answer_can_be_followed()
    {
        var queued = (await _node.Api.PostAsync("/chargers/away/commands/Reset?queue=3600s", """{"type":"Soft"}""")).Json;
        Assert.Equal("Queued", (string?)queued["status"]);
        var path = $"/chargers/away/commands/{(string)queued["commandId"]!}";
        await _node.Api.WaitForAsync(path, shown => (string?)shown["status"] == "Queued");

        using var charger = await TestCharger.ConnectAsync(_node, "away");
        var call = (await charger.ReceiveAsync())!;
        Assert.Equal((2, "Reset", "Soft"), ((int)call[0]!, (string?)call[2], (string?)call[3]!["type"]));
        await charger.SendAsync($$"""[3,"{{(string)call[1]!}}",{"status":"Accepted"}]""");

        var answered = await _node.Api.WaitForAsync(path, shown => (string?)shown["status"] == "Answered");
        Assert.Equal("Accepted", (string?)answered["response"]!["status"]);
    }

    [Fact]
    public async Task Without_being_told_to_wait_a_command_for_a_charger_that_is_away_is_Offline() => Assert.Equal(
        "Offline", (string?)(await _node.Api.PostAsync("/chargers/far/commands/Reset", """{"type":"Soft"}""")).Json["status"]);

    [Theory]
    [InlineData("Reset?queue=0s", """{"type":"Soft"}""", HttpStatusCode.BadRequest, "queue")]
    [InlineData("Reset?queue=forever", """{"type":"Soft"}""", HttpStatusCode.BadRequest, "queue")]
    [InlineData("BootNotification?queue=60s", "{}", HttpStatusCode.BadRequest, "action")]
    [InlineData("Explode?queue=60s", "{}", HttpStatusCode.BadRequest, "action")]
    [InlineData("Reset?queue=60s", """{"type":"Gentle"}""", HttpStatusCode.UnprocessableEntity, "type")]
    public async Task What_the_charger_could_only_refuse_is_refused_before_it_waits(string command, string payload, HttpStatusCode status, string named)
    {
        var answer = await _node.Api.PostAsync($"/chargers/unqueued/commands/{command}", payload);

        Assert.Equal(status, answer.Status);
        Assert.Contains(named, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ce:queue1", _node.Database.Manifests("c|unqueued"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_silent_session_is_probed_over_the_chargers_socket()
    {
        await using var node = await TestNode.StartAsync("Development", settings => settings with { Sessions = settings.Sessions with { ProbeAfterSeconds = 2 } });
        using var charger = await TestCharger.ConnectAsync(node, "silent");
        await charger.StartAsync(connector: 2);

        var probe = (await charger.ReceiveAsync())!;

        Assert.Equal("TriggerMessage", (string?)probe[2]);
        Assert.Equal(("MeterValues", 2), ((string?)probe[3]!["requestedMessage"], (int)probe[3]!["connectorId"]!));
    }
}
