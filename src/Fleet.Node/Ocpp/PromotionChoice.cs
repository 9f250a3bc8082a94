using Fleet.Cluster.Ledger;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain;
using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Node.Ocpp;

/// <summary>
/// Which promotions a session gets when it starts: those it may have whose budget is not spent. What was billed within the last second, and what running sessions will take, is not
/// known then, so that a budget may be overdrawn by that much and no more.
/// </summary>
/// <param name="reference">What people entered.</param>
/// <param name="spending">What the ledger's bills took.</param>
internal sealed class PromotionChoice(ReferenceStore reference, PromotionSpending spending)
{
    /// <summary>The promotions of a session that starts at <paramref name="startedAt"/>, in the order in which they act.</summary>
    public async ValueTask<ValueList<FrozenPromotion>> FreezeAsync(
        ChargerId charger, string? siteId, EvseKind? evseKind, IdToken token, Instant startedAt, Currency currency)
    {
        var all = await reference.PromotionsAsync(startedAt);
        if (all.Count == 0)
            return [];
        var driver = await reference.TokenAsync(token);
        var session = new StartingSession(
            startedAt, charger, siteId, evseKind, (driver?.AllGroups() ?? []).ToValueList(), (driver?.CampaignCodes ?? []).ToValueList());
        var chosen = new List<FrozenPromotion>();
        foreach (var promotion in all)
        {
            if (promotion.IsFor(session, currency) && !await spending.IsUsedUpAsync(promotion.Promotion))
                chosen.Add(promotion);
        }

        return chosen.ToValueList();
    }
}
