using Fleet.Domain.Billing.Documents;

namespace Fleet.Domain.Billing.Promotions;

/// <summary>A version of a promotion with the document that it was read from. A session keeps those that it may have from its start to its bill, like its tariff.</summary>
/// <param name="Promotion">What the document says.</param>
/// <param name="CanonicalJson">The document in RFC 8785 form.</param>
/// <param name="Hash">Lower-case hex SHA-256 of <paramref name="CanonicalJson"/>.</param>
public sealed record FrozenPromotion(Promotion Promotion, string CanonicalJson, string Hash)
{
    /// <summary>The promotion again, from what a journal or a bill's bundle keeps of it.</summary>
    /// <exception cref="InvalidDataException">The text is no promotion that this build can read.</exception>
    public static FrozenPromotion Restore(string canonicalJson)
    {
        var reading = PromotionJson.Read(canonicalJson);
        return reading.Promotion
            ?? throw new InvalidDataException($"A stored promotion cannot be read: {reading.Errors[0].JsonPointer}: {reading.Errors[0].Rule}.");
    }

    /// <summary>Whether a session that begins so, under a tariff in <paramref name="currency"/>, gets it; a budget is not asked here.</summary>
    public bool IsFor(StartingSession session, Currency currency) =>
        Promotion.IsInForceAt(session.StartedAt) && Promotion.IsPricedIn(currency) && Promotion.Eligibility.Admits(session);
}

/// <summary>The outcome of reading a promotion: the promotion, or at least one error.</summary>
/// <param name="Promotion">The promotion, when there is no error.</param>
/// <param name="Errors">What is wrong, in the document's order.</param>
public sealed record PromotionReading(FrozenPromotion? Promotion, ValueList<TariffError> Errors);
