using System.Net;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Api;

/// <summary>Promotions as people enter them, and what a charger's session makes of them.</summary>
public sealed class PromotionTests(ProductionNode production) : IClassFixture<ProductionNode>
{
    private const string Gold =
        """{"id":"GOLD","name":"Gold members, 10 % off","kind":"Membership","eligibility":{"groups":["gold"]},"effects":[{"dimensions":["ENERGY"],"percent":10}]}""";

    private readonly TestNode _node = production.Node;

    [Fact]
    public async Task A_promotion_is_shown_as_it_was_entered_with_what_was_spent_of_it()
    {
        var entered = await _node.Api.PutAsync("/promotions/GOLD", Gold);
        var read = await _node.Api.GetAsync("/promotions/GOLD");
        var listed = await _node.Api.GetAsync("/promotions");

        Assert.Equal(HttpStatusCode.OK, entered.Status);
        Assert.Equal(entered.Text, read.Text);
        Assert.Equal(("GOLD", 10m, "{}"), ((string?)read.Json["id"], (decimal)read.Json["effects"]![0]!["percent"]!, read.Json["spent"]!.ToJsonString()));
        Assert.Contains(listed.Json["items"]!.AsArray(), item => (string?)item!["id"] == "GOLD");
        Assert.Single((await _node.Api.GetAsync("/promotions/GOLD/versions")).Json["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"id":"other","name":"N","kind":"Promotion","effects":[{"dimensions":["ENERGY"],"percent":10}]}""", "/id", "must be 'bad', as in the address")]
    [InlineData("""{"id":"bad","name":"N","kind":"Promotion","effects":[{"dimensions":["ENERGY"],"percent":110}]}""", "/effects/0/percent", "must be from 0 to 100")]
    [InlineData("""{"id":"bad","name":"N","kind":"Promotion","eligibility":{"sites":["nowhere"]},"effects":[{"dimensions":["ENERGY"],"percent":10}]}""", "/eligibility/sites/0", "there is no site 'nowhere'; enter it first")]
    public async Task A_bad_promotion_is_refused_with_the_pointer_and_the_rule_and_nothing_is_recorded(string json, string location, string rule)
    {
        var answer = await _node.Api.PutAsync("/promotions/bad", json);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(rule, (string?)answer.Json["errors"]![location]![0]);
        Assert.Equal(HttpStatusCode.NotFound, (await _node.Api.GetAsync("/promotions/bad")).Status);
    }

    [Theory]
    [InlineData("""{"status":"Accepted","memberships":["a;b"]}""", "memberships[0]", "must not hold ';', which stands between them in a table")]
    [InlineData("""{"status":"Accepted","memberships":["gold","GOLD"]}""", "memberships[1]", "'GOLD' stands there twice")]
    [InlineData("""{"status":"Accepted","campaignCodes":[""]}""", "campaignCodes[0]", "must not be empty")]
    [InlineData("""{"status":"Accepted","campaignCodes":"SUN"}""", "campaignCodes", "must be a list")]
    public async Task A_token_with_a_bad_membership_or_code_is_refused(string json, string field, string rule)
    {
        var answer = await _node.Api.PutAsync("/tokens/odd", json);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(rule, (string?)answer.Json["errors"]![field]![0]);
    }
}
