using Fleet.Cli.Tests.Ops;
using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Charging;
using Fleet.Domain.Charging.Bundles;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Cli.Tests.Bills;

/// <summary>A bill's bundle on a machine without a node, and the commands that need one.</summary>
public sealed class BundleCommandTests : IDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-bundle-").FullName;

    [Fact]
    public async Task A_bundle_that_is_as_it_was_written_is_verified()
    {
        var text = await CommandLine.RunAsync("bill", "verify", File("bill.json", Bundle()));
        var json = await CommandLine.RunAsync("bill", "verify", File("bill.json", Bundle()), "--json");

        Assert.Equal((0, "OK: the evidence makes the bill, byte for byte: 2.38 EUR\n"), (text.ExitCode, text.Out));
        Assert.Equal((0, "OK"), (json.ExitCode, json.Json.GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task A_byte_that_somebody_changed_is_named_by_its_pointer()
    {
        var file = File("bill.json", Bundle().Replace("\"totalInclTax\": \"2.38\"", "\"totalInclTax\": \"1.38\"", StringComparison.Ordinal));

        var verified = await CommandLine.RunAsync("bill", "verify", file, "--json");
        var explained = await CommandLine.RunAsync("bill", "explain", file);

        Assert.Equal((1, "MISMATCH", "/bill/totalInclTax"), (verified.ExitCode, verified.Json.GetProperty("verdict").GetString(), verified.Json.GetProperty("pointer").GetString()));
        Assert.Equal(1, explained.ExitCode);
        Assert.Contains("Total: 2.38 EUR", explained.Out, StringComparison.Ordinal);
        Assert.Contains("not what the bundle says", explained.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_bundle_is_not_verifiable_and_a_file_that_is_not_there_is_a_wrong_call()
    {
        var odd = await CommandLine.RunAsync("bill", "verify", File("odd.json", "{}"));
        var gone = await CommandLine.RunAsync("bill", "verify", Path.Combine(_folder, "gone.json"));

        Assert.Equal(1, odd.ExitCode);
        Assert.StartsWith("NOT_VERIFIABLE: /format: must be 'fleet-bill-bundle/1'", odd.Out, StringComparison.Ordinal);
        Assert.Equal((2, ""), (gone.ExitCode, gone.Out));
    }

    [Fact]
    public async Task A_bundle_says_why_other_prices_did_not_hold()
    {
        var explained = await CommandLine.RunAsync("bill", "explain", File("bill.json", Bundle()), "--why");

        Assert.Equal(0, explained.ExitCode);
        Assert.Contains(", ENERGY: /elements/0/price_components/0", explained.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_is_explained_without_a_node_and_a_session_by_the_node()
    {
        await using var node = await CannedOps.SayingAsync("""{"line":"text","text":"said by the node"}""", """{"line":"end","exitCode":0}""");

        var fromFile = await CommandLine.RunAsync("bill", "explain", File("bill.json", Bundle()), "--node", node.Address);
        var fromNode = await CommandLine.RunAsync("bill", "explain", "CP1:700", "--node", node.Address);

        Assert.Contains("Total: 2.38 EUR including tax.", fromFile.Out, StringComparison.Ordinal);
        Assert.Equal((0, "said by the node\n"), (fromNode.ExitCode, fromNode.Out));
        Assert.Equal("/ops/v1/bill/explain", Assert.Single(node.Asked).Path);
    }

    [Fact]
    public async Task Rerate_stands_by_itself_and_sends_a_tariff_only_when_one_is_named()
    {
        await using var node = await CannedOps.SayingAsync("""{"line":"end","exitCode":0}""");
        string[] call = ["rerate", "--tariff", "T", "--from", "2026-10-01T00:00:00Z", "--to", "2026-11-01T00:00:00Z", "--node", node.Address];

        Assert.Equal(0, (await CommandLine.RunAsync(call)).ExitCode);
        Assert.Equal(0, (await CommandLine.RunAsync([.. call, "--with", File("next.json", "{\"id\":\"T\"}")])).ExitCode);
        Assert.Equal((2, ""), await CommandLine.RunAsync([.. call, "--with", "gone.json"]) is var gone ? (gone.ExitCode, gone.Out) : default);
        Assert.Equal((2, ""), await CommandLine.RunAsync("rerate", "--tariff", "T") is var missing ? (missing.ExitCode, missing.Out) : default);

        Assert.Equal(["/ops/v1/rerate/rerate", "/ops/v1/rerate/rerate"], node.Asked.Select(question => question.Path), StringComparer.Ordinal);
        Assert.DoesNotContain("fileName", node.Asked[0].Body, StringComparison.Ordinal);
        Assert.EndsWith("\n{\"id\":\"T\"}", node.Asked[1].Body, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>5 kWh at 0.40 EUR and 19 %: 2.00 + 0.38.</summary>
    private static string Bundle()
    {
        var id = new SessionId(ChargerId.Parse("CP1"), TransactionId.From(700));
        var tariff = FrozenTariff.Freeze(
            TariffJson.Read("""{"id":"T","currency":"EUR","country_code":"DE","party_id":"ABC","elements":[{"price_components":[{"type":"ENERGY","price":0.40,"vat":19,"step_size":1}]}],"last_updated":"2026-01-01T00:00:00Z"}""").Document!,
            RuleSet.Ocpi221D2,
            "Europe/Berlin");
        var start = new TransactionStart(EvseConnector.OfConnector(1), new IdToken("A"), Noon, Noon, new EnergyWh(1_000), null, new SessionTerms(TokenStatus.Accepted, Tariff: tariff));
        var session = SessionState.Create(EntityKey.Of(id));
        List<SessionEvent> events = [];
        foreach (SessionCommand command in new SessionCommand[]
        {
            new OpenSession(id, start),
            new StopSession(id, new TransactionStop(Noon + Duration.FromMinutes(30), new EnergyWh(6_000), StopReason.Local, null, [])),
        })
        {
            var decided = session.Decide(command, Noon + Duration.FromHours(1)).Events;
            events.AddRange(decided);
            session = SessionState.Replay(id, events);
        }

        return BillBundle.Write(id, events, null)!;
    }

    private string File(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
