using System.Net.Mime;
using System.Text;

using Fleet.Cluster.Ledger.Statements;
using Fleet.Node.Receipts;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/sites/{id}/statements/{yyyy-MM}</c>: what a site earned in a month.</summary>
internal static class StatementsApi
{
    public static void MapStatements(this IEndpointRouteBuilder api) => api.MapGet("/sites/{id}/statements/{month}", GetAsync);

    /// <summary>JSON; CSV, a page or plain text where <c>Accept</c> says so.</summary>
    private static async Task<IResult> GetAsync(string id, string month, HttpContext http, StatementBook book)
    {
        if (SiteMonth.Parse(month) is not { } which)
            return Problems.BadParameter("month", "must be a year and a month, such as 2026-11");
        if (await book.FindAsync(id, which, http.RequestAborted) is not var (statement, siteName))
            return Problems.NotFound($"There is no site '{id}'.");
        var form = Negotiation.Choose(http.Request, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv, MediaTypeNames.Text.Html, MediaTypeNames.Text.Plain);
        return form switch
        {
            MediaTypeNames.Text.Csv => TypedResults.Text(StatementCsv.Write(statement), form, Encoding.UTF8),
            MediaTypeNames.Text.Html => ReceiptEndpoint.Show(http.Response, form, StatementPage.Write(statement, siteName)),
            MediaTypeNames.Text.Plain => TypedResults.Text(StatementText.Write(statement, siteName), form, Encoding.UTF8),
            _ => TypedResults.Ok(StatementDocument.Of(statement)),
        };
    }
}
