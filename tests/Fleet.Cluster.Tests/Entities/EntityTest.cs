using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Cluster.Tests.Entities;

/// <summary>Shells on the real journal, each the child of a probe, which stands for its shard and for the region.</summary>
public abstract class EntityTest : TestKit
{
    private readonly FixedClock _clock = new();

    protected EntityTest()
        : this(new TemporaryDatabase())
    {
    }

    private EntityTest(TemporaryDatabase database)
        : base(database.StartSystem()) => Database = database;

    protected TemporaryDatabase Database { get; }

    protected override void AfterAll()
    {
        base.AfterAll();
        Database.Dispose();
    }

    private protected IActorRef HostCharger(TestProbe shard) => Host<ChargerState, ChargerCommand, ChargerEvent>(shard, EntityKey.Of(Given.Charger));

    private protected IActorRef HostSession(TestProbe shard) => Host<SessionState, SessionCommand, SessionEvent>(shard, EntityKey.Of(Given.Session()));

    private protected IActorRef Host<TState, TCommand, TEvent>(TestProbe shard, EntityKey key)
        where TState : class, IEntity<TState, TCommand, TEvent>
        where TCommand : IEntityCommand
        where TEvent : notnull
    {
        var region = shard.Ref;
        return shard.ChildActorOf(Props.Create(() => new EntityShell<TState, TCommand, TEvent>(key, region, _clock)));
    }

    /// <summary>Sends, and waits for the answer.</summary>
    private protected T Ask<T>(IActorRef entity, object message)
        where T : class
    {
        var asker = CreateTestProbe();
        entity.Tell(message, asker);
        return asker.ExpectMsg<T>(TimeSpan.FromSeconds(10));
    }

    /// <summary>Stops an entity as its shard does.</summary>
    private protected void StopEntityOf(IActorRef entity)
    {
        Watch(entity);
        entity.Tell(StopEntity.Instance);
        ExpectTerminated(entity, TimeSpan.FromSeconds(10));
        Unwatch(entity);
    }

    private protected IReadOnlyList<string> JournalOfCharger => Database.Manifests(EntityKey.Of(Given.Charger).Value);

    private protected IReadOnlyList<string> JournalOfSession => Database.Manifests(EntityKey.Of(Given.Session()).Value);

    /// <summary>A day later than the chargers' clocks, so that no time lies in the future.</summary>
    private sealed class FixedClock : IClock
    {
        public Instant GetCurrentInstant() => Given.Noon + Duration.FromDays(1);
    }
}
