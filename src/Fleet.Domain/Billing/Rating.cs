namespace Fleet.Domain.Billing;

/// <summary>Turns a session's evidence into its bill. Pure: the same input gives the same bill, years later.</summary>
public static class Rating
{
    /// <summary>The bill of <paramref name="session"/> under <paramref name="tariff"/>; held for <c>NO_TARIFF</c> without one.</summary>
    public static Bill Rate(FrozenTariff? tariff, BillableSession session, RatingTerms terms) =>
        Assess(tariff, session, terms);

    private static Bill Assess(FrozenTariff? tariff, BillableSession session, RatingTerms terms) => new()
    {
        State = terms.Holds.IsEmpty && tariff is not null ? BillState.Billed : BillState.Held,
        Energy = session.TotalEnergy,
    };
}
