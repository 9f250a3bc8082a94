using Fleet.Cluster.Projections;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/chargers</c>.</summary>
internal static class ChargersApi
{
    public static void MapChargers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/chargers", ListAsync);
        api.MapGet("/chargers/{id}", GetAsync);
        api.MapPut("/chargers/{id}", PutAsync);
        api.MapDelete("/chargers/{id}", DecommissionAsync);
    }

    /// <summary>Chargers that people entered and chargers that came by themselves, each once.</summary>
    private static async Task<IResult> ListAsync(FleetQueries queries, ReferenceStore reference, string? limit, string? cursor)
    {
        if (Paging.Read(limit, cursor, out var count, out var after) is { } problem)
            return problem;
        var seen = await queries.ChargersAsync(after, count);
        var entered = await reference.StandingAsync(ReferenceKind.Chargers, after, count);
        var views = seen.Items.ToDictionary(view => view.ChargerId, StringComparer.Ordinal);
        var ids = views.Keys.Union(entered.Items.Select(entry => entry.Key), StringComparer.Ordinal).Order(Utf8Order.Instance).ToList();
        var isLast = seen.Next is null && entered.Next is null && ids.Count <= count;
        var items = new List<object>(count);
        foreach (var id in ids.Take(count))
            items.Add(Show(id, views.GetValueOrDefault(id), await reference.ChargerAsync(ChargerId.Parse(id))));
        return TypedResults.Ok(new { items, nextCursor = isLast ? null : Paging.Cursor(ids[count - 1]) });
    }

    private static async Task<IResult> GetAsync(string id, FleetQueries queries, ReferenceStore reference)
    {
        if (!ChargerId.TryParse(id, out var charger, out _))
            return Problems.NotFound($"There is no charger '{id}'.");
        var view = await queries.ChargerAsync(charger);
        var settings = await reference.ChargerAsync(charger);
        return view is null && settings is null
            ? Problems.NotFound($"There is no charger '{id}'.")
            : TypedResults.Ok(Show(charger.Value, view, settings));
    }

    private static async Task<IResult> PutAsync(string id, HttpRequest request, ReferenceStore reference, FleetQueries queries, IClock clock) =>
        await ReferenceApi.EnterAsync(ReferenceKind.Chargers, id, request, reference, clock) ?? await GetAsync(id, queries, reference);

    private static async Task<IResult> DecommissionAsync(
        string id, HttpContext http, Decommissioning decommissioning, FleetQueries queries, ReferenceStore reference, IClock clock)
    {
        var audit = Caller.Audit(http, clock);
        if (string.IsNullOrWhiteSpace(audit.Reason))
            return Problems.BadParameter(Caller.ReasonHeader, "must say why the charger goes out of service");
        return ChargerId.TryParse(id, out var charger, out _) && await decommissioning.RecordAsync(charger, audit)
            ? await GetAsync(id, queries, reference)
            : Problems.NotFound($"There is no charger '{id}'.");
    }

    private static object Show(string id, ChargerView? view, ChargerSettings? settings) => new
    {
        id,
        connected = view?.Connected ?? false,
        ocppVersion = view?.OcppVersion,
        connectedAt = view?.ConnectedAt,
        lastSeenAt = view?.LastSeenAt,
        vendor = view?.Vendor,
        model = view?.Model,
        serialNumber = view?.SerialNumber,
        firmware = view?.Firmware,
        connectors = view?.Connectors ?? [],
        siteId = settings?.SiteId,
        tariffId = settings?.TariffId,
        securityProfile = settings?.SecurityProfile,
        hasPassword = settings?.PasswordHash is not null,
        evses = settings?.Evses,
        decommissioned = settings?.Decommissioned ?? false,
    };
}
