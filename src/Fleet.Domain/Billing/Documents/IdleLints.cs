namespace Fleet.Domain.Billing.Documents;

/// <summary>Idle fees that surprise a driver (billing.md 4, number 8).</summary>
internal static class IdleLints
{
    public static IEnumerable<Lint> Find(LintSubject subject)
    {
        var offers = subject.Map.Offers(TariffDimension.ParkingTime, PriceContext.Session);
        for (var i = 0; i < offers.Count; i++)
        {
            var offer = offers[i];
            if (offer.Component.Price <= 0m)
                continue;
            var atOnce = offer.Region.With(Axis.Idle, offer.Region[Axis.Idle].And(Spans.Of(0, 1)));
            if (atOnce.Without(offers.Take(i).Select(static earlier => earlier.Region)) is not [])
            {
                yield return new Lint(
                    LintCode.IdleWithoutGrace,
                    LintSeverity.Warning,
                    offer.Location,
                    "The idle fee begins the moment the car stops charging; nobody can be back by then.",
                    "Restrict it by min_idle_time, such as 900 seconds; min_duration counts from the session's start and is no grace.");
            }

            if (!IsBounded(subject.Tariff, offer))
            {
                yield return new Lint(
                    LintCode.IdleWithoutCap,
                    LintSeverity.Note,
                    offer.Location,
                    "The idle fee has no upper bound; a court has upheld one because it was announced and capped.",
                    "Add a cap for PARKING_TIME, a max_idle_time or a max_price.");
            }
        }
    }

    private static bool IsBounded(Tariff tariff, Offer offer) =>
        tariff.MaxPrice is not null || tariff.Caps.Any(static cap => cap.Dimension == TariffDimension.ParkingTime)
        || tariff.Elements[offer.Element].Restrictions is { } given && (given.MaxIdle ?? given.MaxDuration) is not null;
}
