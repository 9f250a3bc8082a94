using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>Evolve takes any event in any state, and the same events always make the same state.</summary>
public sealed class EvolveProperties
{
    private static readonly Gen<Instant> Instants = Gen.OneOf(
        Gen.Int[-100, 100].Select(minute => At(minute)), Gen.OneOf(Instant.MinValue, Instant.MaxValue, Instant.FromUnixTimeSeconds(0)));

    private static readonly Gen<long> Registers = Gen.OneOf(Gen.Long[0, 100_000], Gen.Long, Gen.OneOf(0L, -1L, long.MinValue, long.MaxValue));

    private static readonly Gen<TransactionId> Transactions =
        Gen.OneOf("700", "701", "-1", "0", "2147483647", "99999999999", "", "tx:7").Select(text => new TransactionId(text));

    private static readonly Gen<ValueList<Reading>> ReadingLists =
        (from at in Instants
         from wh in Registers
         from phase in Gen.Enum<Phase>()
         select new Reading(at, [new Sample(Measurand.EnergyActiveImportRegister, wh, phase)])).Array[0, 4].Select(readings => readings.ToValueList());

    private static readonly Gen<TransactionStop> Stops =
        from at in Instants
        from wh in Registers
        from given in Gen.Bool
        from readings in ReadingLists
        select new TransactionStop(at, given ? new EnergyWh(wh) : null, StopReason.Other, given ? Bob : null, readings);

    private static readonly Gen<TransactionStart> Starts =
        from at in Instants
        from arrived in Instants
        from wh in Registers
        from connector in Gen.Int[0, 2]
        select new TransactionStart(EvseConnector.OfConnector(connector), Alice, at, arrived, new EnergyWh(wh), null, Terms());

    private static readonly Gen<ConnectorReport> Reports =
        from connector in Gen.Int[0, 2]
        from status in Gen.Enum<ConnectorStatus>()
        from at in Instants
        select new ConnectorReport(EvseConnector.OfConnector(connector), status, "NoError", at);

    private static readonly Gen<ChargerEvent> ChargerEvents = Gen.OneOf<ChargerEvent>(
        Instants.Select<Instant, ChargerEvent>(at => new ChargerConnected(new ChargerConnection(Guid.Empty, "n", "ocpp1.6", at))),
        Instants.Select<Instant, ChargerEvent>(at => new ChargerDisconnected(Guid.Empty, at)),
        Instants.Select<Instant, ChargerEvent>(at => new ChargerBooted(new ChargerDescription("V", "M"), at)),
        Instants.Select<Instant, ChargerEvent>(at => new ChargerSeen(at)),
        Gen.Select<ConnectorReport, Instant, ChargerEvent>(Reports, Instants, (report, at) => new ConnectorReported(report, at)),
        Gen.Select<TransactionId, TransactionStart, ChargerEvent>(Transactions, Starts, (id, start) => new TransactionStarted(id, start)),
        Gen.Select<TransactionId, Instant, ChargerEvent>(Transactions, Instants, (id, at) => new TransactionEnded(id, at, at)),
        Gen.Select<int, TransactionId, TransactionStop, ChargerEvent>(
            Gen.Int[0, 5], Transactions, Stops, (number, id, stop) => new EvidenceParked(new ParkedEvidence(number, null, id, [], stop, Noon))),
        Gen.Select<int, TransactionId, ChargerEvent>(Gen.Int[0, 5], Transactions, (number, id) => new ParkedEvidenceMatched(number, id)),
        Gen.OneOf("open:700", "report:0", "parked:1", "?").Select<string, ChargerEvent>(key => new ChargerDebtSettled(key)),
        Gen.Select<Instant, long, ChargerEvent>(
            Instants, Registers, (at, wh) => new MeterSwapped(Left, new MeterSwap(at, new EnergyWh(wh), new EnergyWh(wh)), new Ruling("", "", at))),
        Gen.Select<int, Instant, ChargerEvent>(Gen.Int[0, 3], Instants, (id, at) => new CommandQueued(new QueuedCommand(IdOf(id), "", "", at, at))),
        Gen.Select<int, Instant, ChargerEvent>(
            Gen.Int[0, 3], Instants, (id, at) => new CommandFinished(IdOf(id), new CommandResult(CommandOutcome.Expired), at)));

