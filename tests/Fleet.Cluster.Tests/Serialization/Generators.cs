using CsCheck;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Gateways;
using Fleet.Domain;
using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Cluster.Tests.Serialization;

/// <summary>Values of the domain: any that its types allow, with the extremes among them.</summary>
internal static class Generators
{
    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.Const(""), Gen.String[Gen.Char['\u0020', '\u007E'], 0, 40], Gen.String[Gen.Char['\u00A0', '\u2FFF'], 0, 10], Gen.Const("⚡ 🚗"));

    public static readonly Gen<string?> OptionalText = Text.Null();

    public static readonly Gen<Instant> Time = Gen.OneOf(
        Gen.Long[0, 4_000_000_000_000].Select(Instant.FromUnixTimeMilliseconds),
        Gen.Const(NodaConstants.UnixEpoch),
        Gen.Const(Instant.FromUtc(-9998, 1, 1, 0, 0)),
        Gen.Const(Instant.FromUtc(9999, 12, 31, 23, 59, 59).PlusTicks(9_999_999)),
        Gen.Long[0, 40_000_000_000_000_000].Select(Instant.FromUnixTimeTicks));

    public static readonly Gen<EnergyWh> Energy =
        Gen.OneOf(Gen.Long[0, 100_000_000], Gen.Long, Gen.Const(long.MinValue), Gen.Const(long.MaxValue)).Select(wh => new EnergyWh(wh));

    /// <summary>Any decimal with any scale, trailing zeros too.</summary>
    public static readonly Gen<decimal> Amount = Gen.OneOf(
        Gen.Decimal,
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Byte[0, 28], (low, mid, high, negative, scale) => new decimal(low, mid, high, negative, scale)),
        Gen.Select(Gen.Int, Gen.Bool, Gen.Byte[0, 4], (units, negative, scale) => new decimal(units, 0, 0, negative, scale)),
        Gen.Const(decimal.MaxValue),
        Gen.Const(decimal.MinValue),
        Gen.Const(0.00m));

    public static readonly Gen<ChargerId> Charger = Gen.OneOf(
        Gen.String[Gen.Char['!', '~'], 1, ChargerId.MaxLength], Gen.Const("é⚡"), Gen.Const("a:b%3A")).Select(ChargerId.Parse);

    public static readonly Gen<TransactionId> Transaction = Gen.OneOf(
        Gen.Int[1, int.MaxValue].Select(TransactionId.From), Gen.Const(new TransactionId("-1")), Gen.Guid.Select(id => new TransactionId(id.ToString())));

    public static readonly Gen<SessionId> Session = Gen.Select(Charger, Transaction, (charger, transaction) => new SessionId(charger, transaction));

    public static readonly Gen<IdToken> Token = Text.Select(text => new IdToken(text));

    public static readonly Gen<EvseConnector> Connector = Gen.OneOf(
        Gen.Int[0, 9].Select(EvseConnector.OfConnector), Gen.Select(Gen.Int, Gen.Int, (evse, connector) => new EvseConnector(evse, connector)));

    public static readonly Gen<Sample> Sample = Gen.OneOf(
        Gen.Select(Gen.Enum<Measurand>(), Gen.Long[-1000, 500_000], (measurand, value) => new Sample(measurand, value)),
        Gen.Select(Gen.Enum<Measurand>(), Gen.Long, Gen.Enum<Phase>(), Gen.Enum<ReadingContext>(), Gen.Enum<SampleLocation>(),
            (measurand, value, phase, context, location) => new Sample(measurand, value, phase, context, location)));

    public static readonly Gen<SignedData> Signed = Gen.OneOf(
        Text.Select(data => new SignedData(data)),
        Gen.Select(Text, OptionalText, OptionalText, OptionalText, Gen.Bool, (data, encoding, method, key, cut) => new SignedData(data, encoding, method, key, cut)));

    public static readonly Gen<Reading> Reading =
        Gen.Select(Time, List(Sample, 12), List(Signed, 2), (at, samples, signed) => new Reading(at, samples, signed));

    /// <summary>Tariffs as the reader makes them: nothing else can be frozen.</summary>
    public static readonly Gen<FrozenTariff> Tariff = Gen.Select(
        Gen.Int[0, 999], Gen.OneOf(Gen.Const("UTC"), Gen.Const("Europe/Berlin"), Gen.Const("America/New_York")), Gen.Enum<RuleSet>(),
        (cents, zone, rules) => Example.Tariff($"0.{cents:000}", rules, zone));

    /// <summary>Promotions as the reader makes them.</summary>
    public static readonly Gen<FrozenPromotion> Promotion = Gen.Int[0, 100].Select(percent => Example.Promotion(percent));

    public static readonly Gen<SessionTerms> Terms = Gen.Select(
        Gen.Enum<TokenStatus>(), Token.Nullable(), OptionalText, OptionalText, Gen.Long.Nullable(), Tariff.Null(),
        Gen.Select(List(Promotion, 2), Gen.Enum<EvseKind>().Nullable(), OptionalText),
        (status, parent, driver, site, power, tariff, rest) =>
            new SessionTerms(status, parent, driver, site, power, tariff) { Promotions = rest.Item1, EvseKind = rest.Item2, MeterPublicKey = rest.Item3 });

    public static readonly Gen<TransactionStart> Start = Gen.Select(
        Connector, Token, Time, Time, Energy, Gen.Int.Nullable(), Terms, Transaction.Nullable(),
        (connector, token, startedAt, arrivedAt, meter, reservation, terms, resumes) =>
            new TransactionStart(connector, token, startedAt, arrivedAt, meter, reservation, terms, resumes));

    public static readonly Gen<TransactionStop> Stop = Gen.Select(
        Time, Energy.Nullable(), Gen.Enum<StopReason>(), Token.Nullable(), List(Reading, 3),
        (at, meter, reason, token, readings) => new TransactionStop(at, meter, reason, token, readings));

    public static readonly Gen<ChargerConnection> Connection = Gen.Select(
        Gen.Guid, Text, Text, Time, (id, node, version, at) => new ChargerConnection(id, node, version, at));

    public static readonly Gen<ChargerDescription> Description = Gen.Select(
        Text, Text, OptionalText, OptionalText, OptionalText, OptionalText, OptionalText, OptionalText,
        (vendor, model, serial, firmware, iccid, imsi, meter, meterSerial) =>
            new ChargerDescription(vendor, model, serial, firmware, iccid, imsi, meter, meterSerial));

    public static readonly Gen<ConnectorReport> Report = Gen.Select(
        Connector, Gen.Enum<ConnectorStatus>(), Text, Time, OptionalText, OptionalText, OptionalText,
        (connector, status, error, at, info, vendor, code) => new ConnectorReport(connector, status, error, at, info, vendor, code));

    public static readonly Gen<ParkedEvidence> Parked = Gen.Select(
        Gen.Int, Connector.Nullable(), Transaction.Nullable(), List(Reading, 3), Stop.Null(), Time,
        (number, connector, claimed, readings, stop, at) => new ParkedEvidence(number, connector, claimed, readings, stop, at));

    public static readonly Gen<Finding> Finding =
        Gen.Select(Text, Text, Gen.Int.Nullable(), (code, text, reading) => new Finding(code, text, reading));

    public static readonly Gen<Bill> Bill = Bills.Any;

    public static readonly Gen<MeterSwap> Swap = Gen.Select(Time, Energy, Energy, OptionalText, (at, old, @new, serial) => new MeterSwap(at, old, @new, serial));

    public static readonly Gen<Ruling> Ruling = Gen.Select(Text, Text, Time, (by, reason, at) => new Ruling(by, reason, at));

    public static readonly Gen<QueuedCommand> Queued = Gen.Select(
        Gen.Guid, Text, Text, Time, Time, (id, action, payload, queued, expires) => new QueuedCommand(id, action, payload, queued, expires));

    public static readonly Gen<CommandResult> CommandResult = Gen.Select(
        Gen.Enum<CommandOutcome>(), OptionalText, OptionalText, OptionalText, (outcome, json, code, text) => new CommandResult(outcome, json, code, text));

    public static readonly Gen<ChargerEvent> ChargerEvent = Gen.OneOf<ChargerEvent>(
        Connection.Select(ChargerEvent (c) => new ChargerConnected(c)),
        Gen.Select(Gen.Guid, Time, ChargerEvent (id, at) => new ChargerDisconnected(id, at)),
        Gen.Select(Description, Time, ChargerEvent (description, at) => new ChargerBooted(description, at)),
        Time.Select(ChargerEvent (at) => new ChargerSeen(at)),
        Gen.Select(Report, Time, Gen.Bool, ChargerEvent (report, at, owed) => new ConnectorReported(report, at, owed)),
        Gen.Select(Transaction, Start, ChargerEvent (id, start) => new TransactionStarted(id, start)),
        Gen.Select(Transaction, Time, Time.Nullable(), Gen.Bool, ChargerEvent (id, at, stopped, served) => new TransactionEnded(id, at, stopped, served)),
        Parked.Select(ChargerEvent (evidence) => new EvidenceParked(evidence)),
        Gen.Select(Gen.Int, Transaction, ChargerEvent (number, id) => new ParkedEvidenceMatched(number, id)),
        Gen.Select(Text, Gen.Bool, ChargerEvent (key, last) => new ChargerDebtSettled(key, last)),
        Gen.Select(Connector, Swap, Ruling, ChargerEvent (connector, swap, ruling) => new MeterSwapped(connector, swap, ruling)),
        Queued.Select(ChargerEvent (command) => new CommandQueued(command)),
        Gen.Select(Gen.Guid, CommandResult, Time, ChargerEvent (id, result, at) => new CommandFinished(id, result, at)));

    public static readonly Gen<SessionEvent> SessionEvent = Gen.OneOf<SessionEvent>(
        Start.Select(SessionEvent (start) => new SessionOpened(start)),
        Gen.Select(
            List(Reading, 4), Energy, Time, Gen.Bool, Amount.Nullable(),
            SessionEvent (readings, wh, at, matched, cost) => new ReadingsRecorded(readings, wh, at, matched, cost)),
        Gen.Select(Gen.Enum<ConnectorStatus>(), Time, Time.Nullable(), SessionEvent (status, at, arrived) => new ConnectorStatusNoted(status, at, arrived)),
        Gen.Select(Time, Time, SessionEvent (at, arrived) => new SessionSuperseded(at, arrived)),
        Gen.Select(Swap, Time, SessionEvent (swap, at) => new SessionMeterSwapped(swap, at)),
        Gen.Select(Time, Time, SessionEvent (at, next) => new SessionProbed(at, next)),
        Gen.Select(Stop, Time, Gen.Bool, Gen.Enum<ClosingCause>().Nullable(), SessionEvent (stop, at, matched, cause) => new SessionStopped(stop, at, matched, cause)),
        Gen.Select(Bill, Gen.Int[1, 9], Gen.Int.Nullable(), Ruling.Null(), Gen.Enum<CorrectionCause>().Nullable(),
            SessionEvent (bill, revision, corrects, ruling, cause) => new SessionBilled(bill, revision, corrects, ruling, cause)),
        Gen.Select(Gen.Enum<RegisterKind>(), Ruling, SessionEvent (kind, ruling) => new RegisterReclassified(kind, ruling)),
        Gen.Select(Tariff, Ruling, SessionEvent (tariff, ruling) => new TariffReplaced(tariff, ruling)),
        Gen.Select(Finding, Time, SessionEvent (finding, at) => new ReviewAsked(finding, at)),
        Gen.Select(Stop, Time, SessionEvent (stop, at) => new StopRepeated(stop, at)),
        Gen.Select(Text, Gen.Bool, SessionEvent (key, last) => new SessionDebtSettled(key, last)));

    public static readonly Gen<IEntityCommand> ChargerCommand = Gen.OneOf<IEntityCommand>(
        Gen.Select(Charger, Connection, IEntityCommand (id, connection) => new ConnectCharger(id, connection)),
        Gen.Select(Charger, Gen.Guid, IEntityCommand (id, connection) => new DisconnectCharger(id, connection)),
        Charger.Select(IEntityCommand (id) => new FindConnection(id)),
        Gen.Select(Charger, Description, IEntityCommand (id, description) => new BootCharger(id, description)),
        Charger.Select(IEntityCommand (id) => new SeeCharger(id)),
        Gen.Select(Charger, Report, IEntityCommand (id, report) => new ReportConnector(id, report)),
        Gen.Select(Charger, Connector, Token, Time, Energy, Gen.Int.Nullable(), Terms, Gen.Int,
            IEntityCommand (id, connector, token, at, meter, reservation, terms, first) =>
                new StartTransaction(id, connector, token, at, meter, reservation, terms, first)),
        Gen.Select(Charger, Connector, Transaction.Nullable(), List(Reading, 4),
            IEntityCommand (id, connector, transaction, readings) => new ReportReadings(id, connector, transaction, readings)),
        Gen.Select(Charger, Transaction, Stop, IEntityCommand (id, transaction, stop) => new StopTransaction(id, transaction, stop)),
        Gen.Select(Charger, Transaction, Time.Nullable(), Gen.Bool, IEntityCommand (id, transaction, stopped, served) => new EndTransaction(id, transaction, stopped, served)),
        Gen.Select(Charger, Connector, IEntityCommand (id, connector) => new ProbeCharger(id, connector)),
        Gen.Select(Charger, Connector, Swap, Ruling, IEntityCommand (id, connector, swap, ruling) => new SwapMeter(id, connector, swap, ruling)),
        Gen.Select(Charger, Queued, IEntityCommand (id, command) => new QueueCommand(id, command)),
        Gen.Select(Charger, Gen.Guid, CommandResult, IEntityCommand (id, command, result) => new RecordCommandResult(id, command, result)));

    public static readonly Gen<IEntityCommand> SessionCommand = Gen.OneOf<IEntityCommand>(
        Gen.Select(Session, Start, IEntityCommand (id, start) => new OpenSession(id, start)),
        Gen.Select(Session, List(Reading, 4), Gen.Bool, IEntityCommand (id, readings, matched) => new RecordReadings(id, readings, matched)),
        Gen.Select(Session, Gen.Enum<ConnectorStatus>(), Time, IEntityCommand (id, status, at) => new NoteConnectorStatus(id, status, at)),
        Gen.Select(Session, Stop, Gen.Bool, IEntityCommand (id, stop, matched) => new StopSession(id, stop, matched)),
        Gen.Select(Session, Time, IEntityCommand (id, at) => new SupersedeSession(id, at)),
        Gen.Select(Session, Swap, IEntityCommand (id, swap) => new NoteMeterSwap(id, swap)),
        Gen.Select(Session, Ruling, IEntityCommand (id, ruling) => new ReleaseHold(id, ruling)),
        Gen.Select(Session, Ruling, Gen.Bool, IEntityCommand (id, ruling, held) => new CreditSession(id, ruling, held)),
        Gen.Select(Session, Gen.Enum<RegisterKind>(), Ruling, IEntityCommand (id, kind, ruling) => new ReclassifyRegister(id, kind, ruling)),
        Gen.Select(Session, Tariff, Ruling, IEntityCommand (id, tariff, ruling) => new RerateSession(id, tariff, ruling)));

    public static readonly Gen<IEntityCommand> Command = Gen.OneOf(ChargerCommand, SessionCommand);

    public static readonly Gen<object> Message = Gen.OneOf<object>(
        Gen.Const<object>(Done.Instance),
        Gen.Select(Text, Text, object (code, message) => new Rejection(code, message)),
        Text.Select(object (reason) => new Retry(reason)),
        Gen.Select(Transaction, Gen.Enum<TokenStatus>(), Token.Nullable(), object (id, status, parent) => new TransactionAnswer(id, status, parent)),
        Connection.Null().Select(object (connection) => new ConnectionFound(connection)),
        Gen.Select(Text, Command, object (key, command) => new PayDebt(key, command)),
        Gen.Select(Session, Gen.Long[0, 1_000_000_000_000], object (id, ticks) => new Poke(EntityKey.Of(id), Policy(ticks))),
        Gen.Select(Gen.Long[0, long.MaxValue], Time.Nullable(), object (sequence, at) => new Poked(sequence, at)),
        Gen.Select(Charger, Text, Connector, object (id, node, connector) => new RequestReadings(id, node, connector)),
        Gen.Select(Charger, Text, Queued, object (id, node, command) => new DeliverCommand(id, node, command)),
        Text.Select(object (key) => new DebtPaid(key)),
        Gen.Select(Charger, Text, Text, Gen.Long, object (id, action, json, ticks) => new CallCharger(id, action, json, TimeSpan.FromTicks(ticks))),
        Gen.Select(Gen.Enum<CallStatus>(), OptionalText, OptionalText, OptionalText,
            object (status, json, code, text) => new ChargerAnswer(status, json, code, text)));

    public static readonly Gen<ChargerState> ChargerState = ChargerStates.Any;

    private static WatchPolicy Policy(long ticks) => new()
    {
        DebtAfter = Duration.FromTicks(ticks),
        ProbeAfter = Duration.FromTicks(ticks + 1),
        CloseAfter = Duration.FromTicks(ticks + 2),
        FreedAfter = Duration.FromTicks(ticks + 3),
        CanProbe = ticks % 2 == 0,
    };

    /// <summary>A list of at most <paramref name="most"/>.</summary>
    public static Gen<ValueList<T>> List<T>(Gen<T> element, int most) => element.List[0, most].Select(items => items.ToValueList());
}
