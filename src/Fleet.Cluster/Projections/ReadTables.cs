using Akka.Persistence.Query;

using Fleet.Cluster.Database;

using LinqToDB;
using LinqToDB.Async;

namespace Fleet.Cluster.Projections;

/// <summary>Reads an entity's events from the journal, from one sequence number to another, both included.</summary>
internal delegate Task<IReadOnlyList<EventEnvelope>> ReadEvents(string persistenceId, long from, long to);

/// <summary>
/// The read tables, kept one batch of events at a time: rows, ledger entries and the offset in one transaction, so that each event counts once whatever is restarted. Each
/// row knows the last sequence number that it saw; an event that the reader skipped is found by that and fetched.
/// </summary>
/// <param name="database">Where the tables are.</param>
/// <param name="readEvents">For events that were skipped.</param>
internal sealed class ReadTables(FleetDatabase database, ReadEvents readEvents)
{
    private const string Name = "read-tables";

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

        var batch = await ReadBatch.LoadAsync(db, events);
        foreach (var envelope in events)
            await AddAsync(batch, envelope);
        await batch.SaveAsync(db);
        await transaction.CommitAsync();
        return to;
    }

    private async Task AddAsync(ReadBatch batch, EventEnvelope envelope)
    {
        var seen = batch.LastSequence(envelope.PersistenceId);
        if (envelope.SequenceNr <= seen)
            return;
        if (envelope.SequenceNr > seen + 1)
        {
            foreach (var skipped in await readEvents(envelope.PersistenceId, seen + 1, envelope.SequenceNr - 1))
                batch.Apply(skipped);
        }

        if (batch.LastSequence(envelope.PersistenceId) + 1 != envelope.SequenceNr)
            throw new InvalidOperationException($"events before {envelope.SequenceNr} of {envelope.PersistenceId} are not to be found; try again");
        batch.Apply(envelope);
    }
}
