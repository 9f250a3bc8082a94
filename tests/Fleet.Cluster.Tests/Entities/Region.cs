using Akka.Actor;
using Akka.Hosting;

using Fleet.Cluster.Entities;

namespace Fleet.Cluster.Tests.Entities;

/// <summary>An actor in the place of the shard region.</summary>
internal sealed class Region(IActorRef actor) : IRequiredActor<ChargingRegion>
{
    public IActorRef ActorRef => actor;

    public Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(actor);
}
