using System.Globalization;
using System.Runtime.CompilerServices;

using Fleet.Cluster.Ledger;
using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Billing.Promotions;

using NodaTime;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="PromotionPalette"/> offers.</summary>
internal sealed class PromotionCommands(ReferenceStore reference, PromotionSpending spending, IClock clock) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => [new(PromotionPalette.List, ListAsync)];

    private async IAsyncEnumerable<OpsLine> ListAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var listed = new List<(Promotion Promotion, IReadOnlyDictionary<string, decimal> Spent)>();
        foreach (var frozen in await reference.PromotionsAsync(now))
        {
            if (request.Has("all") || !(frozen.Promotion.Until <= now))
                listed.Add((frozen.Promotion, await spending.OfAsync(frozen.Promotion.Id)));
        }

        yield return OpsLine.Document(new
        {
            items = listed.Select(one => new
            {
                id = one.Promotion.Id.Value,
                one.Promotion.Name,
                one.Promotion.Kind,
                one.Promotion.From,
                one.Promotion.Until,
                one.Promotion.Budget,
                currency = one.Promotion.Currency?.Code,
                one.Spent,
            }),
        });
        foreach (var (promotion, spent) in listed)
        {
            var taken = spent.Count == 0 ? "nothing" : string.Join(", ", spent.Select(one => $"{Text(one.Value)} {one.Key}"));
            var budget = promotion.Budget is { } most ? $" of {Text(most)} {promotion.Currency}" : "";
            yield return OpsLine.Say($"{promotion.Id,-20}  {promotion.Kind,-10}  {promotion.Name,-40}  spent {taken}{budget}");
        }

        if (listed.Count == 0)
            yield return OpsLine.Say("There is no promotion.");
    }

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
