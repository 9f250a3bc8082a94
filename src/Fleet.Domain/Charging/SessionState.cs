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

    /// <summary>A silent one is woken by its next message or by the sweeper, and takes no memory until then.</summary>
    private static readonly Duration IdleAfterSilence = Duration.FromMinutes(20);

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
    public TransactionStop? Stop => Ended?.Stop;

    /// <summary>Stops that came after the first one, with other values.</summary>
    public ValueList<TransactionStop> RepeatedStops { get; private init; }

    /// <summary>Its bill; null before it has one.</summary>
    public Bill? Bill { get; private init; }

    /// <summary>What it has cost so far; null before its first reading, once it has its bill, and where it has no price.</summary>
    public RunningBill? Running { get; private init; }

    /// <summary>How many entries it has in the ledger.</summary>
    public int Revision { get; private init; }

    /// <summary>The last decision of a person about its bill; null when its bill follows from its evidence.</summary>
    public Ruling? Ruling { get; private init; }

    /// <summary>What a person must look at, because evidence came that no rule may correct the bill by; null when there is nothing.</summary>
    public Finding? Review { get; private init; }

    /// <summary>What it is priced by: the tariff that was frozen at the start, unless that was wrong and another one took its place.</summary>
    public FrozenTariff? Tariff => Replacement?.Tariff ?? Start?.Terms.Tariff;

    /// <summary>Why Fleet closed it; null while it runs and when the charger stopped it.</summary>
    public ClosingCause? ClosedFor => Ended?.ClosedFor;

    /// <summary>When Fleet heard of its end.</summary>
    internal Instant ClosedAt => Ended?.ArrivedAt ?? default;

    private SessionWatch? Watch { get; init; }

    private SessionStopped? Ended { get; init; }

    private TariffReplaced? Replacement { get; init; }

    /// <inheritdoc/>
    public ValueList<Debt> Owed { get; private init; }

    /// <inheritdoc/>
    public Duration? IdleTimeout => Phase == SessionPhase.Charging ? IdleAfterSilence : IdleAfterBill;

    /// <inheritdoc/>
    public static bool IsLongLived => false;

    /// <inheritdoc/>
    public static SessionState Create(EntityKey key) => new(SessionId.Parse(key.Id));

    /// <summary>The session of <paramref name="id"/> after everything that happened to it, in order.</summary>
    public static SessionState Replay(SessionId id, IEnumerable<SessionEvent> events) =>
        events.Aggregate(new SessionState(id), (session, @event) => session.Evolve(@event));

    /// <inheritdoc/>
    public SessionEvent Settle(Debt debt) => new SessionDebtSettled(debt.Key, NothingLeft: Owed.Count == 1 && !IsWatched);

    /// <summary>Whether its silence means something: while it runs, and when it goes on after Fleet had closed it.</summary>
    private bool IsWatched => Phase == SessionPhase.Charging || (ClosedFor is not null && Watch!.HeardAt > ClosedAt);

    /// <inheritdoc/>
    public Instant? WakeAt(WatchPolicy policy)
    {
        Instant? debt = Owed.IsEmpty ? null : Owed[0].Since + policy.DebtAfter;
        if (!IsWatched)
            return debt;
        var watch = Watch!.WakeAt(policy);
        return debt < watch ? debt : watch;
    }

    /// <summary>
    /// A session whose stop does not come is closed on its last evidence: when its connector is free or has another transaction, and else when it was silent for very long.
    /// One that is merely silent is probed. The charger's own late stop wins over such a closing. What it owes it pays first.
    /// </summary>
    public Decision<SessionEvent> Wake(WatchPolicy policy, Instant now)
    {
        if (!IsWatched || !Owed.IsEmpty || Watch!.WakeAt(policy) > now)
            return Decision.AlreadyDone<SessionEvent>();
        if (Watch.CauseToClose(policy, now) is { } cause)
            return Close(new SessionStopped(LastSeen(), now, ClosedFor: cause));
        return Decision.Accept<SessionEvent>(Done.Instance, Watch.Probe(policy, now))
            with
        { Notice = new ProbeCharger(Id.Charger, Start!.Connector) };
    }

    /// <inheritdoc/>
    public Decision<SessionEvent> Decide(SessionCommand command, Instant now) => (Phase, command) switch
    {
        (SessionPhase.None, OpenSession c) => Decision.Accept<SessionEvent>(Done.Instance, new SessionOpened(c.Start)),
        (_, OpenSession) => Decision.AlreadyDone<SessionEvent>(),
        (SessionPhase.None, ReleaseHold or CreditSession or ReclassifyRegister or RerateSession) => Decision.Reject<SessionEvent>("NO_SESSION", $"there is no session {Id}"),
        (SessionPhase.None, _) => Decision.AlreadyDone<SessionEvent>(new Retry("the session is not open yet")),
        (_, RecordReadings c) => Record(c, now),
        (_, NoteConnectorStatus c) when !HasNoted(c) && IsInTime(c.At) => Hear(new ConnectorStatusNoted(c.Status, c.At, now), now),
        (SessionPhase.Charging, SupersedeSession c) when Watch!.Sign is null =>
            Decision.Accept<SessionEvent>(Done.Instance, new SessionSuperseded(c.At, now)),
        (_, NoteMeterSwap c) when !Evidence!.HasSeen(c.Swap) && IsInTime(c.Swap.At) => Hear(new SessionMeterSwapped(c.Swap, now), now),
        (_, NoteConnectorStatus or SupersedeSession or NoteMeterSwap) => Decision.AlreadyDone<SessionEvent>(),
        (_, StopSession c) when Phase == SessionPhase.Charging || (ClosedFor is not null && !Correction.IsDecided(this)) =>
            Close(new SessionStopped(c.Stop with { Readings = Evidence!.Unseen(c.Stop.Readings) }, now, c.Matched)),
        (_, StopSession c) => StopAgain(c, now),
        (_, ReleaseHold c) => Correction.Release(this, c.Ruling),
        (_, CreditSession c) => Correction.Credit(this, c),
        (_, ReclassifyRegister c) => Correction.Reclassify(this, c),
        (_, RerateSession c) => Correction.Rerate(this, c),
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
            Watch = new SessionWatch(e.Start.ArrivedAt),
            Running = null,
        },
        ReadingsRecorded e => Price(this with { Evidence = Evidence?.Add(e.Readings, e.ArrivedAt, e.Matched), Watch = Watch?.Evolve(e) }),
        ConnectorStatusNoted e => Price(this with { Statuses = Statuses.Add(e), Watch = Watch?.Evolve(e) }),
        SessionSuperseded or SessionProbed => this with { Watch = Watch?.Evolve(@event) },
        SessionMeterSwapped e => Price(this with { Evidence = Evidence?.Add(e.Swap, e.ArrivedAt), Watch = Watch?.Evolve(e) }),
        SessionStopped e => this with
        {
            Ended = e,
            Evidence = Evidence?.Add(e.Stop.Readings, e.ArrivedAt).Closed(),
            Watch = Watch?.Evolve(e),
        },
        SessionBilled e => this with
        {
            Phase = SessionPhase.Billed,
            Bill = e.Bill,
            Revision = e.Revision,
            Ruling = e.Ruling,
            Review = null,
            Running = null,
            Owed = e.Cause is null or CorrectionCause.LateStop ? OweEnd(e.Bill) : Owed,
        },
        RegisterReclassified e => this with { Evidence = Evidence?.Classify(e.Kind, Correction.Said(FindingCode.Reclassified, $"read as {e.Kind}", e.Ruling)) },
        TariffReplaced e => this with { Replacement = e },
        ReviewAsked e => this with { Review = e.Finding },
        StopRepeated e => this with
        {
            RepeatedStops = RepeatedStops.Add(e.Stop),
            Evidence = Evidence?.Add(e.Stop.Readings, e.ArrivedAt),
        },
        SessionDebtSettled e => this with { Owed = Owed.Items.Where(debt => debt.Key != e.Key).ToValueList() },
        _ => this,
    };

    private SessionState Price(SessionState after) => Phase == SessionPhase.Charging ? after with { Running = RunningCost.Follow(this, after) } : after;

    private ValueList<Debt> OweEnd(Bill bill) => Owed.Items.Any(debt => debt.Key == EndDebt)
        ? Owed
        : Owed.Add(new Debt(EndDebt, new EndTransaction(Id.Charger, Id.Transaction, Stop?.StoppedAt, Served(bill)), ClosedAt));

    private static bool Served(Bill bill) => !bill.Findings.Items.Any(finding => finding.Code == FindingCode.NoService);

    private Decision<SessionEvent> Record(RecordReadings command, Instant now)
    {
        var unseen = Evidence!.Unseen(command.Readings);
        if (unseen.IsEmpty)
            return Decision.AlreadyDone<SessionEvent>();
        if (Phase == SessionPhase.Billed)
            return Hear(new ReadingsRecorded(unseen, Bill!.Energy, now, command.Matched), now);
        var recorded = new ReadingsRecorded(unseen, EnergyWh.Zero, now, command.Matched);
        var after = Evolve(recorded);
        return Decision.Accept<SessionEvent>(
            Done.Instance, recorded with { Energy = after.Evidence!.Register.Energy, CostInclTax = after.Running?.TotalInclTax });
    }

    /// <summary>What the charger says of a session counts the same before its bill and after it.</summary>
    private Decision<SessionEvent> Hear(SessionEvent evidence, Instant now) => Phase == SessionPhase.Billed
        ? Correction.ByLateEvidence(this, evidence, now)
        : Decision.Accept(Done.Instance, evidence);

    /// <summary>Whether something of that time can be about this session, as far as its end is known.</summary>
    private bool IsInTime(Instant at) => Stop is not { } stop || at < stop.StoppedAt;

    /// <summary>Why each price of its bill was the one it was, and which earlier ones did not hold; empty before it has a bill and where it has no price.</summary>
    public ValueList<WhyNotEntry> WhyNot()
    {
        if (Ended is null || Input() is not ({ } tariff, var session, var terms) || terms.TookNothing)
            return [];
        return Billing.WhyNot.Of(tariff, session, terms);
    }

    private BillInput Input() =>
        SessionClosing.Prepare(Replacement is { } other ? Start! with { Terms = Start.Terms with { Tariff = other.Tariff } } : Start!, Evidence!, Statuses, Ended!);

    /// <summary>The bill that follows from everything that the session holds now, whatever bill it has.</summary>
    internal Bill Rate()
    {
        var (tariff, session, terms) = Input();
        var bill = Rating.Rate(tariff, session, terms);
        return Replacement is { } replacement
            ? bill with { Findings = bill.Findings.Add(Correction.Said(FindingCode.TariffCorrected, "priced by the right tariff, as decided", replacement.Ruling)) }
            : bill;
    }

    /// <summary>
    /// The end, with its bill. After a closing without the charger's stop the bill is made anew, and replaces the one before only where an amount differs: a correction is a full
    /// credit and a new bill.
    /// </summary>
    private Decision<SessionEvent> Close(SessionStopped stopped)
    {
        var bill = Evolve(stopped).Rate();
        var decision = Bill is { } before && Correction.ChangesNothing(before, bill)
            ? Decision.Accept<SessionEvent>(Done.Instance, stopped)
            : Decision.Accept<SessionEvent>(Done.Instance, stopped, Correction.Replace(this, bill, CorrectionCause.LateStop));
        return decision with { AfterDebt = EndDebt };
    }

    /// <summary>The stop of a session whose own did not come: on the last evidence, by the charger's clock, and without a register of its own.</summary>
    private TransactionStop LastSeen()
    {
        var at = Evidence!.LastAt;
        foreach (var noted in Statuses)
        {
            if (noted.At > at && PlausibleTime.Judge(noted.At, noted.ArrivedAt ?? noted.At) is null)
                at = noted.At;
        }

        return new TransactionStop(at, null, StopReason.Other, null, []);
    }

    /// <summary>The first stop made the bill; one with other values is kept for the audit (steve#1293). Only readings that came with it count, as any that come late.</summary>
    private Decision<SessionEvent> StopAgain(StopSession command, Instant now)
    {
        var stop = command.Stop;
        var unseen = Evidence!.Unseen(stop.Readings);
        var known = unseen.IsEmpty && (SaysTheSame(stop, Stop!) || RepeatedStops.Items.Any(other => SaysTheSame(stop, other)));
        var decision = known
            ? Decision.AlreadyDone<SessionEvent>()
            : Hear(new StopRepeated(stop with { Readings = unseen }, now), now);
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
