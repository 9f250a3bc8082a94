using System.Net;
using System.Net.Http.Headers;

using Fleet.Cluster.Ops;
using Fleet.Node.Settings;
using Fleet.Node.Tests.Running;

using Microsoft.Extensions.Hosting;

namespace Fleet.Node.Tests.Ops;

public sealed class AccessTests(AccessTests.OpenNode open, AccessTests.KeyNode locked) : IClassFixture<AccessTests.OpenNode>, IClassFixture<AccessTests.KeyNode>
{
    private const string Key = "the-key-of-the-ops-port";

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("[::1]")]
    public async Task Without_a_key_this_machine_may_call_by_its_own_names(string host) =>
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(open.Node, request => request.Headers.Host = $"{host}:9110"));

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.0.1")]
    [InlineData("0.0.0.0")]
    public async Task A_foreign_name_that_was_made_to_point_here_is_refused(string host) =>
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(open.Node, request => request.Headers.Host = $"{host}:9110"));

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("")]
    public async Task What_a_browser_lets_a_page_send_is_refused(string? value) => Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(open.Node, request =>
    {
        request.Headers.Remove(OpsCall.Header);
        if (value is not null)
            request.Headers.Add(OpsCall.Header, value);
    }));

    [Fact]
    public async Task A_page_that_asks_whether_it_may_send_the_header_is_not_told_so()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(open.Node.Ops, "/ops/v1/charger/decommission"));
        request.Headers.Add("Origin", "https://evil.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", OpsCall.Header);
        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("another-key")]
    [InlineData("the-key-of-the-ops-por")]
    [InlineData("THE-KEY-OF-THE-OPS-PORT")]
    public async Task With_a_key_nobody_may_call_without_it_and_it_stands_in_no_log(string? key)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(locked.Node, request => Show(request, key)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(locked.Node, request => Show(request, Key)));
        Assert.DoesNotContain(locked.Node.Log.All, entry => entry.Message.Contains(Key, StringComparison.OrdinalIgnoreCase));
    }

    private static void Show(HttpRequestMessage request, string? key)
    {
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The status of a call that is not known, to whoever may ask.</summary>
    private static async Task<HttpStatusCode> StatusAsync(TestNode node, Action<HttpRequestMessage> change)
    {
        using var ops = new OpsCaller(node.Ops);
        using var request = OpsCaller.Request("no/such/command", "{}");
        change(request);
        using var response = await ops.SendAsync(request);
        return response.StatusCode;
    }

    public sealed class OpenNode() : SharedNode(Environments.Production);

    public sealed class KeyNode() : SharedNode(Environments.Development)
    {
        internal override FleetSettings Change(FleetSettings settings) => settings with { Ops = settings.Ops with { Key = Key } };
    }
}