    private static readonly Gen<SessionEvent> SessionEvents = Gen.OneOf<SessionEvent>(
        Starts.Select<TransactionStart, SessionEvent>(start => new SessionOpened(start)),
        Gen.Select<ValueList<Reading>, Instant, bool, SessionEvent>(
            ReadingLists, Instants, Gen.Bool, (readings, at, matched) => new ReadingsRecorded(readings, default, at, matched)),
        Reports.Select<ConnectorReport, SessionEvent>(report => new ConnectorStatusNoted(report.Status, report.At)),
        Gen.Select<Instant, Instant, SessionEvent>(Instants, Instants, (at, arrived) => new SessionSuperseded(at, arrived)),
        Gen.Select<Instant, Instant, SessionEvent>(Instants, Instants, (at, next) => new SessionProbed(at, next)),
        Gen.Select<Instant, long, SessionEvent>(
            Instants, Registers, (at, wh) => new SessionMeterSwapped(new MeterSwap(at, new EnergyWh(wh), new EnergyWh(wh)), at)),
        Gen.Select<TransactionStop, Instant, SessionEvent>(Stops, Instants, (stop, at) => new SessionStopped(stop, at)),
        Gen.Select<TransactionStop, Instant, SessionEvent>(Stops, Instants, (stop, at) => new SessionStopped(stop, at, ClosedFor: ClosingCause.Silent)),
        Gen.Const<SessionEvent>(new SessionBilled(new Bill { State = BillState.Held })),
        Gen.Const<SessionEvent>(new SessionBilled(new Bill { State = BillState.Billed }, 2, 1, new Ruling("", "", Noon))),
        Gen.Enum<RegisterKind>().Select<RegisterKind, SessionEvent>(kind => new RegisterReclassified(kind, new Ruling("", "", Noon))),
        Gen.Const<SessionEvent>(new TariffReplaced(Given.Tariff, new Ruling("", "", Noon))),
        Instants.Select<Instant, SessionEvent>(at => new ReviewAsked(new Finding("", ""), at)),
        Gen.Select<TransactionStop, Instant, SessionEvent>(Stops, Instants, (stop, at) => new StopRepeated(stop, at)),
        Gen.Const<SessionEvent>(new SessionDebtSettled("end")));

    [Fact]
    public void A_charger_takes_any_events_and_the_same_ones_make_the_same_charger() => ChargerEvents.Array[0, 30].Sample(
        events =>
        {
            ChargerState one = Fold(NewCharger, events), other = Fold(NewCharger, events);

            Assert.Equal(one.Connectors, other.Connectors);
            Assert.Equal(one with { Connectors = other.Connectors }, other);
            Assert.True(int.Parse(one.Transactions.NextId(5).Value) > 0);
        },
        iter: 3_000);

    [Fact]
    public void A_session_takes_any_events_and_the_same_ones_make_the_same_session() => SessionEvents.Array[0, 20].Sample(
        events => Assert.Equal(Fold(events), Fold(events)), iter: 3_000);

    [Fact]
    public void Deciding_changes_nothing_and_is_repeatable() => Gen.Select(ChargerEvents.Array[0, 20], Stops, Transactions).Sample(
        (events, stop, id) =>
        {
            var charger = Fold(NewCharger, events);
            StopTransaction command = new(Charger, id, stop);

            Assert.Equal(charger.Decide(command, Noon), charger.Decide(command, Noon));
        },
        iter: 1_000);

    [Fact]
    public void Whatever_a_session_heard_it_can_be_stopped_and_then_has_its_one_bill() =>
        Gen.Select(Starts, ReadingLists, ReadingLists, Stops).Sample(
            (start, before, more, stop) =>
            {
                var session = NewSession.After(
                    new OpenSession(Session(700), start), new RecordReadings(Session(700), before), new RecordReadings(Session(700), more),
                    new StopSession(Session(700), stop));

                Assert.Equal(SessionPhase.Billed, session.Phase);
                Assert.True(session.Bill!.Energy >= EnergyWh.Zero);
                Assert.True(session.Bill.ChargingSeconds >= 0);
            },
            iter: 3_000);

    private static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);

    private static ChargerState Fold(ChargerState charger, ChargerEvent[] events) => events.Aggregate(charger, (state, @event) => state.Evolve(@event));

    private static SessionState Fold(SessionEvent[] events) => events.Aggregate(NewSession, (state, @event) => state.Evolve(@event));
}
