using System.Runtime.Serialization;

using Fleet.Domain.Billing.Promotions;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>Promotions as sessions froze them.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class FrozenPromotionCache(int capacity)
{
    /// <summary>This process's.</summary>
    public static readonly FrozenPromotionCache Shared = new(512);

    private readonly ParsedCache<string, FrozenPromotion> _promotions = new(capacity);

    /// <summary>The promotion of that text, parsed at most once while it is kept.</summary>
    /// <exception cref="SerializationException">The text reads as another document than the one that was written.</exception>
    public FrozenPromotion Restore(string canonicalJson) => _promotions.GetOrParse(canonicalJson, Parse);

    private static FrozenPromotion Parse(string canonicalJson)
    {
        var promotion = FrozenPromotion.Restore(canonicalJson);
        return promotion.CanonicalJson == canonicalJson
            ? promotion
            : throw new SerializationException($"The stored promotion '{promotion.Promotion.Id}' is not in canonical form, so nobody could find it by its hash.");
    }
}
