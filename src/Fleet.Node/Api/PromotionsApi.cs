using System.Globalization;
using System.Text.Json.Nodes;

using Fleet.Cluster.Ledger;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Billing.Promotions;

using NodaTime;

namespace Fleet.Node.Api;

/// <summary><c>/api/v1/promotions/{id}</c>: promotions with what was spent of them.</summary>
internal static class PromotionsApi
{
    public static void MapPromotions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/promotions/{id}", GetAsync);
        api.MapPut("/promotions/{id}", PutAsync);
    }

    private static async Task<IResult> GetAsync(string id, ReferenceStore reference, PromotionSpending spending)
    {
        if (await reference.StandingAsync(ReferenceKind.Promotions, id) is not { } entry)
            return Problems.NotFound($"There is no promotion '{id}'.");
        var shown = ReferenceKind.Promotions.Show(entry.Document);
        var spent = await spending.OfAsync(new PromotionId(id));
        shown["spent"] = new JsonObject(spent.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value.ToString(CultureInfo.InvariantCulture))));
        return TypedResults.Ok(shown);
    }

    private static async Task<IResult> PutAsync(string id, HttpRequest request, ReferenceStore reference, PromotionSpending spending, IClock clock) =>
        await ReferenceApi.EnterAsync(ReferenceKind.Promotions, id, request, reference, clock) ?? await GetAsync(id, reference, spending);
}
