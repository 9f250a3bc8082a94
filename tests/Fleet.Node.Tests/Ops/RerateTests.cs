using System.Globalization;
using System.Text.Json.Nodes;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ops;

/// <summary>Whoever was billed by a wrong tariff, at a node: found, shown, corrected once, and a bill's bundle.</summary>
public sealed class RerateTests : IAsyncLifetime, IDisposable
{
    private const int Chargers = 10;
    private const int SessionsEach = 20;

    private TestNode _node = null!;
    private OpsCaller _ops = null!;

    public async Task InitializeAsync()
    {
        _node = await TestNode.StartAsync("Development");
        _ops = new OpsCaller(_node.Ops);
    }

    [Fact]
    public async Task Two_hundred_sessions_under_a_wrong_tariff_are_corrected_once_and_the_ledger_holds()
    {
        await _node.Api.EnterAsync("/tariffs/flat", Tariff("0.50"));
        await Task.WhenAll(Enumerable.Range(0, Chargers).Select(ChargeAsync));
        await _node.Api.EnterAsync("/tariffs/flat", Tariff("0.40"));

        // Session i of each charger takes i + 1 kWh: at 0.50 and 19 %, and at 0.40, each rounded by itself; 20 in the period, 19 of them after its beginning.
        var before = Chargers * Enumerable.Range(1, SessionsEach - 1).Sum(kwh => Gross(kwh + 1, 0.50m));
        var after = Chargers * Enumerable.Range(1, SessionsEach - 1).Sum(kwh => Gross(kwh + 1, 0.40m));
        var first = Chargers * Gross(1, 0.50m);

        var dry = await RerateAsync(apply: false);
        Assert.Equal((190, 190, 0, false), Counts(dry));
        Assert.Equal(($"{before}", $"{after}", $"{after - before}"), Sum(dry));
        Assert.Equal(before + first, await IncomeAsync());
        Assert.Contains("0.50 -> 0.40 per kWh", (string?)dry["largest"]![0]!["difference"]!["lines"]![0]!["text"], StringComparison.Ordinal);

        Assert.Equal((190, 190, 0, true), Counts(await RerateAsync(apply: true)));
        await Poll.UntilAsync(IncomeAsync, income => income == after + first);
        Assert.Equal((190, 0, 190, true), Counts(await RerateAsync(apply: true)));

        var verified = await _ops.CallAsync("ledger/verify", new { }, json: true);
        Assert.Equal((0, (Chargers * SessionsEach) + (2 * 190)), (verified.End.Code, (int)verified.Document["entries"]!));
        Assert.Equal(after + first, await IncomeAsync());
        var bills = await _node.Api.BillsOfAsync("wrong-0");
        var corrected = bills.Where(bill => (string?)bill!["state"] == "BILLED" && bill["corrects"] is not null).ToList();
        Assert.Equal(19, corrected.Count);
        Assert.All(corrected, bill => Assert.Equal(("TARIFF", 1, "ops:ada"), ((string?)bill!["corrects"]!["cause"], (int)bill["corrects"]!["revision"]!, (string?)bill["ruling"]!["by"])));
    }

    [Fact]
    public async Task What_a_tariff_would_have_meant_is_shown_from_a_file_and_nothing_is_corrected()
    {
        await _node.Api.EnterAsync("/tariffs/flat", Tariff("0.50"));
        await ChargeAsync(0);

        var preview = await _ops.CallAsync("rerate/rerate", Arguments(apply: false), file: Tariff("0.60", "2030-01-01T00:00:00Z"), fileName: "next.json", json: true);

        Assert.Equal((19, 19, 0, false), Counts(preview.Document));
        Assert.Equal(
            ($"{Enumerable.Range(2, 19).Sum(kwh => Gross(kwh, 0.50m))}", $"{Enumerable.Range(2, 19).Sum(kwh => Gross(kwh, 0.60m))}"),
            Sum(preview.Document) is var (was, would, _) ? (was, would) : default);
        Assert.All(await _node.Api.BillsOfAsync("wrong-0"), bill => Assert.Equal(1, (int)bill!["revision"]!));
    }

