using System.Net;
using System.Text.Json.Nodes;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Api;

public sealed class CommandTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>
{
    private readonly TestNode _node = development.Node;

    [Theory]
    [InlineData("RemoteStartTransaction", """{"idTag":"CARD","connectorId":1}""", """{"status":"Accepted"}""")]
    [InlineData("RemoteStopTransaction", """{"transactionId":7}""", """{"status":"Rejected"}""")]
    [InlineData("TriggerMessage", """{"requestedMessage":"MeterValues","connectorId":1}""", """{"status":"NotImplemented"}""")]
    [InlineData("Reset", """{"type":"Soft"}""", """{"status":"Accepted"}""")]
    [InlineData("ChangeAvailability", """{"connectorId":0,"type":"Inoperative"}""", """{"status":"Scheduled"}""")]
    [InlineData("GetConfiguration", """{"key":["HeartbeatInterval"]}""", """{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"}]}""")]
    [InlineData("ChangeConfiguration", """{"key":"HeartbeatInterval","value":"60"}""", """{"status":"RebootRequired"}""")]
    [InlineData("DataTransfer", """{"vendorId":"Acme","data":"x"}""", """{"status":"Accepted","data":"y"}""")]
    public async Task A_command_reaches_the_charger_and_its_answer_the_caller(string action, string payload, string response)
    {
        var id = $"does-{action}";
        using var charger = await TestCharger.ConnectAsync(_node, id);

        var asked = _node.Api.PostAsync($"/chargers/{id}/commands/{action}", payload);
        var call = await charger.ReceiveAsync();
        await charger.SendAsync($"""[3,"{call![1]}",{response}]""");
        var answer = (await asked).Json;

        Assert.Equal(2, (int)call[0]!);
        Assert.Equal(action, (string?)call[2]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(payload), call[3]), call[3]!.ToJsonString());
        Assert.Equal("Answered", (string?)answer["status"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(response), answer["response"]), answer.ToJsonString());
        Assert.NotEqual(Guid.Empty, (Guid)answer["commandId"]!);
    }

    [Fact]
    public async Task A_charger_that_refuses_is_quoted()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "refuses");

        var asked = _node.Api.PostAsync("/chargers/refuses/commands/Reset", """{"type":"Hard"}""");
        var call = await charger.ReceiveAsync();
        await charger.SendAsync($$"""[4,"{{call![1]}}","NotSupported","I never reset",{}]""");
        var answer = (await asked).Json;

        Assert.Equal("Error", (string?)answer["status"]);
        Assert.Equal("NotSupported", (string?)answer["errorCode"]);
        Assert.Equal("I never reset", (string?)answer["errorDescription"]);
    }

    [Fact]
    public async Task A_charger_that_does_not_answer_times_out_and_can_be_called_again()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "silent");

        var ignored = await _node.Api.PostAsync("/chargers/silent/commands/Reset?timeout=1s", """{"type":"Hard"}""");
        var asked = _node.Api.PostAsync("/chargers/silent/commands/Reset", """{"type":"Soft"}""");
        var first = await charger.ReceiveAsync();
        var second = await charger.ReceiveAsync();
        await charger.SendAsync($$"""[3,"{{first![1]}}",{"status":"Rejected"}]""");
        await charger.SendAsync($$"""[3,"{{second![1]}}",{"status":"Accepted"}]""");

        Assert.Equal("TimedOut", (string?)ignored.Json["status"]);
        Assert.Equal("Accepted", (string?)(await asked).Json["response"]!["status"]);
    }

    [Fact]
    public async Task A_charger_that_is_away_is_Offline()
    {
        using (var charger = await TestCharger.ConnectAsync(_node, "gone"))
            await charger.CloseAsync();
        await _node.Api.WaitForAsync("/chargers/gone", shown => !(bool)shown["connected"]!);

        foreach (var id in new[] { "gone", "never-seen" })
        {
            var answer = await _node.Api.PostAsync($"/chargers/{id}/commands/Reset", """{"type":"Hard"}""");
            Assert.Equal("Offline", (string?)answer.Json["status"]);
        }
    }

    [Fact]
    public async Task A_charger_that_goes_while_it_is_asked_is_Offline()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "goes");

        var asked = _node.Api.PostAsync("/chargers/goes/commands/Reset", """{"type":"Hard"}""");
        await charger.ReceiveAsync();
        await charger.CloseAsync();

        Assert.Equal("Offline", (string?)(await asked).Json["status"]);
    }

    [Theory]
    [InlineData("FlyToTheMoon", "{}", "NotSupported")]
    [InlineData("BootNotification", """{"chargePointVendor":"A","chargePointModel":"B"}""", "NotSupported")]
    [InlineData("Reset", "{}", "OccurenceConstraintViolation")]
    [InlineData("Reset", """{"type":"Gentle"}""", "PropertyConstraintViolation")]
    [InlineData("Reset", "no JSON", "FormationViolation")]
    [InlineData("Reset", "[]", "TypeConstraintViolation")]
    [InlineData("RemoteStopTransaction", """{"transactionId":"seven"}""", "TypeConstraintViolation")]
    public async Task A_command_that_does_not_fit_is_not_sent(string action, string payload, string code)
    {
        var id = $"guarded-{action}-{payload.Length}";
        using var charger = await TestCharger.ConnectAsync(_node, id);
        await charger.CallAsync("Heartbeat", "{}");

        var answer = (await _node.Api.PostAsync($"/chargers/{id}/commands/{action}", payload)).Json;

        Assert.Equal("Error", (string?)answer["status"]);
        Assert.Equal(code, (string?)answer["errorCode"]);
        Assert.NotNull((await charger.CallAsync("Heartbeat", "{}"))["currentTime"]);
    }

    [Fact]
    public async Task Calls_of_the_charger_are_answered_while_it_owes_an_answer()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "both-ways");

        var asked = _node.Api.PostAsync("/chargers/both-ways/commands/RemoteStartTransaction", """{"idTag":"CARD"}""");
        var call = await charger.ReceiveAsync();
        Assert.Equal("Accepted", (string?)(await charger.CallAsync("Authorize", """{"idTag":"CARD"}"""))["idTagInfo"]!["status"]);
        await charger.SendAsync($$"""[3,"{{call![1]}}",{"status":"Accepted"}]""");

        Assert.Equal("Answered", (string?)(await asked).Json["status"]);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("0s")]
    [InlineData("301s")]
    public async Task A_timeout_out_of_range_gets_400(string timeout)
    {
        var answer = await _node.Api.PostAsync($"/chargers/any/commands/Reset?timeout={timeout}", "{}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotNull(answer.Json["errors"]!["timeout"]);
    }
}
