using System.Text;

using NodaTime;

namespace Fleet.Domain.Billing.Documents;

/// <summary>A tariff in sentences for a driver, in the order in which prices are to be shown (AFIR article 5: kWh, minute, session, other).</summary>
public static class TariffWords
{
    /// <summary>The sentences of a tariff, a paragraph for each thing that is priced.</summary>
    public static ValueList<TariffParagraph> Of(Tariff tariff)
    {
        var map = new RegionMap(tariff);
        var reach = Reach.Of(map);
        return
        [
            .. Paragraph(tariff, map, reach, PriceContext.Session, TariffDimension.Energy, "Energy"),
            .. Paragraph(tariff, map, reach, PriceContext.Session, TariffDimension.Time, "Charging time"),
            .. Paragraph(tariff, map, reach, PriceContext.Session, TariffDimension.ParkingTime, "Time connected without charging"),
            .. Paragraph(tariff, map, reach, PriceContext.Session, TariffDimension.Flat, "Session fee"),
            .. Reservation(tariff, map, reach),
            .. Limits(tariff),
            .. Validity(tariff),
        ];
    }

    private static IEnumerable<TariffParagraph> Reservation(Tariff tariff, RegionMap map, Reach reach) =>
    [
        .. Paragraph(tariff, map, reach, PriceContext.Reserved, TariffDimension.Time, "Time reserved"),
        .. Paragraph(tariff, map, reach, PriceContext.Reserved, TariffDimension.Flat, "Reservation fee"),
        .. Expired(tariff, map, reach, TariffDimension.Time, "Time reserved, when nobody comes"),
        .. Expired(tariff, map, reach, TariffDimension.Flat, "Reservation fee, when nobody comes"),
    ];

    private static IEnumerable<TariffParagraph> Expired(Tariff tariff, RegionMap map, Reach reach, TariffDimension dimension, string title) =>
        map.Offers(dimension, PriceContext.Expired).Count > map.Offers(dimension, PriceContext.Reserved).Count
            ? Paragraph(tariff, map, reach, PriceContext.Expired, dimension, title) : [];

    private static IEnumerable<TariffParagraph> Paragraph(
        Tariff tariff, RegionMap map, Reach reach, PriceContext context, TariffDimension dimension, string title)
    {
        var offers = map.Offers(dimension, context).Where(offer => reach.Of(offer.Element, dimension) is Reach.Answer.Sometimes or Reach.Answer.Unknown).ToList();
        if (offers.Count == 0)
        {
            if (dimension == TariffDimension.Energy)
                yield return new TariffParagraph(title, ["free of charge"]);
            yield break;
        }

        var words = new RegionWords(map);
        var lines = new List<string>();
        foreach (var offer in offers)
        {
            var when = words.Of(offer.Region, dimension);
            var price = $"{PriceWords.Of(tariff, offer.Component)}{(when.Length > 0 ? $", {when}" : "")}";
            lines.Add(lines.Count > 0 && when.Length == 0 ? $"otherwise {price}" : price);
        }

        if (map.Everything(dimension).Without(offers.Select(static offer => offer.Region)) is null or { Count: > 0 })
            lines.Add(dimension == TariffDimension.Flat ? "otherwise none" : "otherwise free of charge");
        yield return new TariffParagraph(title, lines.ToValueList());
    }

    private static IEnumerable<TariffParagraph> Limits(Tariff tariff)
    {
        foreach (var cap in tariff.Caps)
        {
            var what = cap.Dimension switch
            {
                TariffDimension.Energy => "energy",
                TariffDimension.Time => "charging time",
                TariffDimension.ParkingTime => "time connected without charging",
                TariffDimension.Flat => "the session fee",
                _ => throw new InvalidOperationException($"{cap.Dimension} is no dimension."),
            };
            yield return new TariffParagraph("At most", [$"{PriceWords.Money(cap.Amount, tariff)}{PriceWords.Basis(tariff)} a session for {what}"]);
        }

        if (tariff.MinPrice is { } min)
            yield return new TariffParagraph("At least", [$"{PriceWords.Limit(min, tariff)} a session"]);
        if (tariff.MaxPrice is { } max)
            yield return new TariffParagraph("At most", [$"{PriceWords.Limit(max, tariff)} a session in all"]);
    }

    private static IEnumerable<TariffParagraph> Validity(Tariff tariff)
    {
        string[] parts =
        [
            tariff.ValidFrom is { } from ? $"from {At(from)}" : "",
            tariff.ValidUntil is { } until ? $"before {At(until)}" : "",
        ];
        return parts.Any(static part => part.Length > 0)
            ? [new TariffParagraph("Valid", [$"for sessions that start {string.Join(" and ", parts.Where(static part => part.Length > 0))}"])]
            : [];
    }

    private static string At(Instant instant) => $"{instant.InUtc().LocalDateTime:uuuu-MM-dd HH:mm} UTC";
}

/// <summary>What a tariff says about one thing.</summary>
/// <param name="Title">What is priced.</param>
/// <param name="Lines">The prices, in the order in which they are tried: the first that holds counts.</param>
public sealed record TariffParagraph(string Title, ValueList<string> Lines)
{
    /// <inheritdoc/>
    public override string ToString() => new StringBuilder().Append(Title).Append(": ").AppendJoin("; ", Lines).Append('.').ToString();
}
