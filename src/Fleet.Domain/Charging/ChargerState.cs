using System.Collections.Immutable;

using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>A charger: its connection, its connectors, the transactions on it, and what it owes to their sessions.</summary>
public sealed record ChargerState : IEntity<ChargerState, ChargerCommand, ChargerEvent>
{
    /// <summary>A sign of life is written down at most this often.</summary>
    private static readonly Duration SeenEvery = Duration.FromMinutes(10);

    private static readonly Duration IdleAfterSilence = Duration.FromMinutes(15);

    private const int MostCommands = 32;

    /// <summary>Makes the state of a charger; for the journal's snapshots, otherwise begin with <see cref="Create"/>.</summary>
    /// <param name="id">Which charger.</param>
    public ChargerState(ChargerId id) => Id = id;

    /// <summary>Which charger.</summary>
    public ChargerId Id { get; }

    /// <summary>Its socket; null while it is away.</summary>
    public ChargerConnection? Connection { get; init; }

    /// <summary>What it said when it booted last; null when it never did.</summary>
    public ChargerDescription? Description { get; init; }

    /// <summary>The last sign of life that was written down.</summary>
    public Instant? LastSeenAt { get; init; }

    /// <summary>The last report of each connector.</summary>
    public ImmutableSortedDictionary<EvseConnector, ConnectorReport> Connectors { get; init; } = NoConnectors;

    /// <summary>The transactions, running and recent.</summary>
    public TransactionLog Transactions { get; init; } = TransactionLog.Empty;

    /// <summary>Evidence that found no transaction yet, the newest only.</summary>
    public ParkingLot Parked { get; init; } = ParkingLot.Empty;

    /// <inheritdoc/>
    public ValueList<Debt> Owed { get; init; }

    /// <summary>Commands that wait for the charger or for its answer, oldest first.</summary>
    public ValueList<QueuedCommand> Commands { get; init; }

    /// <summary>How many connectors' reports were ever owed to a session: the number in the next such debt's key.</summary>
    public int ReportsOwed { get; init; }

    /// <inheritdoc/>
    public Duration? IdleTimeout => IdleAfterSilence;

    /// <inheritdoc/>
    public static bool IsLongLived => true;

    private static ImmutableSortedDictionary<EvseConnector, ConnectorReport> NoConnectors { get; } =
        ImmutableSortedDictionary.Create<EvseConnector, ConnectorReport>(
            Comparer<EvseConnector>.Create((a, b) => (a.EvseId, a.ConnectorId).CompareTo((b.EvseId, b.ConnectorId))));

    /// <inheritdoc/>
    public static ChargerState Create(EntityKey key) =>
        ChargerId.TryParseEscaped(key.Id, out var id) ? new ChargerState(id) : throw new FormatException($"'{key}' is no charger's key");

    /// <inheritdoc/>
    public ChargerEvent Settle(Debt debt) => new ChargerDebtSettled(debt.Key, NothingLeft: Owed.Count == 1 && Commands.IsEmpty);

    /// <inheritdoc/>
    public Instant? WakeAt(WatchPolicy policy)
    {
        Instant? at = Owed.IsEmpty ? null : Owed[0].Since + policy.DebtAfter;
        foreach (var command in Commands)
            at = at < command.ExpiresAt ? at : command.ExpiresAt;
        return at;
    }

    /// <summary>Commands that waited too long are given up.</summary>
    public Decision<ChargerEvent> Wake(WatchPolicy policy, Instant now) => new(
        Commands.Items.Where(command => command.ExpiresAt <= now)
            .Select(ChargerEvent (command) => new CommandFinished(
                command.Id, new CommandResult(CommandOutcome.Expired, ErrorDescription: "the charger stayed away until the command expired"), now))
            .ToValueList(),
        Done.Instance);

