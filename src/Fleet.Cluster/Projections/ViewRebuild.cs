using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

using Fleet.Cluster.Database;
using Fleet.Cluster.Journal;
using Fleet.Domain.Deciding;

using LinqToDB;
using LinqToDB.Data;

namespace Fleet.Cluster.Projections;

/// <summary>How far a rebuild of the read tables is.</summary>
/// <param name="Offset">The journal's offset up to which the shadow is filled.</param>
/// <param name="End">The offset that the projector had reached when that was looked at last.</param>
public sealed record RebuildProgress(long Offset, long End);

/// <summary>The read tables are not rebuilt now.</summary>
/// <param name="why">Why, as a sentence.</param>
public sealed class RebuildRefusedException(string why) : Exception(why);

/// <summary>
/// Makes the read tables anew from the journal: in shadow tables, while the old ones are read and kept as always, and then all are switched in one transaction in which no
/// projector is at work. The ledger is no read table: it is verified, never rebuilt.
/// </summary>
public sealed class ViewRebuild
{
    private const string Work = "rebuild of the read tables";
    private const int BatchSize = 1_000;

    /// <summary>The switch reads this many events at most while everything waits for it.</summary>
    private const long FewEnough = 2_000;

    private readonly FleetDatabase _database;
    private readonly WatchPolicy _watch;
    private readonly JournalReader _journal;
    private readonly ReadTables _tables;
    private readonly IMaterializer _materializer;

    internal ViewRebuild(FleetDatabase database, WatchPolicy watch, JournalReader journal, ReadTables tables, ActorSystem system) =>
        (_database, _watch, _journal, _tables, _materializer) = (database, watch, journal, tables, system.Materializer());

    /// <summary>Rebuilds the tables, and returns when the new ones are in their place.</summary>
    /// <param name="report">Hears of every batch.</param>
    /// <param name="cancellation">Gives up; the old tables stay.</param>
    /// <returns>The offset at which they were switched.</returns>
    /// <exception cref="RebuildRefusedException">Somebody else rebuilds them already.</exception>
    public async Task<long> RunAsync(Action<RebuildProgress> report, CancellationToken cancellation)
    {
        await using var claim = await _database.TryClaimAsync(Work)
            ?? throw new RebuildRefusedException("The read tables are being rebuilt already; wait until that is done");
        await using (var db = _database.Open())
        {
            foreach (var table in ViewTables.Names)
                await _database.CreateLikeAsync(db, table, table + ViewTables.Shadow.Suffix);
        }

        long offset = 0;
        while (true)
        {
            var end = await _tables.ReadOffsetAsync();
            offset = await FillAsync(offset, end, report, cancellation);
            if (await TrySwitchAsync(offset, cancellation) is { } switched)
                return switched;
        }
    }

    /// <summary>Events up to where the projector is, and not beyond it: the ledger has not booked those yet.</summary>
    private async Task<long> FillAsync(long from, long end, Action<RebuildProgress> report, CancellationToken cancellation)
    {
        var filled = await _journal.EventsSoFarAfter(from)
            .TakeWhile(envelope => OffsetOf(envelope) <= end)
            .Grouped(BatchSize)
            .SelectAsync(1, async batch =>
            {
                cancellation.ThrowIfCancellationRequested();
                var events = batch.ToList();
                await using var db = _database.Open();
                await using var transaction = await db.BeginTransactionAsync(cancellation);

                // SQLite lets a transaction that has read write only if nobody wrote meanwhile: it writes first.
                await ViewTables.Shadow.Of<SessionView>(db).Where(_ => false).DeleteAsync(cancellation);
                await ApplyAsync(db, events);
                await transaction.CommitAsync(cancellation);
                report(new RebuildProgress(OffsetOf(events[^1]), end));
                return OffsetOf(events[^1]);
            })
            .RunAggregate(from, (_, offset) => offset, _materializer);
        return Math.Max(filled, end);
    }

    /// <summary>Applies the few events that came meanwhile and switches; null when they are too many to let everything wait for them.</summary>
    private async Task<long?> TrySwitchAsync(long filled, CancellationToken cancellation)
    {
        await using var db = _database.Open();
        await using var transaction = await db.BeginTransactionAsync(cancellation);
        var end = await ReadTables.HoldAsync(db);
        if (end - filled > FewEnough)
            return null;
        var missing = await _journal.EventsSoFarAfter(filled).TakeWhile(envelope => OffsetOf(envelope) <= end).RunWith(Sink.Seq<EventEnvelope>(), _materializer);
        await ApplyAsync(db, missing);
        foreach (var table in ViewTables.Names)
            await _database.ReplaceTableAsync(db, table, table + ViewTables.Shadow.Suffix);
        await transaction.CommitAsync(cancellation);
        return end;
    }

    private async Task ApplyAsync(DataConnection db, IReadOnlyList<EventEnvelope> events)
    {
        if (events.Count == 0)
            return;
        var batch = await ReadBatch.LoadAsync(db, ViewTables.Shadow, _watch, events.Select(envelope => envelope.PersistenceId));
        await _tables.AddAsync(db, batch, events);
        await batch.SaveAsync(db);
    }

    private static long OffsetOf(EventEnvelope envelope) => ((Sequence)envelope.Offset).Value;
}
