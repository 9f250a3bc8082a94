using System.Net;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ocpp;

public sealed class IdentityTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>
{
    private readonly TestNode _node = development.Node;

    [Theory]
    [InlineData("CP%201", "CP 1", "CP 1")]
    [InlineData("a%3Ab", "a:b", "a%3Ab")]
    [InlineData("a:c", "a:c", "a%3Ac")]
    [InlineData("100%25", "100%", "100%25")]
    [InlineData("Lades%C3%A4ule-%E5%85%85%E7%94%B5", "Ladesäule-充电", "Ladesäule-充电")]
    public async Task The_identity_is_percent_decoded_and_its_session_can_be_found(string inUrl, string id, string inSessionId)
    {
        using var charger = await TestCharger.ConnectAsync(_node.Ocpp, Uri.UnescapeDataString(inUrl));
        var transaction = await charger.StartAsync();

        var shown = await _node.Api.WaitForAsync($"/chargers/{Uri.EscapeDataString(id)}", shown => (bool)shown["connected"]!);
        var session = await _node.Api.WaitForAsync($"/sessions/{Uri.EscapeDataString($"{inSessionId}:{transaction}")}", _ => true);

        Assert.Equal(id, (string?)shown["id"]);
        Assert.Equal(id, (string?)session["chargerId"]);
    }

    [Theory]
    [InlineData("more than 48 characters", "0123456789012345678901234567890123456789012345678")]
    [InlineData("a control character", "CP%011")]
    [InlineData("a line feed", "CP%0A1")]
    [InlineData("a delete character", "CP%7F")]
    [InlineData("a space at its end", "CP%20")]
    [InlineData("nothing at all", "")]
    [InlineData("two segments", "CP/1")]
    public async Task What_cannot_be_an_identity_gets_404_though_unknown_chargers_are_let_in(string what, string inUrl)
    {
        var status = await TestCharger.RefusedAsync(_node.Ocpp, inUrl);

        Assert.True(status == HttpStatusCode.NotFound, $"{what}: {status}");
        _node.AssertNoErrors();
    }

    [Fact]
    public async Task An_identity_of_48_characters_is_let_in()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "012345678901234567890123456789012345678901234567");

        await charger.CallAsync("Heartbeat", "{}");
    }
}
