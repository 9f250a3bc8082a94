using System.Globalization;

using Fleet.Cluster.Projections;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/sessions</c> and <c>/api/v1/transactions</c>.</summary>
internal static class SessionsApi
{
    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions", ListSessionsAsync);
        api.MapGet("/sessions/{id}", GetSessionAsync);
        api.MapGet("/transactions", ListTransactionsAsync);
        api.MapGet("/transactions/{id}", GetTransactionAsync);
    }

    private static async Task<IResult> ListSessionsAsync(FleetQueries queries, string? chargerId, string? state, string? limit, string? cursor)
    {
        if (Paging.Read(limit, cursor, out var count, out var after) is { } problem)
            return problem;
        return TypedResults.Ok(Paging.Show(await queries.SessionsAsync(chargerId, state, after, count)));
    }

    private static async Task<IResult> GetSessionAsync(string id, FleetQueries queries) =>
        await queries.SessionAsync(id) is { } session ? TypedResults.Ok(session) : Problems.NotFound($"There is no session '{id}'.");

    private static async Task<IResult> ListTransactionsAsync(FleetQueries queries, string? chargerId, string? limit, string? cursor)
    {
        if (Paging.Read(limit, cursor, out var count, out var after) is { } problem)
            return problem;
        long sequence = 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
            return Problems.BadParameter("cursor", "must be the nextCursor of the page before");
        var page = await queries.TransactionsAsync(chargerId, sequence, count);
        var next = Paging.Cursor(page.Next) is { } text ? $"\"{text}\"" : "null";
        return TypedResults.Text($$"""{"items":[{{string.Join(',', page.Items)}}],"nextCursor":{{next}}}""", "application/json");
    }

    private static async Task<IResult> GetTransactionAsync(string id, FleetQueries queries) =>
        await queries.TransactionAsync(id) is { } document
            ? TypedResults.Text(document, "application/json")
            : Problems.NotFound($"There is no billed transaction '{id}'.");
}
