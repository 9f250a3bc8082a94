using System.Globalization;

using Fleet.Cluster.Ledger;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/transactions</c>: the ledger's entries.</summary>
internal static class TransactionsApi
{
    private const string Json = "application/json";
    private const string Hashed = "hashed";

    public static void MapTransactions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/transactions", ListAsync);
        api.MapGet("/transactions/{id}", GetAsync);
    }

    private static async Task<IResult> ListAsync(LedgerQueries ledger, string? chargerId, string? limit, string? cursor)
    {
        if (Paging.Read(limit, cursor, out var count, out var after) is { } problem)
            return problem;
        long sequence = 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
            return Problems.BadParameter("cursor", "must be the nextCursor of the page before");
        var page = await ledger.TransactionsAsync(chargerId, sequence, count);
        var next = Paging.Cursor(page.Next) is { } text ? $"\"{text}\"" : "null";
        return TypedResults.Text($$"""{"items":[{{string.Join(',', page.Items)}}],"nextCursor":{{next}}}""", Json);
    }

    /// <summary>The newest entry of a session or the one of a revision; as <c>form=hashed</c> the very bytes that its hash covers.</summary>
    private static async Task<IResult> GetAsync(string id, LedgerQueries ledger, string? revision, string? form)
    {
        if (form is not (null or Hashed))
            return Problems.BadParameter("form", $"must be '{Hashed}', for the text that the hash covers, or be left out");
        if (RevisionParameter.Read(revision, out var number) is { } problem)
            return problem;
        var document = form is null ? await ledger.TransactionAsync(id, number) : await ledger.HashedTextAsync(id, number);
        return document is not null
            ? TypedResults.Text(document, Json)
            : RevisionParameter.NotFound(id, number);
    }
}
