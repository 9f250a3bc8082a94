using Akka.Actor;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Projections;
using Fleet.Domain.Charging;

namespace Fleet.Node.Ocpp;

/// <summary>
/// A node that was killed could not say which sockets it lost. When it starts again it says so, for those that its address held before; a charger that came back meanwhile has
/// a newer connection, and keeps it.
/// </summary>
internal sealed class LostConnections(FleetQueries queries, FleetEntities entities, ActorSystem system) : BackgroundService
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var node = Akka.Cluster.Cluster.Get(system).SelfAddress.ToString();
        foreach (var (charger, connection) in await queries.ConnectedToAsync(node))
            await entities.AskAsync(new DisconnectCharger(charger, connection), Deadline, stoppingToken);
    }
}
