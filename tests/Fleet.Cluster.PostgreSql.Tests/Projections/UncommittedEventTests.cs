using Fleet.Cluster.Entities;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Projections;
using Fleet.Cluster.Tests.Journal;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using LinqToDB;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Projections;

/// <summary>On PostgreSQL numbers are taken before events are committed, so that a later event may be read first.</summary>
public sealed class UncommittedEventTests : IDisposable
{
    private static readonly ChargerId Other = ChargerId.Parse("OTHER");
    private readonly TemporaryDatabase _database = new();

    [Fact]
    public async Task The_reader_waits_for_an_event_that_is_written_but_not_yet_committed_and_skips_nothing()
    {
        await using var node = await Node.StartAsync(_database, new ManualClock(At(45)));
        await using var journal = _database.Database.OpenJournal();
        await journal.BeginTransactionAsync();
        await journal.InsertAsync(EventRow.Of($"s|{Session()}", 1, new SessionOpened(Started())));

        await AskAsync(node, Start(Other));
        await AskAsync(node, Stop(First, 30, 5_000, Other));
        Assert.Null(await node.Get<LedgerQueries>().TransactionAsync($"{Session(charger: Other)}"));
        await journal.CommitTransactionAsync();

        await Eventually.IsAsync(() => node.Get<LedgerQueries>().TransactionAsync($"{Session(charger: Other)}"));
        Assert.Equal("CHARGING", (await node.Get<FleetQueries>().SessionAsync($"{Session()}"))!.State);
    }

    public void Dispose() => _database.Dispose();

    private static Task<Reply> AskAsync(Node node, IEntityCommand command) => node.Get<FleetEntities>().AskAsync(command, Eventually.Soon, CancellationToken.None);
}
