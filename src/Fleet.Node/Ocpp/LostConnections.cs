using Akka.Actor;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Projections;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;

namespace Fleet.Node.Ocpp;

/// <summary>
/// A node that was killed could not say which sockets it lost. When it starts again it says so, for those that its address held before; a charger that came back meanwhile has
/// a newer connection, and keeps it.
/// </summary>
internal sealed class LostConnections(FleetQueries queries, FleetEntities entities, ActorSystem system, OcppLog log) : BackgroundService
{
    private const int AtOnce = 64;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var node = Akka.Cluster.Cluster.Get(system).SelfAddress.ToString();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken };
        await Parallel.ForEachAsync(await queries.ConnectedToAsync(node), limits, (lost, stop) => DisconnectAsync(lost.Charger, lost.ConnectionId, stop));
    }

    private async ValueTask DisconnectAsync(ChargerId charger, Guid connection, CancellationToken cancellation)
    {
        try
        {
            await entities.AskAsync(new DisconnectCharger(charger, connection), Deadline, cancellation);
        }
        catch (TimeoutException late)
        {
            log.NotStored(charger, late.Message);
        }
    }
}
