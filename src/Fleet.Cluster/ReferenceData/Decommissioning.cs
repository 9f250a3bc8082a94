using Fleet.Cluster.Projections;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.ReferenceData;

/// <summary>Takes chargers out of service for good: each node turns them away from then on, and closes the sockets that they have. Entering a charger again brings it back.</summary>
/// <param name="reference">Where that is recorded.</param>
/// <param name="queries">For chargers that nobody entered but that came by themselves.</param>
public sealed class Decommissioning(ReferenceStore reference, FleetQueries queries)
{
    /// <summary>Records that <paramref name="charger"/> is out of service; nothing more happens to one that is already.</summary>
    /// <returns>Whether there is such a charger.</returns>
    public async Task<bool> RecordAsync(ChargerId charger, Audit audit)
    {
        if (await reference.StandingAsync(ReferenceKind.Chargers, charger.Value) is null && await queries.ChargerAsync(charger) is null)
            return false;
        await reference.DecommissionAsync(charger, audit);
        return true;
    }
}
