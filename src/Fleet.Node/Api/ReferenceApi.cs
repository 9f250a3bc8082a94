using System.Text.Json.Nodes;

using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/tokens</c>, <c>/tariffs</c> and <c>/sites</c>: what people enter.</summary>
internal static class ReferenceApi
{
    private const int LongestId = 36;

    public static void MapReferenceData(this IEndpointRouteBuilder api)
    {
        api.MapPut("/tokens/{token}", PutTokenAsync);
        api.MapGet("/tokens/{token}", async (string token, ReferenceStore reference) => Show(await reference.TokenAsync(new IdToken(token)), "token", token));
        api.MapPut("/tariffs/{id}", PutTariffAsync);
        api.MapGet("/tariffs/{id}", GetTariffAsync);
        api.MapPut("/sites/{id}", PutSiteAsync);
        api.MapGet("/sites/{id}", async (string id, ReferenceStore reference) => Show(await reference.SiteAsync(id), "site", id));
    }

    private static IResult Show<T>(T? found, string what, string id)
        where T : class => found is null ? Problems.NotFound($"There is no {what} '{id}'.") : TypedResults.Ok(found);

    private static async Task<IResult> PutTokenAsync(
        string token, HttpRequest request, ReferenceStore reference, IClock clock, CancellationToken cancellation)
    {
        if (token.Length > IdToken.MaxLength)
            return Problems.BadParameter("token", $"must have at most {IdToken.MaxLength} characters");
        var (settings, problem) = await JsonBody.ReadAsync<TokenSettings>(request, cancellation);
        if (settings is null)
            return problem!;
        if (settings.Status == TokenStatus.ConcurrentTx)
            return Problems.Invalid([("status", "must be Accepted, Blocked, Expired or Invalid")]);
        await reference.RecordAsync(new IdToken(token), settings, Caller.Audit(request.HttpContext, clock));
        return TypedResults.Ok(settings);
    }

    private static async Task<IResult> PutSiteAsync(
        string id, HttpRequest request, ReferenceStore reference, IClock clock, CancellationToken cancellation)
    {
        if (id.Length > LongestId)
            return Problems.BadParameter("id", $"must have at most {LongestId} characters");
        var (settings, problem) = await JsonBody.ReadAsync<SiteSettings>(request, cancellation);
        if (settings is null)
            return problem!;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(settings.TimeZone) is null)
            return Problems.Invalid([("timeZone", $"'{settings.TimeZone}' is no IANA time zone")]);
        if (settings.LimitA is { } limits && (limits.Count != 3 || limits.Any(limit => limit < 0)))
            return Problems.Invalid([("limitA", "must be three currents in A, for L1, L2 and L3")]);
        await reference.RecordSiteAsync(id, settings, Caller.Audit(request.HttpContext, clock));
        return TypedResults.Ok(settings);
    }

    private static async Task<IResult> PutTariffAsync(
        string id, HttpRequest request, ReferenceStore reference, IClock clock, CancellationToken cancellation)
    {
        using var reader = new StreamReader(request.Body);
        var reading = TariffJson.Read(await reader.ReadToEndAsync(cancellation));
        if (reading.Document is not { } tariff)
            return Problems.Invalid(reading.Errors.Select(error => (error.JsonPointer, error.Rule)));
        if (tariff.Tariff.Id.Value != id)
            return Problems.Invalid([("/id", $"must be '{id}', as in the address")]);
        await reference.RecordTariffAsync(id, tariff, Caller.Audit(request.HttpContext, clock));
        return TypedResults.Ok(JsonNode.Parse(tariff.CanonicalJson));
    }

    private static async Task<IResult> GetTariffAsync(string id, ReferenceStore reference, IClock clock) =>
        await reference.TariffAsync(id, clock.GetCurrentInstant()) is { } tariff
            ? TypedResults.Ok(JsonNode.Parse(tariff.CanonicalJson))
            : Problems.NotFound($"There is no tariff '{id}'.");
}
