using CsCheck;

using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>A read row is never looked at later than its entity must be: otherwise a silent session or a debt would be forgotten.</summary>
public sealed class WakeHintProperties
{
    private static readonly WatchPolicy Policy = new()
    {
        ProbeAfter = Duration.FromMinutes(15),
        CloseAfter = Duration.FromHours(2),
        FreedAfter = Duration.FromMinutes(5),
        DebtAfter = Duration.FromSeconds(10),
    };

    private static readonly Ruling Because = new("alice", "", Noon);

    private static readonly Gen<Func<int, SessionCommand>> SessionCommands = Gen.OneOf<Func<int, SessionCommand>>(
        Gen.Int[-30, 5].Select<int, Func<int, SessionCommand>>(lag => now => new RecordReadings(Session(700), [Meter(now + lag, 1_000 + (10 * now))])),
        Gen.Enum<ConnectorStatus>().Select<ConnectorStatus, Func<int, SessionCommand>>(status => now => new NoteConnectorStatus(Session(700), status, At(now))),
        Gen.Const<Func<int, SessionCommand>>(now => new SupersedeSession(Session(700), At(now))),
        Gen.Const<Func<int, SessionCommand>>(now => new NoteMeterSwap(Session(700), new MeterSwap(At(now), new EnergyWh(1_000 + (10 * now)), new EnergyWh(5)))),
        Gen.Const<Func<int, SessionCommand>>(now => new StopSession(Session(700), StopAt(now, 1_000 + (10 * now)))),
        Gen.Const<Func<int, SessionCommand>>(_ => new ReleaseHold(Session(700), Because)),
        Gen.Const<Func<int, SessionCommand>>(_ => new CreditSession(Session(700), Because)));

    private static readonly Gen<Func<int, ChargerCommand>> ChargerCommands = Gen.OneOf<Func<int, ChargerCommand>>(
        Gen.Int[1, 2].Select<int, Func<int, ChargerCommand>>(connector => now => Start(EvseConnector.OfConnector(connector), minute: now)),
        Gen.Enum<ConnectorStatus>().Select<ConnectorStatus, Func<int, ChargerCommand>>(status => now => Status(Left, status, now)),
        Gen.OneOf(-1, 700, 701, 5).Select<int, Func<int, ChargerCommand>>(id => now => Stop(id, now, 5_000)),
        Gen.OneOf(-1, 5).Select<int, Func<int, ChargerCommand>>(id => now => Readings(Left, id, Meter(now, 2_000))),
        Gen.OneOf(700, 701).Select<int, Func<int, ChargerCommand>>(id => _ => new EndTransaction(Charger, TransactionId.From(id))),
        Gen.Const<Func<int, ChargerCommand>>(now => new SwapMeter(Charger, Left, new MeterSwap(At(now), new EnergyWh(5_000), new EnergyWh(5)), Because with { At = At(now) })),
        Gen.Int[1, 4].Select<int, Func<int, ChargerCommand>>(n => now => new QueueCommand(
            Charger, new QueuedCommand(new Guid(n, 0, 0, new byte[8]), "Reset", "{}", At(now), At(now + (n * 10))))),
        Gen.Int[1, 4].Select<int, Func<int, ChargerCommand>>(n => _ => new RecordCommandResult(
            Charger, new Guid(n, 0, 0, new byte[8]), new CommandResult(CommandOutcome.Answered))));

    /// <summary>Steps in order of time: a command, a look when one is due, or the payment of a debt.</summary>
    private static Gen<(int Pause, int Kind, Func<int, TCommand> Command)[]> Steps<TCommand>(Gen<Func<int, TCommand>> commands) =>
        Gen.Select(Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 150]), Gen.Int[0, 5], commands, (pause, kind, command) => (pause, kind, command)).Array[1, 25];

    [Fact]
    public void A_session_s_row_is_looked_at_no_later_than_the_session_must_be() => Steps(SessionCommands).Sample(
        steps => Play<SessionState, SessionCommand, SessionEvent>(
            NewSession.Evolve(Opened), WakeHint.After(null, Opened, Policy), (before, @event) => WakeHint.After(before, @event, Policy), steps),
        iter: 5_000);

    [Fact]
    public void A_charger_s_row_is_looked_at_no_later_than_the_charger_must_be() => Steps(ChargerCommands).Sample(
        steps => Play<ChargerState, ChargerCommand, ChargerEvent>(
            NewCharger, null, (before, @event) => WakeHint.After(before, @event, Policy), steps),
        iter: 5_000);

    private static SessionEvent Opened { get; } =
        new SessionOpened(new TransactionStart(Left, Alice, Noon, Noon, new EnergyWh(1_000), null, Terms(TokenStatus.Invalid)));

    private static void Play<TState, TCommand, TEvent>(
        TState state, Instant? row, Func<Instant?, TEvent, Instant?> hint, (int Pause, int Kind, Func<int, TCommand> Command)[] steps)
        where TState : IEntity<TState, TCommand, TEvent>
        where TCommand : IEntityCommand
    {
        var now = 0;
        foreach (var (pause, kind, command) in steps)
        {
            now += pause;
            ValueList<TEvent> events = kind switch
            {
                0 or 1 when !state.Owed.IsEmpty => [state.Settle(state.Owed[0])],
                2 => state.Wake(Policy, At(now)).Events,
                _ => state.Decide(command(now), At(now)).Events,
            };
            foreach (var @event in events)
                (state, row) = (state.Evolve(@event), hint(row, @event));
            if (state.WakeAt(Policy) is { } due)
                Assert.True(row <= due, $"due {due}, but the row says {row?.ToString() ?? "never"} after {string.Join(", ", events)}");
        }
    }
}