    /// <inheritdoc/>
    public Decision<ChargerEvent> Decide(ChargerCommand command, Instant now) => command switch
    {
        ConnectCharger c when Connection is null || Connection.ConnectedAt <= c.Connection.ConnectedAt && Connection.Id != c.Connection.Id =>
            Decision.Accept<ChargerEvent>(Done.Instance, new ChargerConnected(c.Connection)) with { Requests = Deliveries(c.Connection, now) },
        DisconnectCharger c when Connection?.Id == c.ConnectionId =>
            Decision.Accept<ChargerEvent>(Done.Instance, new ChargerDisconnected(c.ConnectionId, now)),
        ConnectCharger or DisconnectCharger => Decision.AlreadyDone<ChargerEvent>(),
        FindConnection => Decision.AlreadyDone<ChargerEvent>(new ConnectionFound(Connection)),
        BootCharger c => Decision.Accept<ChargerEvent>(Done.Instance, new ChargerBooted(c.Description, now)),
        SeeCharger => now - (LastSeenAt ?? Instant.MinValue) >= SeenEvery
            ? Decision.Accept<ChargerEvent>(Done.Instance, new ChargerSeen(now))
            : Decision.AlreadyDone<ChargerEvent>(),
        ReportConnector c => Report(c, now),
        StartTransaction c => Start(c, now),
        ReportReadings c => Route(c, now),
        StopTransaction c => Route(c, now),
        EndTransaction c => Transactions.IsRunning(c.Transaction)
            ? Decision.Accept<ChargerEvent>(Done.Instance, new TransactionEnded(c.Transaction, now, c.StoppedAt, c.Served))
            : Decision.AlreadyDone<ChargerEvent>(),
        ProbeCharger c => Decision.AlreadyDone<ChargerEvent>() with { Requests = Connection is { } here ? [new RequestReadings(Id, here.Node, c.Connector)] : [] },
        SwapMeter c => Swap(c),
        QueueCommand c => Queue(c.Command),
        RecordCommandResult c => Commands.Items.Any(waiting => waiting.Id == c.CommandId)
            ? Decision.Accept<ChargerEvent>(Done.Instance, new CommandFinished(c.CommandId, c.Result, now))
            : Decision.AlreadyDone<ChargerEvent>(),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "no such command for a charger"),
    };

    /// <inheritdoc/>
    public ChargerState Evolve(ChargerEvent @event) => @event switch
    {
        ChargerConnected e => this with { Connection = e.Connection, LastSeenAt = e.Connection.ConnectedAt },
        ChargerDisconnected e => this with { Connection = Connection?.Id == e.ConnectionId ? null : Connection, LastSeenAt = e.At },
        ChargerBooted e => this with { Description = e.Description, LastSeenAt = e.At },
        ChargerSeen e => this with { LastSeenAt = e.At },
        ConnectorReported e => OweReport(e) with { Connectors = Connectors.SetItem(e.Report.Connector, e.Report), LastSeenAt = e.ArrivedAt },
        TransactionStarted e => Owe(OpenDebt(e.Transaction), new OpenSession(new SessionId(Id, e.Transaction), e.Start), e.Start.ArrivedAt)
            .OweSuperseded(e.Start) with
        { Transactions = Transactions.Started(e.Transaction, e.Start) },
        TransactionEnded e => this with { Transactions = Transactions.Ended(e) },
        EvidenceParked e => this with { Parked = Parked.Add(e.Evidence) },
        ParkedEvidenceMatched e => OweParked(e.Number, e.Transaction),
        ChargerDebtSettled e => this with { Owed = Owed.Items.Where(debt => debt.Key != e.Key).ToValueList() },
        MeterSwapped e => OweSwap(e),
        CommandQueued e => this with { Commands = Commands.Add(e.Command) },
        CommandFinished e => this with { Commands = Commands.Items.Where(command => command.Id != e.CommandId).ToValueList() },
        _ => this,
    };

    /// <summary>A start that was sent before gets the id that it got then, once its session is open (OCPP 1.6 3.7.1).</summary>
    private Decision<ChargerEvent> Start(StartTransaction command, Instant now)
    {
        if (Transactions.FindRecent(command) is { } known)
        {
            return Decision.AlreadyDone<ChargerEvent>(new TransactionAnswer(known.Transaction, known.Status, known.ParentToken))
                with
            { AfterDebt = OpenDebt(known.Transaction) };
        }

        var id = Transactions.NextId(command.FirstTransactionId);
        var start = new TransactionStart(
            command.Connector, command.Token, command.StartedAt, now, command.MeterStart, command.ReservationId, command.Terms, Transactions.ResumedBy(command));
        List<ChargerEvent> events = [new TransactionStarted(id, start)];
        events.AddRange(Parked.Matching(start).Select(parked => new ParkedEvidenceMatched(parked.Number, id)));
        return new Decision<ChargerEvent>(
            events.ToValueList(), new TransactionAnswer(id, command.Terms.Authorization, command.Terms.ParentToken))
        { AfterDebt = OpenDebt(id) };
    }

    /// <summary>Answered once the session knows, so that the stop, which the charger sends next, cannot overtake it and bill without it.</summary>
    private Decision<ChargerEvent> Report(ReportConnector command, Instant now) =>
        Connectors.TryGetValue(command.Report.Connector, out var last) && last.SaysTheSameAs(command.Report)
            ? Decision.AlreadyDone<ChargerEvent>() with { AfterDebt = ReportDebt(ReportsOwed - 1) }
            : Decision.Accept<ChargerEvent>(Done.Instance, new ConnectorReported(command.Report, now, Owed: IsOwed(command.Report)))
                with
            { AfterDebt = ReportDebt(ReportsOwed) };

    /// <summary>
    /// Readings go to the session that the charger names. Without a name, or with -1, they go to the transaction that runs on that connector; otherwise they are kept,
    /// never applied to another connector.
    /// </summary>
    private Decision<ChargerEvent> Route(ReportReadings command, Instant now)
    {
        if (command.Transaction is { } named && Transactions.IsIssued(named))
            return Decision.Relay<ChargerEvent>(new RecordReadings(new SessionId(Id, named), command.Readings));
        var unnamed = command.Transaction is null || command.Transaction.Value.IsPlaceholder;
        if (unnamed && command.Readings.Count > 0 && Transactions.OnConnector(command.Connector, command.Readings[0].At) is { } transaction)
            return Decision.Relay<ChargerEvent>(new RecordReadings(new SessionId(Id, transaction), command.Readings, Matched: true));
        return Park(new ParkedEvidence(Parked.NextNumber, command.Connector, command.Transaction, command.Readings, null, now));
    }

    /// <summary>A stop without an id is remembered when it is matched: sent again after its transaction ended, it must not end another one.</summary>
    private Decision<ChargerEvent> Route(StopTransaction command, Instant now)
    {
        if (Transactions.IsIssued(command.Transaction))
            return Decision.Relay<ChargerEvent>(new StopSession(new SessionId(Id, command.Transaction), command.Stop));
        var evidence = new ParkedEvidence(Parked.NextNumber, null, command.Transaction, [], command.Stop, now);
        if (Parked.Holds(evidence) || !command.Transaction.IsPlaceholder || Transactions.OnlyRunningFor(command.Stop) is not { } running)
            return Park(evidence);
        return Decision.Accept<ChargerEvent>(
            Done.Instance, new EvidenceParked(evidence), new ParkedEvidenceMatched(evidence.Number, running.Id))
            with
        { AfterDebt = ParkedDebt(evidence.Number) };
    }

    private Decision<ChargerEvent> Park(ParkedEvidence evidence) => Parked.FindSame(evidence) is { } known
        ? Decision.AlreadyDone<ChargerEvent>() with { AfterDebt = ParkedDebt(known.Number) }
        : Decision.Accept<ChargerEvent>(Done.Instance, new EvidenceParked(evidence));

    private static Decision<ChargerEvent> Swap(SwapMeter command) => command switch
    {
        { Connector.EvseId: < 1 } => Decision.Reject<ChargerEvent>("NO_METER", $"evseId: must be an EVSE of the charger, from 1, not {command.Connector.EvseId}"),
        { Swap.IsPossible: false } => Decision.Reject<ChargerEvent>("NO_POSITION", "oldRegisterWh and newRegisterWh: must be what a meter can show, 0 Wh to 1 TWh"),
        _ => Decision.Accept<ChargerEvent>(Done.Instance, new MeterSwapped(command.Connector, command.Swap, command.Ruling)),
    };

    private Decision<ChargerEvent> Queue(QueuedCommand command)
    {
        if (Commands.Items.Any(waiting => waiting.Id == command.Id))
            return Decision.AlreadyDone<ChargerEvent>();
        if (Commands.Count >= MostCommands)
            return Decision.Reject<ChargerEvent>("QUEUE_FULL", $"{MostCommands} commands wait for this charger; wait until it comes back, or until some expire");
        return Decision.Accept<ChargerEvent>(Done.Instance, new CommandQueued(command))
            with
        { Requests = Connection is { } here ? [new DeliverCommand(Id, here.Node, command)] : [] };
    }

    /// <summary>What waited for the charger, in order, now that it is back.</summary>
    private ValueList<StationRequest> Deliveries(ChargerConnection connection, Instant now) =>
        Commands.Items.Where(command => command.ExpiresAt > now).Select(StationRequest (command) => new DeliverCommand(Id, connection.Node, command)).ToValueList();

    private bool IsOwed(ConnectorReport report) => TransactionOf(report) is not null;

    /// <summary>A report belongs to the transaction of its time, though that be over; one from before the running transaction says how the connector stood at its start.</summary>
    private TransactionId? TransactionOf(ConnectorReport report) =>
        Transactions.EndedOn(report.Connector, report.At) ?? Transactions.RunningOn(report.Connector, Instant.MaxValue)?.Id;

    private ChargerState OweReport(ConnectorReported reported) =>
        TransactionOf(reported.Report) is { } transaction
            ? Owe(
                ReportDebt(ReportsOwed),
                new NoteConnectorStatus(new SessionId(Id, transaction), reported.Report.Status, reported.Report.At),
                reported.ArrivedAt) with
            { ReportsOwed = ReportsOwed + 1 }
            : this;

    /// <summary>A connector has one transaction at a time: one that began there before is over, though its stop has not come.</summary>
    private ChargerState OweSuperseded(TransactionStart start) => Transactions.Running.Items
        .Where(running => running.Connector == start.Connector && running.StartedAt <= start.StartedAt)
        .Aggregate(this, (state, running) => state.Owe(
            $"supersede:{running.Id}", new SupersedeSession(new SessionId(Id, running.Id), start.StartedAt), start.ArrivedAt));

    private ChargerState OweSwap(MeterSwapped swapped) => Transactions.OnConnector(swapped.Connector, swapped.Swap.At) is { } transaction
        ? Owe($"swap:{transaction}:{swapped.Swap.At.ToUnixTimeTicks()}", new NoteMeterSwap(new SessionId(Id, transaction), swapped.Swap), swapped.Ruling.At)
        : this;

    private ChargerState OweParked(int number, TransactionId transaction)
    {
        if (Parked.Find(number) is not { } evidence)
            return this;
        var session = new SessionId(Id, transaction);
        IEntityCommand command = evidence.Stop is { } stop
            ? new StopSession(session, stop, Matched: true)
            : new RecordReadings(session, evidence.Readings, Matched: true);
        return Owe(ParkedDebt(number), command, evidence.ArrivedAt) with { Parked = Parked.Matched(number, transaction) };
    }

    private ChargerState Owe(string key, IEntityCommand command, Instant since) =>
        Owed.Items.Any(debt => debt.Key == key) ? this : this with { Owed = Owed.Add(new Debt(key, command, since)) };

    private static string OpenDebt(TransactionId transaction) => $"open:{transaction}";

    private static string ReportDebt(int number) => $"report:{number}";

    private static string ParkedDebt(int number) => $"parked:{number}";
}
