using System.Net;
using System.Net.WebSockets;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ocpp;

public sealed class HandshakeTests(ProductionNode production) : IClassFixture<ProductionNode>
{
    private const string Password = "a secret of some length";

    private readonly TestNode _node = production.Node;

    [Fact]
    public async Task The_first_subprotocol_of_the_charger_that_the_node_speaks_is_chosen()
    {
        await _node.Api.EnterAsync("/chargers/chooser", "{}");

        using var charger = await TestCharger.ConnectAsync(_node.Ocpp, "chooser", null, "ocpp9.9", "ocpp1.6", "ocpp1.5");

        Assert.Equal("ocpp1.6", charger.Subprotocol);
        Assert.NotNull((await charger.CallAsync("Heartbeat", "{}"))["currentTime"]);
    }

    [Fact]
    public async Task Without_a_common_subprotocol_the_handshake_completes_without_the_header_and_the_socket_is_closed()
    {
        await _node.Api.EnterAsync("/chargers/stranger", "{}");

        using var charger = await TestCharger.ConnectAsync(_node.Ocpp, "stranger", null, "ocpp9.9");

        Assert.Null(charger.Subprotocol);
        Assert.Null(await charger.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.ProtocolError, charger.CloseStatus);
        Assert.False((bool)(await _node.Api.GetAsync("/chargers/stranger")).Json["connected"]!);
    }

    [Fact]
    public async Task An_unknown_charger_gets_404_and_leaves_no_trace()
    {
        Assert.Equal(HttpStatusCode.NotFound, await TestCharger.RefusedAsync(_node.Ocpp, "nobody"));

        Assert.Equal(HttpStatusCode.NotFound, (await _node.Api.GetAsync("/chargers/nobody")).Status);
    }

    [Fact]
    public async Task A_charger_with_the_right_password_is_let_in()
    {
        await _node.Api.EnterAsync("/chargers/locked:1", $$"""{"password":"{{Password}}"}""");

        using var charger = await TestCharger.ConnectAsync(_node.Ocpp, "locked:1", $"locked:1:{Password}");

        await charger.CallAsync("Heartbeat", "{}");
    }

    [Theory]
    [InlineData("a wrong password", "locked-2:wrong secret of some length")]
    [InlineData("no password", null)]
    [InlineData("an empty password", "locked-2:")]
    [InlineData("another user", $"locked-3:{Password}")]
    [InlineData("the user in other case", $"LOCKED-2:{Password}")]
    [InlineData("no colon", "locked-2")]
    public async Task A_charger_with_anything_but_its_password_gets_401(string what, string? credentials)
    {
        await _node.Api.EnterAsync("/chargers/locked-2", $$"""{"password":"{{Password}}"}""");

        var status = await TestCharger.RefusedAsync(_node.Ocpp, "locked-2", credentials);

        Assert.True(status == HttpStatusCode.Unauthorized, $"{what}: {status}");
        Assert.Null((await _node.Api.GetAsync("/chargers/locked-2")).Json["connectedAt"]);
    }

    [Fact]
    public async Task A_request_that_is_no_handshake_gets_426()
    {
        await _node.Api.EnterAsync("/chargers/browser", "{}");
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(_node.Ocpp, "/ocpp/browser"));

        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
    }

    [Fact]
    public async Task Chargers_and_people_have_ports_of_their_own()
    {
        await _node.Api.EnterAsync("/chargers/at-the-wrong-door", "{}");
        using var people = new ApiClient(_node.Ocpp, TestNode.Key);

        Assert.Equal(HttpStatusCode.NotFound, (await people.GetAsync("/chargers")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await TestCharger.RefusedAsync(_node.Api.Address, "at-the-wrong-door"));
    }
}