    [Fact]
    public async Task A_late_reading_corrects_the_bill_and_its_bundle_holds_all_of_it()
    {
        await _node.Api.EnterAsync("/tariffs/flat", Tariff("0.50"));
        await _node.Api.EnterAsync("/chargers/late", """{"tariffId":"flat"}""");
        using var charger = await TestCharger.ConnectAsync(_node, "late");
        var transaction = await charger.StartAsync();
        await charger.CallAsync("StopTransaction", $$"""{"transactionId":{{transaction}},"meterStop":-1,"timestamp":"{{Charging.Text(Charging.Start.AddHours(1))}}"}""");
        var id = $"late:{transaction}";
        await _node.Api.TransactionAsync(id);

        await charger.MeterAsync(transaction, Charging.Start.AddMinutes(30), 3000);
        var live = await _node.Api.WaitForAsync($"/transactions/{Uri.EscapeDataString(id)}", bill => (int)bill["revision"]! == 3);

        Assert.Equal(("LATE_EVIDENCE", 2000, "1.19"), ((string?)live["corrects"]!["cause"], (int)live["energyWh"]!, (string?)live["totalInclTax"]));
        var bundle = await _ops.CallAsync("bill/bundle", new { id });
        Assert.Equal(0, bundle.End.Code);
        Assert.Equal("OK", Fleet.Domain.Charging.Bundles.BundleVerifier.Verify(bundle.Content).Word);
        Assert.Equal((string?)live["ledger"]!["hash"], (string?)JsonNode.Parse(bundle.Content)!["ledger"]!["hash"]);
        Assert.Contains("Revision 3 took the place of revision 1 because evidence of the session came late", string.Join('\n', (await _ops.CallAsync("bill/explain", new { id })).Text), StringComparison.Ordinal);
        Assert.Contains("ENERGY: /elements/", string.Join('\n', (await _ops.CallAsync("bill/explain", new { id, why = "true" })).Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_register_is_read_on_the_scale_that_a_person_says()
    {
        await _node.Api.EnterAsync("/tariffs/flat", Tariff("0.50"));
        await _node.Api.EnterAsync("/chargers/scale", """{"tariffId":"flat"}""");
        using var charger = await TestCharger.ConnectAsync(_node, "scale");
        var transaction = await charger.StartAsync(meterStart: 1000);
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 3000);
        var id = $"scale:{transaction}";
        await _node.Api.TransactionAsync(id);

        Assert.Equal(0, (await _ops.CallAsync("bill/reclassify", new { id, register = "session", reason = "counts from 0" })).End.Code);

        var live = await _node.Api.WaitForAsync($"/transactions/{Uri.EscapeDataString(id)}", bill => (int)bill["revision"]! == 3);
        Assert.Equal((3000, "RECLASSIFIED"), ((int)live["energyWh"]!, (string?)live["corrects"]!["cause"]));
    }

    [Theory]
    [InlineData("2026-03-03T00:00:00Z", "2026-03-02T00:00:00Z", false, null, 2, "--to 2026-03-02T00:00:00Z: must be after --from")]
    [InlineData("2026-03-02", "2026-03-03T00:00:00Z", false, null, 2, "--from 2026-03-02: must be a time")]
    [InlineData("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", true, null, 2, "--reason: must be given with --apply")]
    [InlineData("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", true, "{}", 2, "--apply: not with --with")]
    [InlineData("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", false, "{}", 1, "next.json is no tariff: /id: ")]
    [InlineData("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z", false, null, 1, "There is no tariff 'flat'")]
    public async Task What_cannot_be_rated_is_refused_with_the_argument_and_the_rule(string from, string to, bool apply, string? file, int code, string sentence)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["tariff"] = "flat", ["from"] = from, ["to"] = to };
        if (apply)
            arguments["apply"] = "true";

        var reply = await _ops.CallAsync("rerate/rerate", arguments, file, file is null ? null : "next.json");

        Assert.Equal(code, reply.End.Code);
        Assert.StartsWith(sentence, reply.End.Error, StringComparison.Ordinal);
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    public void Dispose() => _ops.Dispose();

    /// <summary>From one hour after the first session of each charger on.</summary>
    private static Dictionary<string, string> Arguments(bool apply)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["tariff"] = "flat",
            ["from"] = Charging.Text(Charging.Start.AddHours(1)),
            ["to"] = Charging.Text(Charging.Start.AddDays(2)),
        };
        if (apply)
            (arguments["apply"], arguments["reason"]) = ("true", "the price was wrong");
        return arguments;
    }

    private async Task<JsonNode> RerateAsync(bool apply)
    {
        var reply = await _ops.CallAsync("rerate/rerate", Arguments(apply), json: true);
        Assert.True(reply.End.Code == 0, $"{reply}");
        return reply.Document;
    }

    private async Task ChargeAsync(int number)
    {
        var id = $"wrong-{number}";
        await _node.Api.EnterAsync($"/chargers/{id}", """{"tariffId":"flat"}""");
        using var charger = await TestCharger.ConnectAsync(_node, id);
        for (var i = 0; i < SessionsEach; i++)
        {
            var start = Charging.Start.AddHours(i);
            var transaction = await charger.StartAsync(start, 1000);
            await charger.StopAsync(transaction, start.AddMinutes(30), 1000 + ((i + 1) * 1000));
            await _node.Api.TransactionAsync($"{id}:{transaction}");
        }
    }

    private async Task<decimal> IncomeAsync()
    {
        var income = 0m;
        for (var i = 0; i < Chargers; i++)
            income += (await _node.Api.BillsOfAsync($"wrong-{i}")).Sum(bill => decimal.Parse((string)bill!["totalInclTax"]!, CultureInfo.InvariantCulture));
        return income;
    }

    /// <summary>By hand: the line rounded, then the tax on it rounded.</summary>
    private static decimal Gross(int kwh, decimal price)
    {
        var net = kwh * price;
        return net + Math.Round(net * 0.19m, 2, MidpointRounding.AwayFromZero);
    }

    private static (int Sessions, int Changed, int Unchanged, bool Applied) Counts(JsonNode document) =>
        ((int)document["sessions"]!, (int)document["changed"]!, (int)document["unchanged"]!, (bool)document["applied"]!);

    private static (string?, string?, string?) Sum(JsonNode document) =>
        document["sums"]!.AsArray().Single() is { } sum ? ((string?)sum["before"], (string?)sum["after"], (string?)sum["difference"]) : default;

    private static string Tariff(string price, string? from = null) =>
        $$"""{"id":"flat","currency":"EUR","last_updated":"2026-01-01T00:00:00Z","country_code":"DE","party_id":"ABC",{{(from is null ? "" : $"\"start_date_time\":\"{from}\",")}}"elements":[{"price_components":[{"type":"ENERGY","price":{{price}},"vat":19,"step_size":1}]}]}""";
}
