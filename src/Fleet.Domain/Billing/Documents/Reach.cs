namespace Fleet.Domain.Billing.Documents;

/// <summary>Which prices of a tariff can ever be the first that holds.</summary>
internal sealed class Reach
{
    private static readonly PriceContext[] Contexts = [PriceContext.Session, PriceContext.Reserved, PriceContext.Expired];

    private readonly Dictionary<(int Element, TariffDimension Dimension), Found> _found = [];

    private Reach()
    {
    }

    /// <summary>Whether a price is ever used.</summary>
    internal enum Answer
    {
        /// <summary>In some situation.</summary>
        Sometimes = 1,

        /// <summary>Its restrictions hold, but earlier prices always do so too.</summary>
        Never = 2,

        /// <summary>Its restrictions never hold.</summary>
        Impossible = 3,

        /// <summary>There were too many overlapping elements to tell.</summary>
        Unknown = 4,
    }

    /// <summary>Examines every price of a tariff.</summary>
    public static Reach Of(LintSubject subject) => Of(subject.Map);

    /// <summary>Examines every price of a map.</summary>
    public static Reach Of(RegionMap map)
    {
        var reach = new Reach();
        foreach (var context in Contexts)
        {
            foreach (var dimension in Enum.GetValues<TariffDimension>())
                reach.Examine(map.Offers(dimension, context, unexpected: dimension == TariffDimension.Energy));
        }

        return reach;
    }

    /// <summary>Whether the first price for <paramref name="dimension"/> in an element is ever used.</summary>
    public Answer Of(int element, TariffDimension dimension) => _found[(element, dimension)].Answer;

    /// <summary>The elements that take the place of a price that is never used, in words.</summary>
    public string Coverers(int element, TariffDimension dimension) =>
        _found[(element, dimension)].Coverers is [var one] ? $"/elements/{one}" : $"one of /elements/{string.Join(", ", _found[(element, dimension)].Coverers)}";

    private void Examine(IReadOnlyList<Offer> offers)
    {
        for (var i = 0; i < offers.Count; i++)
        {
            var key = (offers[i].Element, offers[i].Component.Dimension);
            var found = Examine(offers[i], [.. offers.Take(i)]);
            // A price that is used in one context is used.
            if (!_found.TryGetValue(key, out var known) || found.Answer == Answer.Sometimes || known.Answer == Answer.Impossible)
                _found[key] = found;
        }
    }

    private static Found Examine(Offer offer, IReadOnlyList<Offer> earlier)
    {
        if (offer.Region.IsEmpty)
            return new Found(Answer.Impossible, []);
        if (earlier.FirstOrDefault(other => other.Region.Covers(offer.Region)) is { } whole)
            return new Found(Answer.Never, [whole.Element]);
        var left = offer.Region.Without(earlier.Select(static other => other.Region));
        return left is null ? new Found(Answer.Unknown, [])
            : left.Count > 0 ? new Found(Answer.Sometimes, [])
            : new Found(Answer.Never, [.. earlier.Where(other => !other.Region.And(offer.Region).IsEmpty).Select(static other => other.Element)]);
    }

    private sealed record Found(Answer Answer, IReadOnlyList<int> Coverers);
}
