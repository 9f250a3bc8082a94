using System.Text.Json.Nodes;

using Fleet.Cluster.Database;
using Fleet.Simulator.Measuring;

namespace Fleet.EndToEnd.Tests.Outages;

/// <summary>A node that is killed and started again, always at the same addresses, and the check of what it did.</summary>
internal sealed class NodeUnderFire : IDisposable
{
    private readonly DatabaseSettings _database;
    private readonly int _clusterPort = FreePort.Find();
    private readonly int _ocppPort = FreePort.Find();
    private readonly int _httpPort = FreePort.Find();
    private NodeProcess _process = null!;

    private NodeUnderFire(DatabaseSettings database) => _database = database;

    public Uri Ocpp => _process.Ocpp;

    public long WorkingSet => _process.WorkingSet;

    public static async Task<NodeUnderFire> StartAsync(DatabaseSettings database)
    {
        var node = new NodeUnderFire(database);
        await node.StartAsync();
        return node;
    }

    /// <summary>SIGKILL, and a new process in its place.</summary>
    public async Task KillAndRestartAsync()
    {
        await _process.KillAsync();
        _process.Dispose();
        await StartAsync();
    }

    /// <summary>
    /// Every session that the chargers finished has exactly one live bill with the meter's energy, from as many readings as were acknowledged; no other session is billed; and the
    /// ledger's chain holds.
    /// </summary>
    public async Task AssertAllBilledOnceAsync(GroundTruth truth)
    {
        using var http = new HttpClient { BaseAddress = _process.Http };
        var finished = truth.Finished;
        Assert.Equal(0, truth.Abandoned);
        var bills = await new TransactionLedger(http, TimeProvider.System).AwaitAsync(
            finished.Select(transaction => transaction.ToExpectedBill().Id).ToHashSet(StringComparer.Ordinal), _ => { }, CancellationToken.None);

        var check = BillCheck.Compare([.. finished.Select(transaction => transaction.ToExpectedBill())], bills);
        Assert.True(check.IsRight, string.Join('\n', check.Wrong.Select(wrong => $"{wrong.Bill.Id}: {wrong.Text}")));
        var documents = await ReadLedgerAsync(http);
        Assert.Equal(finished.Count, documents.Count(IsLive));
        foreach (var transaction in finished)
        {
            var bill = documents.Single(document => IsLive(document) && (string?)document["id"] == transaction.ToExpectedBill().Id);
            Assert.Equal((transaction.ToExpectedBill().Id, transaction.Readings), ((string?)bill["id"], (int)bill["evidence"]!["readings"]!));
        }

        var verified = await FleetProcess.RunAsync("fleet", "ledger", "verify", "--json", "--node", _process.Ops.Authority);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
        Assert.Equal(documents.Count, (int)JsonNode.Parse(verified.Output)!["entries"]!);
    }

    public void Dispose() => _process.Dispose();

    private async Task StartAsync() => _process = await NodeProcess.StartAsync(
        _database, _ocppPort, _clusterPort, _httpPort, "--Logging:LogLevel:Default=Warning", "--Fleet:Billing:DefaultTariff=" + Path.Combine(AppContext.BaseDirectory, "Demo/Tariffs/city-dc.json"));

    private static bool IsLive(JsonNode document) => (string?)document["state"] is "BILLED" or "HELD";

    private static async Task<List<JsonNode>> ReadLedgerAsync(HttpClient http)
    {
        var documents = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = JsonNode.Parse(await http.GetStringAsync($"/api/v1/transactions?limit=1000{(cursor is null ? "" : $"&cursor={cursor}")}"))!;
            documents.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);
        return documents;
    }
}
