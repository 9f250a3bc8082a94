using Fleet.Cluster.Database;
using Fleet.Cluster.Projections;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

using NodaTime;

namespace Fleet.Cluster.Watching;

/// <summary>The read rows whose entities must be looked at.</summary>
/// <param name="database">Where they are.</param>
internal sealed class DueRows(FleetDatabase database)
{
    /// <summary>Those that are due at <paramref name="now"/>, the longest due first.</summary>
    public async Task<IReadOnlyList<DueRow>> FindAsync(Instant now, int most)
    {
        await using var db = database.Open();
        var sessions = await db.GetTable<SessionView>()
            .Where(row => row.WakeAt <= now)
            .OrderBy(row => row.WakeAt)
            .Take(most)
            .Select(row => new
            {
                row.SessionId,
                row.LastSequence,
                row.WakeAt,
                IsHere = db.GetTable<ChargerView>().Any(charger => charger.ChargerId == row.ChargerId && charger.Connected),
            })
            .ToListAsync();
        var chargers = await db.GetTable<ChargerView>()
            .Where(row => row.WakeAt <= now)
            .OrderBy(row => row.WakeAt)
            .Take(most)
            .Select(row => new { row.ChargerId, row.LastSequence, row.WakeAt, IsHere = row.Connected })
            .ToListAsync();
        return
        [
            .. sessions.Select(row => new DueRow(EntityKey.Of(SessionId.Parse(row.SessionId)), row.LastSequence, row.WakeAt!.Value, row.IsHere))
                .Concat(chargers.Select(row => new DueRow(EntityKey.Of(ChargerId.Parse(row.ChargerId)), row.LastSequence, row.WakeAt!.Value, row.IsHere)))
                .OrderBy(row => row.WakeAt)
                .Take(most),
        ];
    }

    /// <summary>Writes down when the rows must be looked at again, all in one transaction; a row that saw a further event meanwhile is left as it is.</summary>
    public async Task SettleAsync(IReadOnlyCollection<RowAnswer> answers)
    {
        if (answers.Count == 0)
            return;
        await using var db = database.Open();
        await using var transaction = await db.BeginTransactionAsync();
        foreach (var answer in answers)
            await SettleAsync(db, answer);
        await transaction.CommitAsync();
    }

    /// <summary>Whether the projector has read on beyond an event of an entity: then a row that did not see it never will.</summary>
    public async Task<bool> HasPassedAsync(EntityKey entity, long sequence)
    {
        await using var journal = database.OpenJournal();
        var ordering = await journal.GetTable<JournalRow>()
            .Where(row => row.PersistenceId == entity.Value && row.SequenceNumber == sequence)
            .Select(row => (long?)row.Ordering)
            .SingleOrDefaultAsync();
        await using var db = database.Open();
        var offset = await db.GetTable<ProjectionRow>().Where(row => row.Name == ReadTables.Name).Select(row => (long?)row.Offset).SingleOrDefaultAsync();
        return ordering <= offset;
    }

    private static Task SettleAsync(DataConnection db, RowAnswer answer)
    {
        var (row, wakeAt) = (answer.Row, answer.WakeAt);
        if (row.Entity.Kind == EntityKey.SessionKind)
        {
            var sessionId = row.Entity.Id;
            return db.GetTable<SessionView>().Where(view => view.SessionId == sessionId && view.LastSequence == row.LastSequence)
                .Set(view => view.WakeAt, wakeAt).UpdateAsync();
        }

        var chargerId = ChargerState.Create(row.Entity).Id.Value;
        return db.GetTable<ChargerView>().Where(view => view.ChargerId == chargerId && view.LastSequence == row.LastSequence)
            .Set(view => view.WakeAt, wakeAt).UpdateAsync();
    }
}
