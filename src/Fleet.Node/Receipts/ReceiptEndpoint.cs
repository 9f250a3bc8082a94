using System.Net.Mime;
using System.Text;

using Fleet.Node.Api;

namespace Fleet.Node.Receipts;

/// <summary><c>/transactions/{id}/receipt</c>: what was paid and for what, for people. The same rule of access as the API's.</summary>
internal static class ReceiptEndpoint
{
    public static void MapReceipts(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/transactions").AddEndpointFilter<RouteGroupBuilder, AccessRule>().ExcludeFromDescription();
        pages.MapGet("/{id}/receipt", (string id, HttpContext http, ReceiptBook book, string? revision) =>
            ShowAsync(id, revision, book, http.Response, Negotiation.Choose(http.Request, MediaTypeNames.Text.Html, MediaTypeNames.Text.Plain)));
        pages.MapGet("/{id}/receipt.txt", (string id, HttpContext http, ReceiptBook book, string? revision) => ShowAsync(id, revision, book, http.Response, MediaTypeNames.Text.Plain));
    }

    private static async Task<IResult> ShowAsync(string id, string? revision, ReceiptBook book, HttpResponse response, string form)
    {
        if (RevisionParameter.Read(revision, out var number) is { } problem)
            return problem;
        if (await book.FindAsync(id, number) is not { } receipt)
            return RevisionParameter.NotFound(id, number);
        return Show(response, form, form == MediaTypeNames.Text.Html ? ReceiptPage.Write(receipt) : ReceiptText.Write(receipt));
    }

    /// <summary>A page or a text that names persons: it is not kept by anything between, and runs nothing.</summary>
    internal static IResult Show(HttpResponse response, string form, string content)
    {
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ContentSecurityPolicy = HtmlPage.Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.Vary = "Accept";
        return TypedResults.Text(content, form, Encoding.UTF8);
    }
}
