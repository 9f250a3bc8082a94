using System.Runtime.CompilerServices;

using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="ChargerPalette"/> offers.</summary>
internal sealed class ChargerCommands(Decommissioning decommissioning, IClock clock) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => [new(ChargerPalette.Decommission, DecommissionAsync)];

    private async IAsyncEnumerable<OpsLine> DecommissionAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!ChargerId.TryParse(request["id"], out var charger, out var error))
        {
            yield return OpsLine.Misuse(error!);
        }
        else if (!await decommissioning.RecordAsync(charger, request.Audit(clock)))
        {
            yield return OpsLine.Fail($"There is no charger '{charger}'.");
        }
        else
        {
            yield return OpsLine.Document(new { id = charger.Value, decommissioned = true });
            yield return OpsLine.Say($"{charger} is decommissioned: it is refused from now on, and its history stays.");
        }
    }
}
