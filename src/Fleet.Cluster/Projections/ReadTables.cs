using Akka.Persistence.Query;

using Fleet.Cluster.Database;
using Fleet.Cluster.Ledger;
using Fleet.Domain.Deciding;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Fleet.Cluster.Projections;

/// <summary>Reads an entity's events from the journal, from one sequence number to another, both included.</summary>
internal delegate Task<IReadOnlyList<EventEnvelope>> ReadEvents(string persistenceId, long from, long to);

/// <summary>
/// The read tables, kept one batch of events at a time: rows, ledger entries and the offset in one transaction, so that each event counts once whatever is restarted. Each
/// row knows the last sequence number that it saw; an event that the reader skipped is found by that and fetched.
/// </summary>
/// <param name="database">Where the tables are.</param>
/// <param name="watch">When entities must be looked at.</param>
/// <param name="ledger">How entries of the ledger are dated and numbered.</param>
/// <param name="readEvents">For events that were skipped.</param>
internal sealed class ReadTables(FleetDatabase database, WatchPolicy watch, LedgerTerms ledger, ReadEvents readEvents)
{
    /// <summary>The projection's name.</summary>
    public const string Name = "read-tables";

    /// <summary>The journal's offset up to which everything is in the tables.</summary>
    public async Task<long> ReadOffsetAsync()
    {
        await using var db = database.Open();
        var row = await db.GetTable<ProjectionRow>().SingleOrDefaultAsync(projection => projection.Name == Name);
        if (row is not null)
            return row.Offset;
        await db.InsertAsync(new ProjectionRow { Name = Name, Offset = 0 });
        return 0;
    }

    /// <summary>Applies <paramref name="events"/> and moves the offset from <paramref name="from"/> to that of the last one.</summary>
    /// <returns>The new offset.</returns>
    /// <exception cref="InvalidOperationException">Another projector moved the offset meanwhile; nothing was written.</exception>
    public async Task<long> ApplyAsync(IReadOnlyList<EventEnvelope> events, long from)
    {
        var to = ((Sequence)events[^1].Offset).Value;
        await using var db = database.Open();
        await using var transaction = await db.BeginTransactionAsync();
        var moved = await db.GetTable<ProjectionRow>()
            .Where(projection => projection.Name == Name && projection.Offset == from)
            .Set(projection => projection.Offset, to)
            .UpdateAsync();
        if (moved != 1)
            throw new InvalidOperationException($"the projection's offset is no longer {from}: another projector is at work");

        var batch = await ReadBatch.LoadAsync(db, ViewTables.Live, watch, events.Select(envelope => envelope.PersistenceId));
        await AddAsync(db, batch, events);
        await batch.SaveAsync(db);
        await BookAsync(db, batch);
        await transaction.CommitAsync();
        return to;
    }

    /// <summary>
    /// Brings an entity's row up to its event <paramref name="to"/>, which the reader has passed without seeing it: what a gap that outlived the reader's patience hid. The
    /// projection's row is held meanwhile, so that no projector is at work.
    /// </summary>
    public async Task RefillAsync(string persistenceId, long to)
    {
        await using var db = database.Open();
        await using var transaction = await db.BeginTransactionAsync();
        await HoldAsync(db);
        var batch = await ReadBatch.LoadAsync(db, ViewTables.Live, watch, [persistenceId]);
        var seen = batch.LastSequence(persistenceId);
        if (seen >= to)
            return;
        await AddAsync(db, batch, await readEvents(persistenceId, seen + 1, to));
        await batch.SaveAsync(db);
        await BookAsync(db, batch);
        await transaction.CommitAsync();
    }

    /// <summary>Keeps every projector from writing until the transaction ends.</summary>
    /// <returns>The offset.</returns>
    public static async Task<long> HoldAsync(DataConnection db)
    {
        var projection = db.GetTable<ProjectionRow>().Where(row => row.Name == Name);
        await projection.Set(row => row.Offset, row => row.Offset).UpdateAsync();
        return await projection.Select(row => row.Offset).SingleAsync();
    }

    /// <summary>Applies events to a batch, with those that were skipped before them.</summary>
    /// <exception cref="InvalidOperationException">Events before one of them are not to be found yet.</exception>
    public async Task AddAsync(DataConnection db, ReadBatch batch, IReadOnlyList<EventEnvelope> events)
    {
        await batch.PrepareAsync(db, events);
        foreach (var envelope in events)
        {
            var seen = batch.LastSequence(envelope.PersistenceId);
            if (envelope.SequenceNr <= seen)
                continue;
            if (envelope.SequenceNr > seen + 1)
                await AddAsync(db, batch, await readEvents(envelope.PersistenceId, seen + 1, envelope.SequenceNr - 1));
            if (batch.LastSequence(envelope.PersistenceId) + 1 != envelope.SequenceNr)
                throw new InvalidOperationException($"events before {envelope.SequenceNr} of {envelope.PersistenceId} are not to be found; try again");
            batch.Apply(envelope);
        }
    }

    private async Task BookAsync(DataConnection db, ReadBatch batch)
    {
        var hashes = batch.Tariffs.Keys.ToList();
        var known = hashes.Count == 0 ? [] : await db.GetTable<TariffVersionRow>().Where(row => hashes.Contains(row.Hash)).Select(row => row.Hash).ToListAsync();
        foreach (var tariff in batch.Tariffs.Values.Where(tariff => !known.Contains(tariff.Hash)))
            await db.InsertAsync(new TariffVersionRow { Hash = tariff.Hash, Document = tariff.CanonicalJson });
        await LedgerAppender.AppendAsync(db, batch.Bills, ledger);
    }
}
