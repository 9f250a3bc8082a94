using Akka.Persistence.Query;

using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Fleet.Cluster.Projections;

/// <summary>A bill that a batch brought, with its session's row as it then stood.</summary>
/// <param name="Session">The session.</param>
/// <param name="Billed">The bill.</param>
internal sealed record BookedBill(SessionView Session, SessionBilled Billed);

/// <summary>The rows that a batch of events touches, in memory until all of them are applied.</summary>
internal sealed class ReadBatch
{
    private readonly ViewTables _tables;
    private readonly WatchPolicy _watch;
    private readonly Dictionary<string, ChargerView> _chargers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SessionView> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CommandView> _commands = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly List<BookedBill> _bills = [];
    private readonly Dictionary<string, FrozenTariff> _tariffs = new(StringComparer.Ordinal);

    private ReadBatch(ViewTables tables, WatchPolicy watch) => (_tables, _watch) = (tables, watch);

    /// <summary>The bills of the batch, in order.</summary>
    public IReadOnlyList<BookedBill> Bills => _bills;

    /// <summary>The tariffs that sessions of the batch froze, by hash.</summary>
    public IReadOnlyDictionary<string, FrozenTariff> Tariffs => _tariffs;

    /// <summary>The rows of these entities, as they stand.</summary>
    public static async Task<ReadBatch> LoadAsync(DataConnection db, ViewTables tables, WatchPolicy watch, IEnumerable<string> persistenceIds)
    {
        var batch = new ReadBatch(tables, watch);
        var keys = persistenceIds.Distinct(StringComparer.Ordinal).Select(id => new EntityKey(id)).ToList();
        var sessions = keys.Where(key => key.Kind == EntityKey.SessionKind).Select(key => key.Id).ToList();
        var chargers = keys.Where(key => key.Kind == EntityKey.ChargerKind).ToDictionary(ChargerIdOf, StringComparer.Ordinal);
        var chargerIds = chargers.Keys.ToList();
        if (sessions.Count > 0)
        {
            foreach (var row in await tables.Of<SessionView>(db).Where(row => sessions.Contains(row.SessionId)).ToListAsync())
                batch._sessions[$"{EntityKey.SessionKind}|{row.SessionId}"] = row;
        }

        if (chargerIds.Count > 0)
        {
            foreach (var row in await tables.Of<ChargerView>(db).Where(row => chargerIds.Contains(row.ChargerId)).ToListAsync())
                batch._chargers[chargers[row.ChargerId].Value] = row;
        }

        return batch;
    }

    /// <summary>Reads the rows of the commands that end in <paramref name="events"/>, which are about to be applied.</summary>
    public async Task PrepareAsync(DataConnection db, IEnumerable<EventEnvelope> events)
    {
        var ids = events.Select(envelope => envelope.Event).OfType<CommandFinished>().Select(finished => finished.CommandId.ToString())
            .Where(id => !_commands.ContainsKey(id)).ToList();
        if (ids.Count == 0)
            return;
        foreach (var row in await _tables.Of<CommandView>(db).Where(row => ids.Contains(row.CommandId)).ToListAsync())
            _commands[row.CommandId] = row;
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
                var session = Session(key);
                _sessions[key.Value] = SessionProjection.Apply(session, e) with
                {
                    LastSequence = envelope.SequenceNr,
                    WakeAt = WakeHint.After(session.WakeAt, e, _watch),
                };
                Book(_sessions[key.Value], e);
                break;
            case ChargerEvent e:
                var charger = Charger(key);
                _chargers[key.Value] = ChargerProjection.Apply(charger, e) with
                {
                    LastSequence = envelope.SequenceNr,
                    WakeAt = WakeHint.After(charger.WakeAt, e, _watch),
                };
                Follow(charger.ChargerId, e);
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
        await _tables.ReplaceAsync(db, sessions, row => sessionIds.Contains(row.SessionId));
        var chargers = _chargers.Where(row => _changed.Contains(row.Key)).Select(row => row.Value).ToList();
        var chargerIds = chargers.ConvertAll(row => row.ChargerId);
        await _tables.ReplaceAsync(db, chargers, row => chargerIds.Contains(row.ChargerId));
        var commandIds = _commands.Keys.ToList();
        await _tables.ReplaceAsync(db, [.. _commands.Values], row => commandIds.Contains(row.CommandId));
    }

    private void Book(SessionView session, SessionEvent @event)
    {
        if (@event is SessionBilled billed)
            _bills.Add(new BookedBill(session, billed));
        if (@event is SessionOpened { Start.Terms.Tariff: { } tariff })
            _tariffs[tariff.Hash] = tariff;
        if (@event is TariffReplaced replaced)
            _tariffs[replaced.Tariff.Hash] = replaced.Tariff;
    }

    private void Follow(string chargerId, ChargerEvent @event)
    {
        if (@event is CommandQueued queued)
            _commands[queued.Command.Id.ToString()] = CommandView.Of(chargerId, queued.Command);
        if (@event is CommandFinished finished && _commands.TryGetValue(finished.CommandId.ToString(), out var command))
            _commands[command.CommandId] = command.After(finished);
    }

    private SessionView Session(EntityKey key) =>
        _sessions.TryGetValue(key.Value, out var row) ? row : new SessionView { SessionId = key.Id };

    private ChargerView Charger(EntityKey key) =>
        _chargers.TryGetValue(key.Value, out var row) ? row : new ChargerView { ChargerId = ChargerIdOf(key) };

    private static string ChargerIdOf(EntityKey key) => ChargerState.Create(key).Id.Value;
}
