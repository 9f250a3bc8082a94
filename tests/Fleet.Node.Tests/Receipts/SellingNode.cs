using Fleet.Node.Settings;
using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Receipts;

/// <summary>A node whose seller is named.</summary>
public sealed class SellingNode() : SharedNode("Development")
{
    internal override FleetSettings Change(FleetSettings settings) => settings with
    {
        Billing = settings.Billing with
        {
            InvoicePrefix = "F-",
            Seller = new SellerSettings { Name = "Acme Energy <GmbH>", Address = "Road 1, 12345 Town", VatId = "DE123456789" },
        },
    };
}

/// <summary>A caller of pages, which lie outside of the API.</summary>
internal static class Pages
{
    /// <summary>GET of a path of the HTTP port.</summary>
    public static async Task<(int Status, string? MediaType, string Text, HttpResponseMessage Response)> GetPageAsync(this TestNode node, string path, string? accept = null)
    {
        using var http = new HttpClient { BaseAddress = node.Api.Address, Timeout = Poll.Deadline };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await http.SendAsync(request);
        return ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), response);
    }
}
