using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using NodaTime;

using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>
/// A charger and its sessions in memory, as their shell hosts them: decide, write, pay what is owed, reply. The node may be lost at any of its steps; then everything
/// that is not in a journal is gone, and the charger sends again what was not answered.
/// </summary>
/// <param name="eager">Whether debts are paid at once, or only when a reply waits for them, at a recovery and at the end.</param>
/// <param name="losses">The steps at which the node is lost.</param>
internal sealed class Conversation(bool eager, params int[] losses)
{
    private readonly bool _eager = eager;
    private readonly SortedDictionary<string, IHosted> _entities = new(StringComparer.Ordinal);

    /// <summary>Steps taken so far: places at which the node could have been lost.</summary>
    public int Steps { get; private set; }

    /// <summary>What the charger heard, command by command.</summary>
    public List<Reply> Replies { get; } = [];

    public ChargerState Charger => ((Hosted<ChargerState, ChargerCommand, ChargerEvent>)Host(EntityKey.Of(Given.Charger))).State;

    public SessionState Session(int transaction) =>
        ((Hosted<SessionState, SessionCommand, SessionEvent>)Host(EntityKey.Of(Given.Session(transaction)))).State;

    public IReadOnlyList<object> ChargerJournal => Host(EntityKey.Of(Given.Charger)).Journal;

    public IReadOnlyList<object> JournalOf(int transaction) => Host(EntityKey.Of(Given.Session(transaction))).Journal;

    /// <summary>Plays all commands, a minute apart by the node's clock, and pays what is then still owed.</summary>
    public Conversation Play(IEnumerable<ChargerCommand> commands)
    {
        var now = MuchLater;
        foreach (var command in commands)
        {
            var at = now += Duration.FromMinutes(1);
            Replies.Add(Surviving(() => Host(command.Entity).Handle(command, at), at));
        }

        Surviving<Reply>(() => PayAll(now), now);
        return this;
    }

    /// <summary>Plays one command at <paramref name="now"/> by the node's clock, and pays what is then owed.</summary>
    public Reply Say(ChargerCommand command, Instant now)
    {
        Replies.Add(Surviving(() => Host(command.Entity).Handle(command, now), now));
        Surviving(() => PayAll(now), now);
        return Replies[^1];
    }

    /// <summary>Looks at every entity, as the sweeper does at <paramref name="now"/>.</summary>
    public void Wake(WatchPolicy policy, Instant now)
    {
        foreach (var entity in _entities.Values.ToArray())
            entity.Wake(policy, now);
        Surviving(() => PayAll(now), now);
    }

    private Reply Surviving<T>(Func<T> step, Instant now)
        where T : Reply
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                if (step() is var reply and not Retry)
                    return reply;
                PayAll(now);
            }
            catch (NodeLostException)
            {
                foreach (var entity in _entities.Values)
                    entity.Recover();
            }
        }

        throw new InvalidOperationException("never answered");
    }

    private Reply PayAll(Instant now)
    {
        foreach (var entity in _entities.Values.ToArray())
            entity.PayAll(now);
        return _entities.Values.All(entity => entity.OwesNothing) ? Done.Instance : PayAll(now);
    }

    private void Step()
    {
        if (losses.Contains(Steps++))
            throw new NodeLostException();
    }

    private IHosted Host(EntityKey key)
    {
        if (!_entities.TryGetValue(key.Value, out var entity))
        {
            _entities[key.Value] = entity = key.Kind == EntityKey.ChargerKind
                ? new Hosted<ChargerState, ChargerCommand, ChargerEvent>(this, key)
                : new Hosted<SessionState, SessionCommand, SessionEvent>(this, key);
        }

        return entity;
    }

    private interface IHosted
    {
        IReadOnlyList<object> Journal { get; }

        bool OwesNothing { get; }

        Reply Handle(IEntityCommand command, Instant now);

        void PayAll(Instant now);

        void Wake(WatchPolicy policy, Instant now);

        void Recover();
    }

    private sealed class Hosted<TState, TCommand, TEvent>(Conversation conversation, EntityKey key) : IHosted
        where TState : IEntity<TState, TCommand, TEvent>
        where TCommand : IEntityCommand
        where TEvent : notnull
    {
        private readonly List<TEvent> _journal = [];
        private bool _paying;

        public TState State { get; private set; } = TState.Create(key);

        public IReadOnlyList<object> Journal => [.. _journal.Cast<object>()];

        public bool OwesNothing => State.Owed.IsEmpty;

        public Reply Handle(IEntityCommand command, Instant now)
        {
            conversation.Step();
            var decision = State.Decide((TCommand)command, now);
            if (decision.Relay is { } relay)
                return conversation.Host(relay.Entity).Handle(relay, now);
            Persist([.. decision.Events]);
            if (conversation._eager)
                PayAll(now);
            while (State.Owed.Any(debt => debt.Key == decision.AfterDebt) && !_paying)
                PayOldest(now);
            return decision.Reply!;
        }

        public void PayAll(Instant now)
        {
            while (!State.Owed.IsEmpty && !_paying)
                PayOldest(now);
        }

        public void Wake(WatchPolicy policy, Instant now) => Persist([.. State.Wake(policy, now).Events]);

        public void Recover()
        {
            _paying = false;
            State = _journal.Aggregate(TState.Create(key), (state, @event) => state.Evolve(@event));
        }

        private void PayOldest(Instant now)
        {
            _paying = true;
            var debt = State.Owed[0];
            Assert.IsNotType<Rejection>(conversation.Host(debt.Command.Entity).Handle(debt.Command, now));
            Persist(State.Settle(debt));
            _paying = false;
        }

        private void Persist(params TEvent[] events)
        {
            if (events.Length == 0)
                return;
            conversation.Step();
            _journal.AddRange(events);
            State = events.Aggregate(State, (state, @event) => state.Evolve(@event));
            conversation.Step();
        }
    }

    private sealed class NodeLostException : Exception;
}
