using System.Linq.Expressions;

using Akka.Persistence.Query;

using Fleet.Cluster.Database;
using Fleet.Cluster.Ledger;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Fleet.Cluster.Projections;

/// <summary>The rows that a batch of events touches, in memory until all of them are applied.</summary>
internal sealed class ReadBatch
{
    private static readonly BulkCopyOptions AllAtOnce = new() { BulkCopyType = BulkCopyType.MultipleRows };

    private readonly Dictionary<string, ChargerView> _chargers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionView> _sessions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly List<BilledTransactionRow> _bills = [];
    private readonly Dictionary<string, TariffVersionRow> _tariffs = new(StringComparer.Ordinal);

    /// <summary>The rows of all entities in <paramref name="events"/>, as they stand.</summary>
    public static async Task<ReadBatch> LoadAsync(DataConnection db, IReadOnlyList<EventEnvelope> events)
    {
        var keys = events.Select(envelope => envelope.PersistenceId).Distinct(StringComparer.Ordinal).Select(id => new EntityKey(id)).ToList();
        var sessions = keys.Where(key => key.Kind == EntityKey.SessionKind).Select(key => key.Id).ToList();
        var chargers = keys.Where(key => key.Kind == EntityKey.ChargerKind).ToDictionary(ChargerIdOf, StringComparer.Ordinal);
        var chargerIds = chargers.Keys.ToList();
        var batch = new ReadBatch();
        foreach (var row in await db.GetTable<SessionView>().Where(row => sessions.Contains(row.SessionId)).ToListAsync())
            batch._sessions[$"{EntityKey.SessionKind}|{row.SessionId}"] = row;
        foreach (var row in await db.GetTable<ChargerView>().Where(row => chargerIds.Contains(row.ChargerId)).ToListAsync())
            batch._chargers[chargers[row.ChargerId].Value] = row;
        return batch;
    }

    /// <summary>The last sequence number that the entity's row saw; 0 when it has none.</summary>
    public long LastSequence(string persistenceId)
    {
        var key = new EntityKey(persistenceId);
        return key.Kind == EntityKey.SessionKind ? Session(key).LastSequence : Charger(key).LastSequence;
    }

    /// <summary>Changes the row by the event.</summary>
    public void Apply(EventEnvelope envelope)
    {
        var key = new EntityKey(envelope.PersistenceId);
        _changed.Add(key.Value);
        switch (envelope.Event)
        {
            case SessionEvent e:
                _sessions[key.Value] = SessionProjection.Apply(Session(key), e) with { LastSequence = envelope.SequenceNr };
                Book(_sessions[key.Value], e);
                break;
            case ChargerEvent e:
                _chargers[key.Value] = ChargerProjection.Apply(Charger(key), e) with { LastSequence = envelope.SequenceNr };
                break;
            default:
                throw new InvalidOperationException($"{envelope.PersistenceId} holds a {envelope.Event.GetType().Name}, which has no view");
        }
    }

    /// <summary>Writes what changed.</summary>
    public async Task SaveAsync(DataConnection db)
    {
        var sessions = _sessions.Where(row => _changed.Contains(row.Key)).Select(row => row.Value).ToList();
        var sessionIds = sessions.ConvertAll(row => row.SessionId);
        await ReplaceAsync(db, sessions, row => sessionIds.Contains(row.SessionId));
        var chargers = _chargers.Where(row => _changed.Contains(row.Key)).Select(row => row.Value).ToList();
        var chargerIds = chargers.ConvertAll(row => row.ChargerId);
        await ReplaceAsync(db, chargers, row => chargerIds.Contains(row.ChargerId));
        await AddTariffsAsync(db);
        if (_bills.Count > 0)
            await db.BulkCopyAsync(AllAtOnce, _bills);
    }

    /// <summary>Two statements for all rows of a table, not one for each row.</summary>
    private static async Task ReplaceAsync<T>(DataConnection db, List<T> rows, Expression<Func<T, bool>> isOneOfThem)
        where T : class
    {
        if (rows.Count == 0)
            return;
        await db.GetTable<T>().Where(isOneOfThem).DeleteAsync();
        await db.BulkCopyAsync(AllAtOnce, rows);
    }

    /// <summary>A tariff of this hash is always the same: those that are kept already stay as they are.</summary>
    private async Task AddTariffsAsync(DataConnection db)
    {
        if (_tariffs.Count == 0)
            return;
        var hashes = _tariffs.Keys.ToList();
        var kept = await db.GetTable<TariffVersionRow>().Where(row => hashes.Contains(row.Hash)).Select(row => row.Hash).ToListAsync();
        var missing = hashes.Except(kept, StringComparer.Ordinal).Select(hash => _tariffs[hash]).ToList();
        if (missing.Count > 0)
            await db.BulkCopyAsync(AllAtOnce, missing);
    }

    private void Book(SessionView session, SessionEvent @event)
    {
        if (@event is SessionBilled billed)
            _bills.Add(LedgerDocument.Entry(session, billed.Bill));
        if (@event is SessionOpened { Start.Terms.Tariff: { } tariff })
            _tariffs[tariff.Hash] = new TariffVersionRow { Hash = tariff.Hash, Document = tariff.CanonicalJson };
    }

    private SessionView Session(EntityKey key) =>
        _sessions.TryGetValue(key.Value, out var row) ? row : new SessionView { SessionId = key.Id };

    private ChargerView Charger(EntityKey key) =>
        _chargers.TryGetValue(key.Value, out var row) ? row : new ChargerView { ChargerId = ChargerIdOf(key) };

    private static string ChargerIdOf(EntityKey key) => ChargerState.Create(key).Id.Value;
}
