using Fleet.Cluster.Gateways;
using Fleet.Cluster.Projections;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Identity;
using Fleet.Node.Ocpp;

using NodaTime;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/chargers</c>.</summary>
internal static class ChargersApi
{
    private const int ShortestPassword = 16;
    private const int LongestPassword = 40;

    public static void MapChargers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/chargers", ListAsync);
        api.MapGet("/chargers/{id}", GetAsync);
        api.MapPut("/chargers/{id}", PutAsync);
        api.MapPost("/chargers/{id}/commands/{action}", CallAsync);
    }

    private static async Task<IResult> ListAsync(FleetQueries queries, ReferenceStore reference, string? limit, string? cursor)
    {
        if (Paging.Read(limit, cursor, out var count, out var after) is { } problem)
            return problem;
        var page = await queries.ChargersAsync(after, count);
        var items = new List<object>(page.Items.Count);
        foreach (var charger in page.Items)
            items.Add(Show(charger.ChargerId, charger, await reference.ChargerAsync(ChargerId.Parse(charger.ChargerId))));
        return TypedResults.Ok(new { items, nextCursor = Paging.Cursor(page.Next) });
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

    private static async Task<IResult> PutAsync(string id, HttpRequest request, ReferenceStore reference, FleetQueries queries, IClock clock, CancellationToken cancellation)
    {
        if (!ChargerId.TryParse(id, out var charger, out var error))
            return Problems.BadParameter("id", error!);
        var (entered, problem) = await JsonBody.ReadAsync<EnteredCharger>(request, cancellation);
        if (entered is null)
            return problem!;
        if (Check(entered).ToList() is { Count: > 0 } errors)
            return Problems.Invalid(errors);
        if (entered.SiteId is { } site && await reference.SiteAsync(site) is null)
            return Problems.Invalid([("siteId", $"there is no site '{site}'; enter it first with PUT /api/v1/sites/{site}")]);
        if (entered.TariffId is { } tariff && await reference.TariffAsync(tariff, clock.GetCurrentInstant()) is null)
            return Problems.Invalid([("tariffId", $"there is no tariff '{tariff}'; enter it first with PUT /api/v1/tariffs/{tariff}")]);
        var before = await reference.ChargerAsync(charger);
        var settings = new ChargerSettings(
            entered.SiteId,
            entered.TariffId,
            entered.Password is { } password ? PasswordHash.Of(password) : before?.PasswordHash,
            entered.SecurityProfile,
            entered.Evses);
        await reference.RecordAsync(charger, settings, Caller.Audit(request.HttpContext, clock));
        return TypedResults.Ok(Show(charger.Value, await queries.ChargerAsync(charger), settings));
    }

    private static IEnumerable<(string Field, string Rule)> Check(EnteredCharger entered)
    {
        if (entered.Password is { } password && password.Length is < ShortestPassword or > LongestPassword)
            yield return ("password", $"must have {ShortestPassword} to {LongestPassword} characters");
        if (entered.SecurityProfile is < 0 or > 3)
            yield return ("securityProfile", "must be 0 to 3");
        for (var i = 0; i < entered.Evses?.Count; i++)
        {
            var evse = entered.Evses[i];
            if (evse.Id < 1)
                yield return ($"evses[{i}].id", "must be at least 1");
            if (entered.Evses.Take(i).Any(other => other.Id == evse.Id))
                yield return ($"evses[{i}].id", $"{evse.Id} stands there twice");
            if (evse.Connectors is < 1)
                yield return ($"evses[{i}].connectors", "must be at least 1");
            if (evse.MaxPowerW is < 1 or > 10_000_000)
                yield return ($"evses[{i}].maxPowerW", "must be 1 to 10,000,000 W");
            if (evse.Phases is not (null or 1 or 3))
                yield return ($"evses[{i}].phases", "must be 1 or 3");
            if (evse.Kind is not (null or "AC" or "DC"))
                yield return ($"evses[{i}].kind", "must be AC or DC");
        }
    }

    private static async Task<IResult> CallAsync(
        string id, string action, HttpRequest request, ChargerCalls calls, string? timeout, CancellationToken cancellation)
    {
        if (!ChargerId.TryParse(id, out var charger, out var error))
            return Problems.BadParameter("id", error!);
        if (!TryReadSeconds(timeout ?? "30s", out var wait))
            return Problems.BadParameter("timeout", "must be 1s to 300s");
        using var reader = new StreamReader(request.Body);
        var payload = await reader.ReadToEndAsync(cancellation);
        var answer = await calls.CallAsync(charger, action, string.IsNullOrWhiteSpace(payload) ? "{}" : payload, wait, cancellation);
        return TypedResults.Ok(new
        {
            commandId = Guid.CreateVersion7(),
            status = answer.Status.ToString(),
            response = answer.Response is { } response ? System.Text.Json.JsonDocument.Parse(response) : null,
            errorCode = answer.ErrorCode,
            errorDescription = answer.ErrorDescription,
        });
    }

    private static bool TryReadSeconds(string text, out TimeSpan time)
    {
        var read = int.TryParse(text.TrimEnd('s'), out var seconds) && seconds is >= 1 and <= 300;
        time = TimeSpan.FromSeconds(read ? seconds : 0);
        return read;
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
    };

    /// <summary>What a person enters; the password is kept only as a hash, and stays when none is entered.</summary>
    private sealed record EnteredCharger(
        string? SiteId = null,
        string? TariffId = null,
        string? Password = null,
        int? SecurityProfile = null,
        IReadOnlyList<EvseSettings>? Evses = null);
}
