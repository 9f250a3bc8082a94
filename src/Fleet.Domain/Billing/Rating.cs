using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>Turns a session's evidence into its bill. Pure: the same input gives the same bill, years later.</summary>
public static class Rating
{
    /// <summary>Beyond it a clock was wrong, and cutting day by day would cost without bound.</summary>
    internal static readonly Duration LongestSession = Duration.FromDays(366);

    /// <summary>
    /// The bill of <paramref name="session"/> under <paramref name="tariff"/> (OCPI mod_tariffs, mod_cdrs; billing.md 1.2). Without a tariff, or with
    /// one that was not in force at the session's start, it is held for <c>NO_TARIFF</c>; a held bill shows what it would be. A session of more
    /// than a year, or whose times cannot be right, is not priced.
    /// </summary>
    public static Bill Rate(FrozenTariff? tariff, BillableSession session, RatingTerms terms)
    {
        var bill = Measure(session, terms);
        if (tariff is null)
            return Hold(bill, FindingCode.NoTariff, "No tariff was given for this charger, so the energy is recorded and not priced.");
        if (terms.Holds.Contains(FindingCode.ImplausibleTime, StringComparer.Ordinal))
            return bill with { Tariff = tariff.Stamp };
        if (session.StoppedAt - session.StartedAt > LongestSession)
            return Hold(bill, FindingCode.ImplausibleTime, $"From {session.StartedAt} to {session.StoppedAt} is more than a year, so it is not priced.");
        if (!tariff.Tariff.IsInForceAt(session.StartedAt))
            bill = Hold(bill, FindingCode.NoTariff, $"Tariff {tariff.Tariff.Id} was not in force when the session started at {session.StartedAt}.");

        bill = bill with { Tariff = tariff.Stamp };
        return terms.TookNothing ? Nothing(bill, tariff, session) : Price(bill, tariff, session, terms);
    }

    /// <summary>Prices a session without totalling it.</summary>
    /// <param name="tariff">The tariff.</param>
    /// <param name="session">The evidence.</param>
    /// <param name="terms">What else decides.</param>
    /// <param name="trace">Where it is noted why prices did not hold; null for no trace.</param>
    internal static SessionPricing Collect(FrozenTariff tariff, BillableSession session, RatingTerms terms, List<WhyNotEntry>? trace = null)
    {
        var pricing = new SessionPricing(tariff, terms, session.StartedAt, session.Reservation, session.IsForeign, trace);
        pricing.Follow(session);
        return pricing;
    }

    private static Bill Price(Bill bill, FrozenTariff tariff, BillableSession session, RatingTerms terms)
    {
        var pricing = Collect(tariff, session, terms);
        var (lines, sums, promotions) = pricing.Complete();
        bill = Judge(bill, pricing, tariff, terms);
        var total = Total.Of(tariff.Tariff, terms, lines, sums, promotions, Frame(session.StartedAt, session.StoppedAt, new EnergyCurve(session.Energy)));
        var interpolated = Least(pricing.Interpolated, bill.Energy);
        var signed = Least(terms.SignedEnergy, bill.Energy - interpolated);
        return total.On(bill, tariff.Tariff) with
        {
            Lines = lines.ToValueList(),
            Evidence = new EvidenceQuality(signed, bill.Energy - interpolated - signed, interpolated, EnergyWh.Zero),
        };
    }

    /// <summary>What the session would cost had it had any service: nothing, said in a line of its own.</summary>
    private static Bill Nothing(Bill bill, FrozenTariff tariff, BillableSession session)
    {
        var zero = tariff.Tariff.Currency.Round(0m);
        var line = Frame(session.StartedAt, session.StoppedAt, new EnergyCurve(session.Energy)) with
        {
            Kind = BillLineKind.Guard,
            Text = $"No service: {bill.Energy.Kwh:0.000} kWh in {bill.ChargingSeconds + bill.IdleSeconds} s",
            Amount = zero,
            Rule = BillRule.NoService,
        };
        var free = tariff.Tariff with { MinPrice = null, MaxPrice = null };
        return Total.Of(free, RatingTerms.None, [], new Tally(), [], line).On(bill, free) with
        {
            Lines = [line],
            Evidence = EvidenceQuality.None with { PlainEnergy = bill.Energy },
        };
    }

    private static Bill Judge(Bill bill, SessionPricing pricing, FrozenTariff tariff, RatingTerms terms)
    {
        if (pricing.SpansPriceChange)
        {
            bill = Note(bill, FindingCode.PeriodSpansPriceChange, "A period reaches over a moment at which its price changes; it is priced as at its start.");
        }

        if (pricing.DerivesCurrent)
            bill = Note(bill, FindingCode.CurrentDerived, "A price depends on a current that nothing states; it follows from the power at 230 V.");
        if (pricing.MissesLoad)
            bill = Hold(bill, FindingCode.NotVerifiable, "A price depends on a power or current that the record does not state.");
        if (terms.TimeNotBillable && PricePlan.Of(tariff.Tariff, terms.Promotions).EnergyUsesClock)
            bill = Hold(bill, FindingCode.ClockInformative, "The price of energy depends on the time of day, and the meter's clock is informative only.");
        return bill;
    }

    private static Bill Measure(BillableSession session, RatingTerms terms)
    {
        var (charging, idle) = (Duration.Zero, Duration.Zero);
        foreach (var stretch in session.Stretches)
        {
            var length = stretch.To - stretch.From;
            (charging, idle) = stretch.Kind switch
            {
                StretchKind.Charging => (charging + length, idle),
                StretchKind.Parking => (charging, idle + length),
                StretchKind.HeldByStation => (charging, idle),
                _ => throw new InvalidOperationException($"{stretch.Kind} is no kind of stretch."),
            };
        }

        return new Bill
        {
            State = terms.Holds.IsEmpty ? BillState.Billed : BillState.Held,
            HeldFor = terms.Holds,
            Energy = session.TotalEnergy,
            ChargingSeconds = charging.BclCompatibleTicks / NodaConstants.TicksPerSecond,
            IdleSeconds = idle.BclCompatibleTicks / NodaConstants.TicksPerSecond,
            Findings = terms.Findings,
        };
    }

    private static EnergyWh Least(EnergyWh a, EnergyWh b) => a < b ? a : b;

    private static Bill Note(Bill bill, string code, string why) => bill with { Findings = bill.Findings.Add(new Finding(code, why)) };

    private static Bill Hold(Bill bill, string code, string why) => Note(bill, code, why) with
    {
        State = BillState.Held,
        HeldFor = bill.HeldFor.Contains(code, StringComparer.Ordinal) ? bill.HeldFor : bill.HeldFor.Add(code),
    };

    /// <summary>What a line about the session as a whole has in common with others of its kind.</summary>
    internal static BillLine Frame(Instant startedAt, Instant stoppedAt, EnergyCurve curve) => new()
    {
        Kind = BillLineKind.MinPrice,
        Text = "",
        Volume = 1,
        Unit = BillUnit.One,
        UnitPrice = 0m,
        ExactAmount = 0m,
        Amount = 0m,
        From = startedAt,
        To = stoppedAt,
        FromReading = curve.ReadingBefore(startedAt),
        ToReading = curve.ReadingAfter(stoppedAt),
        Rule = BillRule.MinPrice,
    };
}
