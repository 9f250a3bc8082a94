using Akka.Actor;

using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Cluster.Tests.Entities;

/// <summary>Chargers and sessions as a shard region has them, without a cluster; counts those that died.</summary>
internal sealed class SmallRegion : ReceiveActor
{
    private readonly Dictionary<string, IActorRef> _entities = new(StringComparer.Ordinal);

    public SmallRegion(IClock clock)
    {
        var died = 0;
        Receive<HowManyDied>(_ => Sender.Tell(died));
        Receive<Terminated>(gone =>
        {
            died++;
            foreach (var (key, _) in _entities.Where(entity => entity.Value.Equals(gone.ActorRef)).ToList())
                _entities.Remove(key);
        });
        Receive<IEntityCommand>(command =>
        {
            if (!_entities.TryGetValue(command.Entity.Value, out var entity))
                entity = _entities[command.Entity.Value] = Context.Watch(Context.ActorOf(PropsOf(command.Entity, clock)));
            entity.Forward(command);
        });
    }

    private Props PropsOf(EntityKey key, IClock clock) => key.Kind == EntityKey.ChargerKind
        ? Props.Create<EntityShell<ChargerState, ChargerCommand, ChargerEvent>>(key, Self, clock)
        : Props.Create<EntityShell<SessionState, SessionCommand, SessionEvent>>(key, Self, clock);

    public sealed record HowManyDied
    {
        public static readonly HowManyDied Question = new();
    }
}
