using System.Net.WebSockets;

using Fleet.Node.Settings;
using Fleet.Node.Tests.Running;

using Microsoft.Extensions.Hosting;

namespace Fleet.Node.Tests.Ocpp;

public sealed class FrameTests(FrameTests.SmallFrames small) : IClassFixture<FrameTests.SmallFrames>
{
    private const int MaxFrameBytes = 4096;
    private const string Start = """{"connectorId":1,"idTag":"CARD","meterStart":0,"timestamp":"2026-03-02T08:00:00Z"}""";

    private readonly TestNode _node = small.Node;

    [Theory]
    [InlineData("not-json", "this is not JSON")]
    [InlineData("empty", "")]
    [InlineData("object", "{}")]
    [InlineData("empty-array", "[]")]
    [InlineData("no-type", """["2","x","Heartbeat",{}]""")]
    [InlineData("no-id", """[2]""")]
    [InlineData("number-as-id", """[2,7,"Heartbeat",{}]""")]
    [InlineData("type-9", """[9,"x","Heartbeat",{}]""")]
    [InlineData("unsolicited-result", """[3,"nobody-asked",{}]""")]
    [InlineData("unsolicited-error", """[4,"nobody-asked","GenericError","",{}]""")]
    [InlineData("bare-answer", "[3]")]
    public async Task A_frame_that_is_no_call_is_not_answered_and_the_socket_lives(string charger, string frame)
    {
        using var socket = await TestCharger.ConnectAsync(_node, charger);

        await socket.SendAsync(frame);

        Assert.NotNull((await socket.CallAsync("Heartbeat", "{}"))["currentTime"]);
        _node.AssertNoErrors();
    }

