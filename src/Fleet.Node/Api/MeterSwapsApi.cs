using Fleet.Cluster.Entities;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/chargers/{id}/evses/{evseId}/meter-swaps</c>: a meter was exchanged.</summary>
internal static class MeterSwapsApi
{
    public static void MapMeterSwaps(this IEndpointRouteBuilder api) => api.MapPost("/chargers/{id}/evses/{evseId:int}/meter-swaps", PostAsync);

    private static async Task<IResult> PostAsync(string id, int evseId, HttpRequest request, MeterSwaps swaps, IClock clock, CancellationToken cancellation)
    {
        if (!ChargerId.TryParse(id, out var charger, out var error))
            return Problems.BadParameter("id", error!);
        var audit = Caller.Audit(request.HttpContext, clock);
        if (string.IsNullOrWhiteSpace(audit.Reason))
            return Problems.BadParameter(Caller.ReasonHeader, "must say why the meter was exchanged");
        using var body = new StreamReader(request.Body);
        var (entered, faults) = StrictJson.Read<EnteredSwap>(await body.ReadToEndAsync(cancellation));
        if (entered is null)
            return Problems.Invalid(faults.Select(fault => (fault.Field, fault.Rule)));
        var swap = new MeterSwap(entered.At ?? audit.At, new EnergyWh(entered.OldRegisterWh), new EnergyWh(entered.NewRegisterWh), entered.SerialNumber);
        return await swaps.RecordAsync(charger, evseId, swap, audit, cancellation) is { } rejected
            ? TypedResults.Problem(rejected.Message, statusCode: StatusCodes.Status422UnprocessableEntity, title: "Not valid")
            : TypedResults.Ok(new { chargerId = charger.Value, evseId, at = swap.At, entered.OldRegisterWh, entered.NewRegisterWh, entered.SerialNumber });
    }

    /// <summary>What a person enters; without a time it is now.</summary>
    private sealed record EnteredSwap(long OldRegisterWh, long NewRegisterWh, Instant? At = null, string? SerialNumber = null);
}
