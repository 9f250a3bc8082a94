using System.Globalization;

using Fleet.Cluster.ReferenceData;

using NodaTime;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/tokens</c>, <c>/tariffs</c> and <c>/sites</c>, the list of <c>/promotions</c>, and the versions of these and of chargers: what people enter.</summary>
internal static class ReferenceApi
{
    public static void MapReferenceData(this IEndpointRouteBuilder api)
    {
        foreach (var kind in ReferenceKind.All)
        {
            api.MapGet($"/{kind.Plural}/{{id}}/versions", (string id, ReferenceStore reference, string? limit, string? cursor) => ListVersionsAsync(kind, id, reference, limit, cursor));
            if (kind == ReferenceKind.Chargers)
                continue;
            api.MapGet($"/{kind.Plural}", (ReferenceStore reference, string? limit, string? cursor) => ListAsync(kind, reference, limit, cursor));
            if (kind == ReferenceKind.Promotions)
                continue;
            api.MapGet($"/{kind.Plural}/{{id}}", (string id, ReferenceStore reference) => GetAsync(kind, id, reference));
            api.MapPut($"/{kind.Plural}/{{id}}", (string id, HttpRequest request, ReferenceStore reference, IClock clock) => PutAsync(kind, id, request, reference, clock));
        }
    }

    /// <summary>Checks and records the body of a PUT.</summary>
    /// <returns>A problem; null when it is recorded.</returns>
    public static async Task<IResult?> EnterAsync(ReferenceKind kind, string id, HttpRequest request, ReferenceStore reference, IClock clock)
    {
        if (kind.FaultOfId(id) is { } fault)
            return Problems.BadParameter(kind.IdName, fault);
        using var body = new StreamReader(request.Body);
        var json = await body.ReadToEndAsync(request.HttpContext.RequestAborted);
        var reading = await kind.ReadAsync(id, json, new References(reference, clock.GetCurrentInstant()));
        if (reading.Entry is not { } entry)
            return Problems.Invalid(reading.Faults.Select(broken => (broken.Field, broken.Rule)));
        await reference.RecordAsync(kind, entry, Caller.Audit(request.HttpContext, clock));
        return null;
    }

    private static async Task<IResult> PutAsync(ReferenceKind kind, string id, HttpRequest request, ReferenceStore reference, IClock clock) =>
        await EnterAsync(kind, id, request, reference, clock) ?? await GetAsync(kind, id, reference);

    private static async Task<IResult> GetAsync(ReferenceKind kind, string id, ReferenceStore reference) =>
        await reference.StandingAsync(kind, kind.KeyOf(id)) is { } entry ? TypedResults.Ok(kind.Show(entry.Document)) : NotFound(kind, id);

    private static async Task<IResult> ListAsync(ReferenceKind kind, ReferenceStore reference, string? limit, string? cursor)
    {
        if (Paging.Read(limit, cursor, out var count, out var after) is { } problem)
            return problem;
        var page = await reference.StandingAsync(kind, after, count);
        return TypedResults.Ok(new { items = page.Items.Select(entry => kind.ToEntered(entry.Key, entry.Document)), nextCursor = Paging.Cursor(page.Next) });
    }

    private static async Task<IResult> ListVersionsAsync(ReferenceKind kind, string id, ReferenceStore reference, string? limit, string? cursor)
    {
        if (Paging.Read(limit, cursor, out var count, out var after) is { } problem)
            return problem;
        var before = long.MaxValue;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Problems.BadParameter("cursor", "must be the nextCursor of the page before");
        var versions = await reference.VersionsAsync(kind, kind.KeyOf(id), before, count + 1);
        if (versions.Count == 0 && after is null)
            return NotFound(kind, id);
        var items = versions.Take(count).ToList();
        return TypedResults.Ok(new
        {
            items = items.Select(version => Show(kind, version)),
            nextCursor = versions.Count > count ? Paging.Cursor($"{items[^1].Version}") : null,
        });
    }

    private static object Show(ReferenceKind kind, ReferenceVersion version) => new
    {
        version = version.Version,
        document = kind.Show(version.Document),
        recordedAt = version.Audit.At,
        recordedBy = version.Audit.By,
        reason = version.Audit.Reason,
    };

    private static IResult NotFound(ReferenceKind kind, string id) => Problems.NotFound($"There is no {kind.Name} '{id}'.");
}
