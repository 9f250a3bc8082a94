using Fleet.Domain;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Cluster.Tests.Entities;

/// <summary>A charger that leaves memory after a fifth of a second.</summary>
internal sealed record Impatient(ChargerState Charger) : IEntity<Impatient, ChargerCommand, ChargerEvent>
{
    public static bool IsLongLived => false;

    public ValueList<Debt> Owed => Charger.Owed;

    public Duration? IdleTimeout => Duration.FromMilliseconds(200);

    public static Impatient Create(EntityKey key) => new(ChargerState.Create(key));

    public Decision<ChargerEvent> Decide(ChargerCommand command, Instant now) => Charger.Decide(command, now);

    public Impatient Evolve(ChargerEvent @event) => new(Charger.Evolve(@event));

    public Instant? WakeAt(WatchPolicy policy) => Charger.WakeAt(policy);

    public Decision<ChargerEvent> Wake(WatchPolicy policy, Instant now) => Charger.Wake(policy, now);

    public ChargerEvent Settle(Debt debt) => Charger.Settle(debt);
}
