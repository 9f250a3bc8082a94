using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>Turns a session's evidence into its bill. Pure: the same input gives the same bill, years later.</summary>
public static class Rating
{
    // Beyond it a clock was wrong, and cutting day by day would cost without bound.
    private static readonly Duration LongestSession = Duration.FromDays(366);

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
        var curve = new EnergyCurve(session);
        return terms.TookNothing
            ? Total(bill, tariff.Tariff with { MinPrice = null, MaxPrice = null }, [], Frame(session, curve))
            : Total(bill, tariff.Tariff, Lines(tariff, session, curve), Frame(session, curve));
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

    private static Bill Hold(Bill bill, string code, string why) => bill with
    {
        State = BillState.Held,
        HeldFor = bill.HeldFor.Contains(code, StringComparer.Ordinal) ? bill.HeldFor : bill.HeldFor.Add(code),
        Findings = bill.Findings.Add(new Finding(code, why)),
    };

    private static List<BillLine> Lines(FrozenTariff tariff, BillableSession session, EnergyCurve curve)
    {
        var book = new LineBook(tariff, session, curve);
        var zone = tariff.Tariff.UsesWallClock ? DateTimeZoneProviders.Tzdb[tariff.TimeZone] : DateTimeZone.Utc;
        foreach (var segment in SessionTimeline.Cut(tariff.Tariff, zone, session, curve))
            book.Add(segment, segment.From.InZone(zone).LocalDateTime);
        return book.Complete();
    }

    /// <summary>What a line about the session as a whole has in common with others of its kind.</summary>
    private static BillLine Frame(BillableSession session, EnergyCurve curve) => new()
    {
        Kind = BillLineKind.MinPrice,
        Text = "",
        Volume = 1,
        Unit = BillUnit.One,
        UnitPrice = 0m,
        ExactAmount = 0m,
        Amount = 0m,
        From = session.StartedAt,
        To = session.StoppedAt,
        FromReading = curve.ReadingBefore(session.StartedAt),
        ToReading = curve.ReadingAfter(session.StoppedAt),
        Rule = BillRule.MinPrice,
    };

    /// <summary>Price limits, tax by rate and totals; each amount once exact and once as it is charged.</summary>
    private static Bill Total(Bill bill, Tariff tariff, List<BillLine> lines, BillLine frame)
    {
        lines.AddRange(PriceLimits.Adjust(tariff, RateGroup.Of(lines), frame));
        var groups = RateGroup.Of(lines);
        var sum = RateGroup.Total(groups);
        var (taxes, tax) = Taxes.Of(tariff, groups);
        var included = tariff.TaxBasis == TaxBasis.Included;
        Amounts? derived = tax is { } known ? PriceLimits.BoundDerived(tariff, included ? sum - known : sum + known) : null;
        if (derived is { } other)
            taxes = Taxes.MoveTo(included ? sum.Rounded - other.Rounded : other.Rounded - sum.Rounded, taxes, tariff);
        var (net, gross) = included ? (derived, (Amounts?)sum) : (sum, derived);
        return bill with
        {
            Currency = tariff.Currency,
            TaxBasis = tariff.TaxBasis,
            Lines = lines.ToValueList(),
            Taxes = taxes.ToValueList(),
            TotalExclTax = net is { } n ? tariff.Currency.Round(n.Rounded) : null,
            TotalInclTax = gross is { } g ? tariff.Currency.Round(g.Rounded) : null,
            ExactExclTax = net?.Exact,
            ExactInclTax = gross?.Exact,
        };
    }
}
