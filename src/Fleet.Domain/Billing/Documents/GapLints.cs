namespace Fleet.Domain.Billing.Documents;

/// <summary>Situations in which something is free that has a price elsewhere in the tariff.</summary>
internal static class GapLints
{
    private const int MostTold = 3;

    // A price for each hour of the week takes a fifth of it.
    private const int MostWork = 50_000;

    public static IEnumerable<Lint> Find(LintSubject subject)
    {
        foreach (var dimension in (TariffDimension[])[TariffDimension.Energy, TariffDimension.Time, TariffDimension.ParkingTime])
        {
            var offers = subject.Map.Offers(dimension, PriceContext.Session);
            if (offers.Count == 0)
                continue;
            var gap = subject.Map.Everything(dimension).Without(offers.Select(static offer => offer.Region), MostWork);
            if (gap is null)
                yield return TooComplex(dimension);
            else if (gap.Count > 0)
                yield return Describe(subject, dimension, gap);
        }
    }

    private static Lint TooComplex(TariffDimension dimension) => new(
        LintCode.TooComplex, LintSeverity.Note, "", $"So many elements overlap that it was not examined whether {dimension.Id()} always has a price.", "Use fewer elements.");

    private static Lint Describe(LintSubject subject, TariffDimension dimension, IReadOnlyList<Region> gap)
    {
        var words = new RegionWords(subject.Map);
        var told = string.Join("; ", gap.OrderBy(static part => part[Axis.Weekday].Min).ThenBy(static part => part[Axis.Minute].Min).Take(MostTold).Select(part => words.Of(part, dimension)));
        var more = gap.Count > MostTold ? $"; and {gap.Count - MostTold} more" : "";
        return new Lint(
            LintCode.CoverageGap,
            SeverityOf(subject, dimension, gap),
            "/elements",
            $"{dimension.Id()} has no price, so it is free: {told}{more}.",
            "Add an element that holds there; one with a price of 0 says that it is meant to be free.");
    }

    // Charging for which nothing at all is due is hardly meant; idling without a fee is: it is what a grace and a night are made of.
    private static LintSeverity SeverityOf(LintSubject subject, TariffDimension dimension, IReadOnlyList<Region> gap)
    {
        if (dimension == TariffDimension.Energy)
            return LintSeverity.Warning;
        var energy = subject.Map.Offers(TariffDimension.Energy, PriceContext.Session).Select(static offer => offer.Region).ToList();
        return dimension == TariffDimension.Time && gap.Any(part => part.Without(energy) is not []) ? LintSeverity.Warning : LintSeverity.Note;
    }
}
