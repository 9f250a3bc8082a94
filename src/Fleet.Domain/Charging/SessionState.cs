using Fleet.Domain.Billing;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>Where a session is in its life.</summary>
public enum SessionPhase
{
    /// <summary>Not begun.</summary>
    None = 0,

    /// <summary>The transaction runs.</summary>
    Charging = 1,

    /// <summary>The transaction is over and has its bill.</summary>
    Billed = 2,
}

/// <summary>A session: the evidence of one charging transaction and, once stopped, its bill.</summary>
public sealed record SessionState : IEntity<SessionState, SessionCommand, SessionEvent>
{
    private const string EndDebt = "end";

    private static readonly Duration IdleAfterBill = Duration.FromSeconds(30);

    private SessionState(SessionId id) => Id = id;

    /// <summary>Which session.</summary>
    public SessionId Id { get; }

    /// <summary>Where it is in its life.</summary>
    public SessionPhase Phase { get; private init; }

    /// <summary>How it began; null before it did.</summary>
    public TransactionStart? Start { get; private init; }

    /// <summary>Its readings; null before it began.</summary>
    public Evidence? Evidence { get; private init; }

    /// <summary>What the connector reported during it, in order of arrival.</summary>
    public ValueList<ConnectorStatusNoted> Statuses { get; private init; }

    /// <summary>How it ended; null before it did.</summary>
    public TransactionStop? Stop { get; private init; }

    /// <summary>Stops that came after the first one, with other values.</summary>
    public ValueList<TransactionStop> RepeatedStops { get; private init; }

    /// <summary>Its bill; null before it has one.</summary>
    public Bill? Bill { get; private init; }

    /// <inheritdoc/>
    public ValueList<Debt> Owed { get; private init; }

    /// <inheritdoc/>
    public Duration? IdleTimeout => Phase == SessionPhase.Charging ? null : IdleAfterBill;

    /// <inheritdoc/>
    public static bool IsLongLived => false;

    /// <inheritdoc/>
    public static SessionState Create(EntityKey key) => new(SessionId.Parse(key.Id));

    /// <inheritdoc/>
    public SessionEvent Settle(Debt debt) => new SessionDebtSettled(debt.Key);

    /// <inheritdoc/>
    public Decision<SessionEvent> Decide(SessionCommand command, Instant now) => (Phase, command) switch
    {
        (SessionPhase.None, OpenSession c) => Decision.Accept<SessionEvent>(Done.Instance, new SessionOpened(c.Start)),
        (_, OpenSession) => Decision.AlreadyDone<SessionEvent>(),
        (SessionPhase.None, _) => Decision.AlreadyDone<SessionEvent>(new Retry("the session is not open yet")),
        (_, RecordReadings c) => Record(c, now),
        (SessionPhase.Charging, NoteConnectorStatus c) when !HasNoted(c) =>
            Decision.Accept<SessionEvent>(Done.Instance, new ConnectorStatusNoted(c.Status, c.At)),
        (_, NoteConnectorStatus) => Decision.AlreadyDone<SessionEvent>(),
        (SessionPhase.Charging, StopSession c) => Close(c, now),
        (_, StopSession c) => StopAgain(c, now),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "no such command for a session"),
    };

    /// <inheritdoc/>
    public SessionState Evolve(SessionEvent @event) => @event switch
    {
        SessionOpened e => this with
        {
            Phase = SessionPhase.Charging,
            Start = e.Start,
            Evidence = Evidence.Begin(e.Start.StartedAt, e.Start.MeterStart, DeliveryLimit.Of(e.Start.Terms.MaxPowerW)),
        },
        ReadingsRecorded e => this with { Evidence = Evidence?.Add(e.Readings, e.ArrivedAt, e.Matched) },
        ConnectorStatusNoted e => this with { Statuses = Statuses.Add(e) },
        SessionStopped e => this with { Stop = e.Stop, Evidence = Evidence?.Add(e.Stop.Readings, e.ArrivedAt).Closed() },
        SessionBilled e => this with
        {
            Phase = SessionPhase.Billed,
            Bill = e.Bill,
            Owed = Owed.Add(new Debt(EndDebt, new EndTransaction(Id.Charger, Id.Transaction))),
        },
        StopRepeated e => this with
        {
            RepeatedStops = RepeatedStops.Add(e.Stop),
            Evidence = Evidence?.Add(e.Stop.Readings, e.ArrivedAt),
        },
        SessionDebtSettled e => this with { Owed = Owed.Items.Where(debt => debt.Key != e.Key).ToValueList() },
        _ => this,
    };

    private Decision<SessionEvent> Record(RecordReadings command, Instant now)
    {
        var unseen = Evidence!.Unseen(command.Readings);
        if (unseen.IsEmpty)
            return Decision.AlreadyDone<SessionEvent>();
        var energy = Phase == SessionPhase.Billed ? Bill!.Energy : Evidence.Add(unseen, now).Register.Energy;
        return Decision.Accept<SessionEvent>(Done.Instance, new ReadingsRecorded(unseen, energy, now, command.Matched));
    }

    private Decision<SessionEvent> Close(StopSession command, Instant now)
    {
        var stop = command.Stop with { Readings = Evidence!.Unseen(command.Stop.Readings) };
        var stopped = new SessionStopped(stop, now, command.Matched);
        var bill = SessionClosing.Bill(Start!, Evidence.Add(stop.Readings, now), Statuses, stopped);
        return Decision.Accept<SessionEvent>(Done.Instance, stopped, new SessionBilled(bill))
            with
        { AfterDebt = EndDebt };
    }

    /// <summary>The first stop made the bill; one with other values is kept for the audit, the bill stands (steve#1293).</summary>
    private Decision<SessionEvent> StopAgain(StopSession command, Instant now)
    {
        var stop = command.Stop;
        var unseen = Evidence!.Unseen(stop.Readings);
        var known = unseen.IsEmpty && (SaysTheSame(stop, Stop!) || RepeatedStops.Items.Any(other => SaysTheSame(stop, other)));
        var decision = known
            ? Decision.AlreadyDone<SessionEvent>()
            : Decision.Accept<SessionEvent>(Done.Instance, new StopRepeated(stop with { Readings = unseen }, now));
        return decision with { AfterDebt = EndDebt };
    }

    private static bool SaysTheSame(TransactionStop stop, TransactionStop other) =>
        (stop with { Readings = [] }) == (other with { Readings = [] });

    private bool HasNoted(NoteConnectorStatus command)
    {
        foreach (var noted in Statuses)
        {
            if (noted.Status == command.Status && noted.At == command.At)
                return true;
        }

        return false;
    }
}
