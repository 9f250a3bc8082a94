using System.Globalization;
using System.Runtime.CompilerServices;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="ChargerPalette"/> offers.</summary>
internal sealed class ChargerCommands(Decommissioning decommissioning, MeterSwaps swaps, IClock clock) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => [new(ChargerPalette.Decommission, DecommissionAsync), new(ChargerPalette.SwapMeter, SwapMeterAsync)];

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

    private async IAsyncEnumerable<OpsLine> SwapMeterAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!ChargerId.TryParse(request["id"], out var charger, out var error))
        {
            yield return OpsLine.Misuse(error!);
            yield break;
        }

        var audit = request.Audit(clock);
        var evse = int.Parse(request.Find("evse") ?? "1", CultureInfo.InvariantCulture);
        var at = request.Find("at") is { } text ? InstantPattern.ExtendedIso.Parse(text).Value : audit.At;
        var swap = new MeterSwap(at, Energy(request["old"]), Energy(request["new"]), request.Find("serial"));
        if (await swaps.RecordAsync(charger, evse, swap, audit, cancellation) is { } rejected)
        {
            yield return OpsLine.Fail(rejected.Message);
            yield break;
        }

        yield return OpsLine.Document(new { id = charger.Value, evseId = evse, at, oldRegisterWh = swap.OldRegister.Value, newRegisterWh = swap.NewRegister.Value });
        yield return OpsLine.Say($"Recorded: EVSE {evse} of {charger} counts on from {swap.NewRegister} since {at}.");
    }

    private static EnergyWh Energy(string text) => new(long.Parse(text, CultureInfo.InvariantCulture));
}
