using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;

using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Cluster.Entities;

/// <summary>The key of the shard region of chargers and sessions in the <see cref="ActorRegistry"/>.</summary>
public sealed class ChargingRegion
{
    /// <summary>The region's name; part of the cluster's protocol.</summary>
    public const string Name = "charging";

    /// <summary>How many shards there are: 10 for each of 20 nodes. Never change it: it decides where an entity lives.</summary>
    public const int Shards = 200;

    private ChargingRegion()
    {
    }
}

/// <summary>Chargers and sessions in one region, a charger's sessions on its shard, so that the hop between them is local.</summary>
internal static class ChargingRegionSetup
{
    /// <summary>Adds the region.</summary>
    public static AkkaConfigurationBuilder WithChargingRegion(this AkkaConfigurationBuilder builder, string role, IClock clock) =>
        builder.WithShardRegion<ChargingRegion>(
            ChargingRegion.Name,
            (_, registry, _) => key => PropsOf(new EntityKey(key), registry.Get<ChargingRegion>, clock),
            new ChargingExtractor(),
            new ShardOptions
            {
                Role = role,
                StateStoreMode = StateStoreMode.DData,
                RememberEntities = false,
                HandOffStopMessage = StopEntity.Instance,
                // The shell passivates by what its entity says; the region's own timer sees only what passes through it (akka.net#7395).
                ShouldPassivateIdleEntities = false,
            });

    /// <summary>By type and arguments: an expression would be compiled anew for each entity that wakes.</summary>
    private static Props PropsOf(EntityKey key, Func<IActorRef> region, IClock clock) => key.Kind switch
    {
        EntityKey.ChargerKind => Props.Create<EntityShell<ChargerState, ChargerCommand, ChargerEvent>>(key, region(), clock),
        EntityKey.SessionKind => Props.Create<EntityShell<SessionState, SessionCommand, SessionEvent>>(key, region(), clock),
        _ => throw new InvalidOperationException($"'{key}' is the key of no kind of entity"),
    };
}

/// <summary>The shard comes from the charger's part of the key, which sessions share.</summary>
internal sealed class ChargingExtractor() : HashCodeMessageExtractor(ChargingRegion.Shards)
{
    public override string? EntityId(object message) => message is IEntityCommand command ? command.Entity.Value : null;

    public override string ShardId(string entityId, object? messageHint = null) => base.ShardId(new EntityKey(entityId).ChargerPart, messageHint);
}
