using Fleet.Cluster.Gateways;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Identity;

namespace Fleet.Node.Ocpp;

/// <summary>
/// Closes the sockets that this node holds of chargers that were taken out of service, on whichever node that was recorded: a second later at most. A handshake meanwhile looks
/// again once its socket is to be found here.
/// </summary>
internal sealed class DecommissionedChargers(ReferenceStore reference, ConnectedChargers chargers, TimeProvider time, OcppLog log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        long? seen = null;
        do
        {
            seen = await CloseAsync(seen);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>A question that failed is asked again with the next tick, from where the last one ended.</summary>
    private async Task<long?> CloseAsync(long? seen)
    {
        try
        {
            var (decommissioned, version) = await reference.DecommissionedAsync(seen);
            foreach (var charger in decommissioned)
                Close(charger);
            return version;
        }
        catch (Exception failure) when (failure is System.Data.Common.DbException or TimeoutException or InvalidOperationException)
        {
            log.NotAsked(failure);
            return seen;
        }
    }

    private void Close(ChargerId charger) => chargers.Find(charger)?.Close("it is decommissioned");
}
