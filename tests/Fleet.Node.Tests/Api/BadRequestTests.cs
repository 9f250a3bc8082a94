using System.Net;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Api;

public sealed class BadRequestTests(DevelopmentNode development) : IClassFixture<DevelopmentNode>
{
    private readonly ApiClient _api = development.Node.Api;

    [Theory]
    [InlineData("/elements/0/price_components/0/price", """{"id":"bad","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":"dear","step_size":1}]}]}""")]
    [InlineData("/elements/0/price_components/0/step_size", """{"id":"bad","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.25}]}]}""")]
    [InlineData("/elements/0/price_components/0/type", """{"id":"bad","currency":"EUR","elements":[{"price_components":[{"type":"WIND","price":0.25,"step_size":1}]}]}""")]
    [InlineData("/currency", """{"id":"bad","currency":"XXY","elements":[{"price_components":[{"type":"ENERGY","price":0.25,"step_size":1}]}]}""")]
    [InlineData("/elements", """{"id":"bad","currency":"EUR"}""")]
    [InlineData("/colour", """{"id":"bad","colour":"red","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.25,"step_size":1}]}]}""")]
    [InlineData("/id", """{"id":"other","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.25,"step_size":1}]}]}""")]
    [InlineData("", "no JSON")]
    public async Task An_invalid_tariff_gets_422_with_the_JSON_pointer_of_each_fault_and_is_not_kept(string fault, string tariff)
    {
        var answer = await _api.PutAsync("/tariffs/bad", tariff);

        AssertProblem(HttpStatusCode.UnprocessableEntity, fault, answer);
        Assert.Equal(HttpStatusCode.NotFound, (await _api.GetAsync("/tariffs/bad")).Status);
    }

    [Theory]
    [InlineData("/chargers/bad", "tarifId", """{"tarifId":"night"}""")]
    [InlineData("/chargers/bad", "password", """{"password":"too short"}""")]
    [InlineData("/chargers/bad", "securityProfile", """{"securityProfile":9}""")]
    [InlineData("/chargers/bad", "evses[0].id", """{"evses":[{"id":0}]}""")]
    [InlineData("/chargers/bad", "evses[1].id", """{"evses":[{"id":1},{"id":1}]}""")]
    [InlineData("/chargers/bad", "evses[0].maxPowerW", """{"evses":[{"id":1,"maxPowerW":"11 kW"}]}""")]
    [InlineData("/chargers/bad", "$", "null")]
    [InlineData("/chargers/bad", "$", "no JSON")]
    [InlineData("/chargers/bad", "$", "")]
    [InlineData("/tokens/bad", "driver", """{"status":"Accepted","driver":"d"}""")]
    [InlineData("/tokens/bad", "status", """{"status":"Golden"}""")]
    [InlineData("/tokens/bad", "status", """{"status":"ConcurrentTx"}""")]
    [InlineData("/tokens/bad", "status", """{"status":1}""")]
    [InlineData("/tokens/bad", "$", "{}")]
    [InlineData("/tokens/bad", "expiresAt", """{"status":"Accepted","expiresAt":"tomorrow"}""")]
    [InlineData("/tokens/bad", "expiresAt", """{"status":"Accepted","expiresAt":5}""")]
    [InlineData("/tokens/bad", "driverId", """{"status":"Accepted","driverId":"a\u0000b"}""")]
    [InlineData("/tokens/bad", "parentToken", """{"status":"Accepted","parentToken":""}""")]
    [InlineData("/tokens/bad", "status", """{"status":"Accepted","status":"Blocked"}""")]
    [InlineData("/chargers/bad", "siteId", """{"siteId":"nowhere"}""")]
    [InlineData("/chargers/bad", "tariffId", """{"tariffId":"nothing"}""")]
    [InlineData("/chargers/bad", "evses[0].publicKey", """{"evses":[{"id":1,"publicKey":"not hex"}]}""")]
    [InlineData("/chargers/bad", "evses", """{"evses":"two"}""")]
    [InlineData("/sites/bad", "name", """{"name":null,"timeZone":"UTC"}""")]
    [InlineData("/sites/bad", "name", """{"name":" ","timeZone":"UTC"}""")]
    [InlineData("/sites/bad", "parentSiteId", """{"name":"Bad","timeZone":"UTC","parentSiteId":"nowhere"}""")]
    [InlineData("/sites/bad", "timeZone", """{"name":"Bad","timeZone":"Mars/Olympus"}""")]
    [InlineData("/sites/bad", "limitA", """{"name":"Bad","timeZone":"UTC","limitA":[1,2]}""")]
    public async Task What_does_not_fit_gets_422_naming_the_field_and_is_not_kept(string path, string field, string body)
    {
        var answer = await _api.PutAsync(path, body);

        AssertProblem(HttpStatusCode.UnprocessableEntity, field, answer);
        Assert.DoesNotContain("Fleet.", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _api.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("/tokens?limit=0", "limit")]
    [InlineData("/chargers?limit=0", "limit")]
    [InlineData("/sessions?limit=-1", "limit")]
    [InlineData("/transactions?limit=0", "limit")]
    [InlineData("/chargers?limit=many", "limit")]
    [InlineData("/sessions?limit=99999999999", "limit")]
    [InlineData("/chargers?cursor=not*base64", "cursor")]
    [InlineData("/transactions?cursor=not*base64", "cursor")]
    [InlineData("/transactions?cursor=YWJj", "cursor")]
    public async Task A_bad_limit_or_cursor_gets_400_naming_it(string path, string field) =>
        AssertProblem(HttpStatusCode.BadRequest, field, await _api.GetAsync(path));

    [Theory]
    [InlineData("/chargers/nobody")]
    [InlineData("/chargers/CP%01")]
    [InlineData("/sessions/nobody:1")]
    [InlineData("/sessions/no-session-id")]
    [InlineData("/transactions/nobody:1")]
    [InlineData("/tariffs/none")]
    [InlineData("/tokens/none")]
    [InlineData("/sites/none")]
    [InlineData("/nothing-here")]
    public async Task What_is_not_there_gets_404(string path)
    {
        var answer = await _api.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal(404, (int)answer.Json["status"]!);
    }

    [Fact]
    public async Task A_charger_id_or_token_that_is_none_gets_400()
    {
        AssertProblem(HttpStatusCode.BadRequest, "id", await _api.PutAsync($"/chargers/{new string('x', 49)}", "{}"));
        AssertProblem(HttpStatusCode.BadRequest, "token", await _api.PutAsync($"/tokens/{new string('x', 37)}", """{"status":"Accepted"}"""));
    }

    [Fact]
    public async Task A_password_is_never_shown()
    {
        const string password = "a secret of some length";

        var entered = await _api.PutAsync("/chargers/secretive", $$"""{"password":"{{password}}"}""");
        var shown = await _api.GetAsync("/chargers/secretive");

        Assert.True((bool)shown.Json["hasPassword"]!);
        foreach (var answer in new[] { entered, shown })
        {
            Assert.DoesNotContain(password, answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("hash", answer.Text, StringComparison.Ordinal);
        }
    }

    private void AssertProblem(HttpStatusCode status, string field, ApiAnswer answer)
    {
        Assert.True(status == answer.Status, $"{answer}");
        Assert.Equal("application/problem+json", answer.MediaType);
        var errors = answer.Json["errors"]?.AsObject();
        Assert.True(errors?.ContainsKey(field) == true, $"no {field} in {answer.Text}");
        development.Node.AssertNoErrors();
    }
}