    [Theory]
    [InlineData("r1", "Heartbeat", "[]", "FormationViolation")]
    [InlineData("r13", "Heartbeat", "{]", "FormationViolation")]
    [InlineData("r2", "Heartbeat", "7", "FormationViolation")]
    [InlineData("r3", "FlyToTheMoon", "{}", "NotImplemented")]
    [InlineData("r4", "RemoteStartTransaction", """{"idTag":"CARD"}""", "NotSupported")]
    [InlineData("r5", "StartTransaction", """{"connectorId":"one","idTag":"CARD","meterStart":0,"timestamp":"2026-03-02T08:00:00Z"}""", "TypeConstraintViolation")]
    [InlineData("r6", "StartTransaction", """{"connectorId":1,"meterStart":0,"timestamp":"2026-03-02T08:00:00Z"}""", "OccurenceConstraintViolation")]
    [InlineData("r7", "StartTransaction", """{"connectorId":1,"idTag":"012345678901234567890","meterStart":0,"timestamp":"2026-03-02T08:00:00Z"}""", "PropertyConstraintViolation")]
    [InlineData("r8", "StartTransaction", """{"connectorId":1,"idTag":"CARD","meterStart":0,"timestamp":"yesterday"}""", "PropertyConstraintViolation")]
    [InlineData("r9", "StartTransaction", """{"connectorId":-1,"idTag":"CARD","meterStart":0,"timestamp":"2026-03-02T08:00:00Z"}""", "PropertyConstraintViolation")]
    [InlineData("r10", "StartTransaction", """{"connectorId":1,"idTag":"CARD","meterStart":1.5,"timestamp":"2026-03-02T08:00:00Z"}""", "TypeConstraintViolation")]
    [InlineData("r11", "StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Melting"}""", "PropertyConstraintViolation")]
    [InlineData("r12", "StopTransaction", "{}", "OccurenceConstraintViolation")]
    public async Task A_call_that_does_not_fit_is_refused_with_the_word_for_it_and_changes_nothing(
        string charger, string action, string payload, string code)
    {
        using var socket = await TestCharger.ConnectAsync(_node, charger);

        var answer = await socket.ExchangeAsync(action, payload);

        Assert.Equal(4, (int)answer[0]!);
        Assert.Equal(code, (string?)answer[2]);
        Assert.False(string.IsNullOrEmpty((string?)answer[3]));
        Assert.NotNull((await socket.CallAsync("Heartbeat", "{}"))["currentTime"]);
        Assert.Empty(await _node.Api.SessionsOfAsync(charger));
        _node.AssertNoErrors();
    }

    [Fact]
    public async Task A_message_id_that_is_too_long_is_refused_by_that_id()
    {
        var tooLong = new string('x', 37);
        using var socket = await TestCharger.ConnectAsync(_node, "long-id");

        await socket.SendAsync($"""[2,"{tooLong}","StartTransaction",{Start}]""");
        var answer = await socket.ReceiveAsync();

        Assert.Equal(4, (int)answer![0]!);
        Assert.Equal(tooLong, (string?)answer[1]);
        Assert.Equal("FormationViolation", (string?)answer[2]);
        Assert.NotNull((await socket.CallAsync("Heartbeat", "{}"))["currentTime"]);
        Assert.Empty(await _node.Api.SessionsOfAsync("long-id"));
    }

    [Theory]
    [InlineData("null-payload", "Heartbeat", "null")]
    [InlineData("extra-members", "Heartbeat", """{"vendorSays":{"a":[1,2]}}""")]
    public async Task What_chargers_get_wrong_harmlessly_is_accepted(string charger, string action, string payload)
    {
        using var socket = await TestCharger.ConnectAsync(_node, charger);

        Assert.NotNull((await socket.CallAsync(action, payload))["currentTime"]);
    }

    [Fact]
    public async Task A_frame_that_is_too_large_closes_the_socket_with_1009_and_the_next_one_is_served()
    {
        using var greedy = await TestCharger.ConnectAsync(_node, "greedy");
        await greedy.SendAsync($$"""[2,"big","DataTransfer",{"vendorId":"v","data":"{{new string('x', MaxFrameBytes)}}"}]""");

        Assert.Null(await greedy.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, greedy.CloseStatus);

        using var again = await TestCharger.ConnectAsync(_node, "greedy");
        Assert.Equal("UnknownVendorId", (string?)(await again.CallAsync("DataTransfer", """{"vendorId":"v","data":"less"}"""))["status"]);
        _node.AssertNoErrors();
    }

    [Fact]
    public async Task A_binary_frame_closes_the_socket_with_1003()
    {
        using var socket = await TestCharger.ConnectAsync(_node, "binary");

        await socket.SendAsync("""[2,"x","Heartbeat",{}]""", WebSocketMessageType.Binary);

        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, socket.CloseStatus);
        _node.AssertNoErrors();
    }

    [Fact]
    public async Task The_same_call_again_gets_the_same_answer_and_has_no_second_effect()
    {
        using var socket = await TestCharger.ConnectAsync(_node, "repeater");

        await socket.SendAsync($"""[2,"same","StartTransaction",{Start}]""");
        var first = await socket.ReceiveAsync();
        await socket.SendAsync($"""[2,"same","StartTransaction",{Start}]""");
        var second = await socket.ReceiveAsync();

        Assert.Equal(first!.ToJsonString(), second!.ToJsonString());
        await socket.StopAsync((int)first[2]!["transactionId"]!, Charging.Start.AddMinutes(1), 0);
        await _node.Api.BilledSessionAsync($"repeater:{first[2]!["transactionId"]}");
        Assert.Single(await _node.Api.SessionsOfAsync("repeater"));
    }

    [Fact]
    public async Task Another_call_under_a_message_id_that_was_used_before_is_not_swallowed()
    {
        var other = Start.Replace("CARD", "OTHER", StringComparison.Ordinal);
        using var socket = await TestCharger.ConnectAsync(_node, "counter");

        await socket.SendAsync($"""[2,"1","StartTransaction",{Start}]""");
        var first = await socket.ReceiveAsync();
        await socket.SendAsync($"""[2,"1","StartTransaction",{other}]""");
        var second = await socket.ReceiveAsync();

        Assert.NotEqual((int)first![2]!["transactionId"]!, (int)second![2]!["transactionId"]!);
    }

    [Fact]
    public async Task Calls_sent_without_waiting_are_answered_in_order()
    {
        using var socket = await TestCharger.ConnectAsync(_node, "pipeliner");
        var transaction = await socket.StartAsync(meterStart: 0);
        for (var i = 1; i <= 60; i++)
            await socket.SendAsync($"""[2,"p{i}","MeterValues",{Charging.ReadingOf(transaction, Charging.Start.AddMinutes(i), i * 100)}]""");
        await socket.SendAsync($"""[2,"p61","StopTransaction",{Charging.StopOf(transaction, Charging.Start.AddMinutes(61), 6100)}]""");

        var answered = new List<string>();
        while (answered.Count < 61)
            answered.Add((string)(await socket.ReceiveAsync())![1]!);

        Assert.Equal(Enumerable.Range(1, 61).Select(i => $"p{i}"), answered, StringComparer.Ordinal);
        var session = await _node.Api.BilledSessionAsync($"pipeliner:{transaction}");
        Assert.Equal(60, (int)session["readings"]!);
        Assert.Equal(6100, (long)session["energyWh"]!);
    }

    /// <summary>Reads frames of a few kilobytes at most.</summary>
    public sealed class SmallFrames() : SharedNode(Environments.Development)
    {
        internal override FleetSettings Change(FleetSettings settings) => settings with { Ocpp = settings.Ocpp with { MaxFrameBytes = MaxFrameBytes } };
    }
}
