using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using NodaTime;

using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>One entity after some commands, alone: what it owes to others stays owed.</summary>
internal static class Played
{
    public static readonly ChargerState NewCharger = ChargerState.Create(EntityKey.Of(Charger));

    public static readonly SessionState NewSession = SessionState.Create(EntityKey.Of(Session(700)));

    public static ChargerState After(this ChargerState charger, params ChargerCommand[] commands) => charger.After(Noon, commands);

    public static ChargerState After(this ChargerState charger, Instant now, params ChargerCommand[] commands) =>
        commands.Aggregate(charger, (state, command) => state.After(state.Decide(command, now)));

    public static ChargerState After(this ChargerState charger, Decision<ChargerEvent> decision) =>
        decision.Events.Aggregate(charger, (state, @event) => state.Evolve(@event));

    /// <summary>With every debt paid.</summary>
    public static ChargerState Paid(this ChargerState charger) =>
        charger.Owed.Aggregate(charger, (state, debt) => state.Evolve(state.Settle(debt)));

    public static SessionState After(this SessionState session, params SessionCommand[] commands) => session.After(MuchLater, commands);

    public static SessionState After(this SessionState session, Instant now, params SessionCommand[] commands) =>
        commands.Aggregate(session, (state, command) => state.After(state.Decide(command, now)));

    public static SessionState After(this SessionState session, Decision<SessionEvent> decision) =>
        decision.Events.Aggregate(session, (state, @event) => state.Evolve(@event));
}
