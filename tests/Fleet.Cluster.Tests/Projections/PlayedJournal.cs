using Akka.Persistence.Query;

using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Cluster.Tests.Projections;

/// <summary>The journal that a conversation with chargers leaves, without actors: each command decided, each debt paid at once.</summary>
internal sealed class PlayedJournal
{
    private static readonly Instant Now = Given.Noon + Duration.FromDays(1);

    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);

    private PlayedJournal(IEnumerable<IEntityCommand> commands)
    {
        foreach (var command in commands)
            Play(command);
    }

    /// <summary>All events in the journal's order; offsets from 1.</summary>
    public List<EventEnvelope> Events { get; } = [];

    /// <summary>The domain's own fold over the journal, to compare rows with.</summary>
    public Dictionary<string, ChargerState> Chargers { get; } = new(StringComparer.Ordinal);

    /// <summary>The same for sessions.</summary>
    public Dictionary<string, SessionState> Sessions { get; } = new(StringComparer.Ordinal);

    public static PlayedJournal Of(params IEnumerable<IEntityCommand> commands) => new(commands);

    /// <summary>An entity's events, as the projector fetches them.</summary>
    public Task<IReadOnlyList<EventEnvelope>> ReadAsync(string persistenceId, long from, long to) => Task.FromResult<IReadOnlyList<EventEnvelope>>(
        [.. Events.Where(envelope => envelope.PersistenceId == persistenceId && from <= envelope.SequenceNr && envelope.SequenceNr <= to)]);

    private void Play(IEntityCommand command)
    {
        if (command is ChargerCommand charger)
            Play<ChargerState, ChargerCommand, ChargerEvent>(Chargers, command.Entity, charger);
        else
            Play<SessionState, SessionCommand, SessionEvent>(Sessions, command.Entity, (SessionCommand)command);
    }

    private void Play<TState, TCommand, TEvent>(Dictionary<string, TState> states, EntityKey key, TCommand command)
        where TState : class, IEntity<TState, TCommand, TEvent>
        where TCommand : IEntityCommand
        where TEvent : notnull
    {
        var state = states.TryGetValue(key.Value, out var known) ? known : TState.Create(key);
        var decision = state.Decide(command, Now);
        states[key.Value] = decision.Events.Aggregate(state, (before, @event) => Write<TState, TCommand, TEvent>(before, key, @event));
        if (decision.Relay is { } relay)
            Play(relay);
        while (!states[key.Value].Owed.IsEmpty)
        {
            // Settled first, because a session that is billed plays its charger again.
            var debt = states[key.Value].Owed[0];
            states[key.Value] = Write<TState, TCommand, TEvent>(states[key.Value], key, states[key.Value].Settle(debt));
            Play(debt.Command);
        }
    }

    private TState Write<TState, TCommand, TEvent>(TState state, EntityKey key, TEvent @event)
        where TState : class, IEntity<TState, TCommand, TEvent>
        where TCommand : IEntityCommand
        where TEvent : notnull
    {
        var sequence = _sequences[key.Value] = _sequences.GetValueOrDefault(key.Value) + 1;
        Events.Add(new EventEnvelope(new Sequence(Events.Count + 1), key.Value, sequence, @event, 0, []));
        return state.Evolve(@event);
    }
}
