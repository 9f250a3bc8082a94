using Fleet.Cluster.Entities;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Projections;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Projections;

/// <summary>Read tables that say something wrong are made anew from the journal, while the node works on.</summary>
public sealed class ViewRebuildTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();

    [Fact]
    public async Task Rows_that_were_changed_or_lost_are_as_they_were_and_the_ledger_is_untouched()
    {
        await using var node = await Node.StartAsync(_database);
        foreach (var charger in Chargers(1, 20))
            await ChargeAsync(node, charger);
        var (sessions, chargers) = await SettledAsync(node, 20);
        var bills = (await node.Get<LedgerQueries>().TransactionsAsync(null, 0, 100)).Items;

        Execute("UPDATE session SET energy_wh = 1, state = 'CHARGING'");
        Execute("DELETE FROM charger WHERE charger_id > 'CP-1'");
        var progress = new List<RebuildProgress>();
        await node.Get<ViewRebuild>().RunAsync(progress.Add, CancellationToken.None);

        Assert.Equal(sessions, await SessionsAsync());
        Assert.Equal(chargers, await ChargersAsync());
        Assert.Equal(bills, (await node.Get<LedgerQueries>().TransactionsAsync(null, 0, 100)).Items);
        Assert.Equal(progress[^1].End, progress[^1].Offset);
    }

    [Fact]
    public async Task What_happens_during_rebuilds_is_in_the_new_tables_and_in_the_ledger_once()
    {
        await using var node = await Node.StartAsync(_database);
        await ChargeAsync(node, ChargerId.Parse("CP-0"));
        await SettledAsync(node, 1);

        var charging = Task.WhenAll(Chargers(1, 40).Select(charger => ChargeAsync(node, charger)));
        do
            await node.Get<ViewRebuild>().RunAsync(_ => { }, CancellationToken.None);
        while (!charging.IsCompleted);
        await charging;
        await SettledAsync(node, 41);
        await node.Get<ViewRebuild>().RunAsync(_ => { }, CancellationToken.None);

        Assert.All(await SessionsAsync(), session => Assert.Equal(("BILLED", 4_000), (session.State, session.EnergyWh)));
        var bills = (await node.Get<LedgerQueries>().TransactionsAsync(null, 0, 1_000)).Items;
        Assert.Equal(41, bills.Count);
    }

    [Fact]
    public async Task Two_rebuilds_at_once_are_one()
    {
        await using var node = await Node.StartAsync(_database);
        await ChargeAsync(node, Charger);
        await SettledAsync(node, 1);
        await using var other = await _database.Database.TryClaimAsync("rebuild of the read tables");

        var refused = await Assert.ThrowsAsync<RebuildRefusedException>(() => node.Get<ViewRebuild>().RunAsync(_ => { }, CancellationToken.None));

        Assert.Contains("being rebuilt already", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _database.Dispose();

    private static IEnumerable<ChargerId> Chargers(int first, int last) => Enumerable.Range(first, last).Select(number => ChargerId.Parse($"CP-{number}"));

    private static async Task ChargeAsync(Node node, ChargerId charger)
    {
        var started = (TransactionAnswer)await AskAsync(node, Start(charger));
        await AskAsync(node, Readings(First, Left, Meter(10, 3_000)) with { Charger = charger, Transaction = started.Transaction });
        await AskAsync(node, Stop(First, 30, 5_000, charger));
    }

    private static Task<Reply> AskAsync(Node node, IEntityCommand command) => node.Get<FleetEntities>().AskAsync(command, Eventually.Soon, CancellationToken.None);

    private async Task<(List<SessionView> Sessions, List<ChargerView> Chargers)> SettledAsync(Node node, int sessions)
    {
        await Eventually.IsAsync(async () => (await SessionsAsync()) is var rows && node is not null
            && rows.Count(row => row.State == "BILLED" && row.WakeAt is null) == sessions
            && (await ChargersAsync()).TrueForAll(row => row.WakeAt is null && row.Connectors.All(connector => connector.TransactionId is null)) ? "settled" : null);
        return (await SessionsAsync(), await ChargersAsync());
    }

    private async Task<List<SessionView>> SessionsAsync()
    {
        await using var db = _database.Database.Open();
        return await db.GetTable<SessionView>().OrderBy(row => row.SessionId).ToListAsync();
    }

    private async Task<List<ChargerView>> ChargersAsync()
    {
        await using var db = _database.Database.Open();
        return await db.GetTable<ChargerView>().OrderBy(row => row.ChargerId).ToListAsync();
    }

    private void Execute(string sql)
    {
        using var db = _database.Database.Open();
        db.Execute(sql);
    }
}
