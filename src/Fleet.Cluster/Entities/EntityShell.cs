using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Event;
using Akka.Persistence;

using Fleet.Cluster.Gateways;
using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Cluster.Entities;

/// <summary>
/// The one actor around every decider: it recovers, lets the entity decide, persists, and only then replies; it pays what the entity owes, snapshots the long-lived ones and
/// passivates. There is no rule of charging or billing in it.
/// </summary>
/// <typeparam name="TState">The entity.</typeparam>
/// <typeparam name="TCommand">Its commands.</typeparam>
/// <typeparam name="TEvent">Its events.</typeparam>
internal sealed class EntityShell<TState, TCommand, TEvent> : UntypedPersistentActor, IWithTimers
    where TState : class, IEntity<TState, TCommand, TEvent>
    where TCommand : IEntityCommand
    where TEvent : notnull
{
    private const int EventsPerSnapshot = 200;
    private static readonly TimeSpan DebtRetry = TimeSpan.FromSeconds(3);

    private readonly IActorRef _region;
    private readonly IClock _clock;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, List<Answer>> _afterDebt = new(StringComparer.Ordinal);
    private TState _state;
    private Asker? _persistingFor;
    private Duration? _idleTimeout;
    private long _snapshotAt;

    public EntityShell(EntityKey key, IActorRef region, IClock clock)
    {
        PersistenceId = key.Value;
        _region = region;
        _clock = clock;
        _state = TState.Create(key);
    }

    public override string PersistenceId { get; }

    /// <summary>An entity without snapshots does not ask for one: that is a query for each of its recoveries.</summary>
    public override Recovery Recovery => TState.IsLongLived ? Recovery.Default : new Recovery(SnapshotSelectionCriteria.None);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case TCommand command:
                Handle(command, new Asker(Sender, null));
                break;
            case PayDebt { Command: TCommand command } owed:
                Handle(command, new Asker(Sender, owed.Key));
                break;
            case Poke poke:
                Look(poke.Policy, Sender);
                break;
            case DebtPaid paid:
                Settle(paid.Key);
                break;
            case PayNow:
                PayOldest();
                break;
            case ReceiveTimeout when _state.Owed.IsEmpty:
                Context.Parent.Tell(new Passivate(StopEntity.Instance));
                break;
            case ReceiveTimeout:
                PayOldest();
                break;
            case StopEntity:
                Context.Stop(Self);
                break;
            case SaveSnapshotSuccess saved:
                DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
                break;
            case SaveSnapshotFailure failed:
                _log.Warning(failed.Cause, "Snapshot of {0} failed; the journal is complete without it", PersistenceId);
                break;
            case DeleteSnapshotsSuccess or DeleteSnapshotsFailure:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case TEvent @event:
                _state = _state.Evolve(@event);
                break;
            case SnapshotOffer { Snapshot: TState snapshot, Metadata: var saved }:
                _state = snapshot;
                _snapshotAt = saved.SequenceNr;
                break;
            case RecoveryCompleted:
                AfterChange();
                break;
            default:
                throw new InvalidOperationException($"{PersistenceId} cannot be recovered from a {message.GetType().Name}");
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistFailure(cause, @event, sequenceNr);
        AskAgain(cause.Message);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        if (_persistingFor is { } asker)
            Send(asker, new Rejection("NOT_STORABLE", $"{@event.GetType().Name} of {PersistenceId} cannot be stored: {cause.Message}"));
        _persistingFor = null;
        Context.Stop(Self);
    }

    protected override void PostStop()
    {
        foreach (var answer in _afterDebt.Values.SelectMany(answers => answers))
            Send(answer.To, new Retry("the entity moved before its debt was paid"));
        base.PostStop();
    }

    private void Handle(TCommand command, Asker asker)
    {
        var decision = _state.Decide(command, _clock.GetCurrentInstant());
        if (decision.Relay is { } relay)
            _region.Tell(asker.DebtKey is { } key ? new PayDebt(key, relay) : relay, asker.Ref);
        else
            Carry(decision, asker, () => Reply(asker, decision));
    }

    /// <summary>Does what is due though nobody spoke, and says what it knows of itself.</summary>
    private void Look(WatchPolicy policy, IActorRef asker)
    {
        if (!_state.Owed.IsEmpty && !Timers.IsTimerActive(PayNow.Instance))
            PayOldest();
        var decision = _state.Wake(policy, _clock.GetCurrentInstant());
        Carry(decision, new Asker(asker, null), () => asker.Tell(new Poked(LastSequenceNr, _state.WakeAt(policy)), Self));
    }

    private void Carry(Decision<TEvent> decision, Asker asker, Action reply)
    {
        if (decision.Events.IsEmpty)
            Say();
        else
            Persist(decision.Events, asker, Say);

        void Say()
        {
            Send(decision);
            reply();
        }
    }

    /// <summary>What is sent once and may be lost: nobody waits for it.</summary>
    private void Send(Decision<TEvent> decision)
    {
        foreach (var request in decision.Requests)
            Context.ActorSelection($"{request.Node}/user/{Gateway.Name}").Tell(request, ActorRefs.Nobody);
        if (decision.Notice is { } notice)
            _region.Tell(notice, ActorRefs.Nobody);
    }

    private void Persist(IEnumerable<TEvent> events, Asker? asker, Action whenDone)
    {
        _persistingFor = asker;
        PersistAll(events, @event => _state = _state.Evolve(@event), () =>
        {
            _persistingFor = null;
            whenDone();
            AfterChange();
            if (TState.IsLongLived && LastSequenceNr - _snapshotAt >= EventsPerSnapshot)
                Snapshot();
        });
    }

    private void Snapshot()
    {
        _snapshotAt = LastSequenceNr;
        SaveSnapshot(_state);
    }

    private void Reply(Asker asker, Decision<TEvent> decision)
    {
        var answer = new Answer(asker, decision.Reply!);
        if (decision.AfterDebt is { } key && Owes(key) is not null)
        {
            if (!_afterDebt.TryGetValue(key, out var answers))
                _afterDebt[key] = answers = [];
            answers.Add(answer);
        }
        else
        {
            Send(answer.To, answer.Reply);
        }
    }

    /// <summary>
    /// What was promised is in the other entity's journal: whoever waited for it is answered now. The event that clears the debt saves paying it again; should it be lost,
    /// the debt is paid once more, which changes nothing.
    /// </summary>
    private void Settle(string key)
    {
        if (Owes(key) is not { } debt)
            return;
        Timers.Cancel(PayNow.Instance);
        if (_afterDebt.Remove(key, out var answers))
        {
            foreach (var answer in answers)
                Send(answer.To, answer.Reply);
        }

        Persist([_state.Settle(debt)], null, () => { });
    }

    private void AfterChange()
    {
        if (!_state.Owed.IsEmpty && !Timers.IsTimerActive(PayNow.Instance))
            PayOldest();
        if (_idleTimeout == _state.IdleTimeout)
            return;
        _idleTimeout = _state.IdleTimeout;
        Context.SetReceiveTimeout(_idleTimeout?.ToTimeSpan());
    }

    /// <summary>One debt at a time, oldest first, so that they arrive in order whatever is sent again.</summary>
    private void PayOldest()
    {
        if (_state.Owed.IsEmpty)
            return;
        var debt = _state.Owed[0];
        _region.Tell(new PayDebt(debt.Key, debt.Command), Self);
        Timers.StartSingleTimer(PayNow.Instance, PayNow.Instance, DebtRetry);
    }

    private Debt? Owes(string key)
    {
        foreach (var debt in _state.Owed)
        {
            if (debt.Key == key)
                return debt;
        }

        return null;
    }

    private void AskAgain(string reason)
    {
        if (_persistingFor is { } asker)
            Send(asker, new Retry(reason));
        _persistingFor = null;
    }

    /// <summary>A debt is acknowledged by its key alone; one that must be asked again is sent again by its timer.</summary>
    private void Send(Asker asker, Reply reply)
    {
        if (asker.DebtKey is null)
            asker.Ref.Tell(reply, Self);
        else if (reply is Rejection rejected)
            _log.Error("{0} refused what it is owed ({1}): {2}", PersistenceId, asker.DebtKey, rejected.Message);
        else if (reply is not Retry)
            asker.Ref.Tell(new DebtPaid(asker.DebtKey), Self);
    }

    private readonly record struct Asker(IActorRef Ref, string? DebtKey);

    private readonly record struct Answer(Asker To, Reply Reply);

    /// <summary>Pays the oldest debt again; also the key of its own timer.</summary>
    private sealed record PayNow : INotInfluenceReceiveTimeout
    {
        public static readonly PayNow Instance = new();
    }
}
