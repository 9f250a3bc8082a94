using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

namespace Fleet.Cluster.Entities;

/// <summary>Records that a meter was exchanged: in its charger's journal, and as evidence of the session that runs on it.</summary>
/// <param name="entities">The way to the charger's entity.</param>
public sealed class MeterSwaps(FleetEntities entities)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Records it.</summary>
    /// <param name="charger">The charger.</param>
    /// <param name="evseId">Whose meter; of an OCPP 1.6 charger the connector.</param>
    /// <param name="swap">How.</param>
    /// <param name="audit">Who says so, and why.</param>
    /// <param name="cancellation">To give up.</param>
    /// <returns>Why it was refused; null when it is recorded.</returns>
    /// <exception cref="TimeoutException">It could not be stored in time.</exception>
    public async Task<Rejection?> RecordAsync(ChargerId charger, int evseId, MeterSwap swap, Audit audit, CancellationToken cancellation) =>
        PlausibleTime.Judge(swap.At, audit.At) is { } wrong
            ? new Rejection("IMPLAUSIBLE_TIME", $"at: {wrong.Text}")
            : await entities.AskAsync(
                new SwapMeter(charger, EvseConnector.OfConnector(evseId), swap, new Ruling(audit.By, audit.Reason ?? "", audit.At)), Deadline, cancellation) as Rejection;
}
