using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Promotions;

/// <summary>What holds of every bill with promotions.</summary>
public sealed class PromotionProperties
{
    private static readonly Gen<FrozenPromotion> AnyPromotion =
        from id in Gen.Char['A', 'Z'].Select(letter => $"{letter}")
        from kind in Gen.OneOf("Promotion", "Membership", "Premium")
        from dimension in Gen.OneOf("\"ENERGY\"", "\"TIME\",\"PARKING_TIME\"", "\"FLAT\",\"ENERGY\"")
        from change in Gen.OneOf(
            Gen.Int[0, 100].Select(percent => $"\"percent\":{percent}"),
            Gen.Int[0, 9_999].Select(cents => $"\"amount\":{cents / 10_000m}"),
            Gen.Int[0, 9_999].Select(cents => $"\"price\":{cents / 1_000m}"))
        from order in Gen.Int[0, 3]
        from more in Gen.OneOf(
            "",
            ",\"exclusive\":true",
            ",\"maxPerSession\":1.234",
            ",\"restrictions\":{\"max_kwh\":5}",
            ",\"restrictions\":{\"start_time\":\"22:00\",\"end_time\":\"06:00\"}",
            ",\"restrictions\":{\"min_duration\":600,\"max_duration\":4000},\"exclusive\":true")
        select Discounted.Promotion(id, $$"""{"dimensions":[{{dimension}}],{{change}}}""", $",\"order\":{order}{more}", kind);

    private static readonly Gen<FrozenPromotion[]> Promotions =
        AnyPromotion.Array[1, 4].Select(some => some.DistinctBy(one => one.Promotion.Id).ToArray());

    private static readonly Gen<FrozenPromotion[]> Discounts =
        AnyPromotion.Where(one => !one.Promotion.IsPremium).Array[1, 4].Select(some => some.DistinctBy(one => one.Promotion.Id).ToArray());

    [Fact]
    public void A_promotion_changes_no_line_of_the_tariff() => Gen.Select(GenBilling.Tariff, GenBilling.Session, Promotions).Sample((tariff, session, promotions) =>
    {
        var bill = Discounted.Bill(tariff, session, promotions);
        var plain = A.Bill(tariff, session);
        Assert.Equal(plain.Lines.Where(IsCollected), bill.OfTariff().Where(IsCollected));

        static bool IsCollected(BillLine line) => line.Kind is not (BillLineKind.MinPrice or BillLineKind.MaxPrice);
    });

    [Fact]
    public void The_order_in_which_promotions_are_given_does_not_matter() =>
        Gen.Select(GenBilling.Tariff, GenBilling.Session, Promotions).Sample((tariff, session, promotions) =>
            Discounted.Bill(tariff, session, promotions).Equals(Discounted.Bill(tariff, session, [.. promotions.Reverse()])));

    [Fact]
    public void Discounts_make_no_session_of_non_negative_prices_a_credit_and_none_dearer() =>
        Gen.Select(GenBilling.EnergyTariff, GenBilling.Session, Discounts).Sample((tariff, session, promotions) =>
        {
            var (bill, plain) = (Discounted.Bill(tariff, session, promotions), A.Bill(tariff, session));
            Assert.InRange(bill.TotalExclTax!.Value, 0m, plain.TotalExclTax!.Value);
            Assert.InRange(Math.Round(bill.ExactExclTax!.Value, 20, MidpointRounding.AwayFromZero), 0m, plain.ExactExclTax!.Value);
        });

    [Fact]
    public void Lines_still_add_up_and_can_be_paid() => Gen.Select(GenBilling.Tariff, GenBilling.Session, Promotions).Sample((tariff, session, promotions) =>
    {
        var bill = Discounted.Bill(tariff, session, promotions);
        Assert.Equal(bill.TaxBasis == TaxBasis.Included ? bill.TotalInclTax : bill.TotalExclTax, bill.Lines.Sum(line => line.Amount));
        Assert.All(bill.Lines, line => Assert.Equal(bill.Currency!.MinorUnits, line.Amount.Scale));
    });

    [Fact]
    public void No_promotion_changes_a_session_by_more_than_its_most() =>
        Gen.Select(GenBilling.Tariff, GenBilling.Session, Promotions).Sample((tariff, session, promotions) =>
        {
            var bill = Discounted.Bill(tariff, session, promotions);
            return promotions.Select(one => one.Promotion).Where(one => one.MaxPerSession is not null).All(limited =>
                Math.Abs(bill.Lines.Where(line => line.Rule == $"promotion:{limited.Id}").Sum(line => line.Amount)) <= bill.Currency!.Round(limited.MaxPerSession!.Value));
        });

    [Fact]
    public void Splitting_a_stretch_changes_nothing() =>
        Gen.Select(GenBilling.Tariff, GenBilling.Session, Promotions, Gen.Int[0, 1000]).Sample((tariff, session, promotions, share) =>
        {
            if (session.Stretches.IsEmpty)
                return;
            var whole = session.Stretches[0];
            var middle = whole.From + Duration.FromTicks((whole.To - whole.From).BclCompatibleTicks * share / 1000);
            var split = session.Stretches.Items.RemoveAt(0).Insert(0, whole with { From = middle }).Insert(0, whole with { To = middle });

            Assert.Equal(
                Discounted.Bill(tariff, session, promotions), Discounted.Bill(tariff, session with { Stretches = new ValueList<Stretch>(split) }, promotions));
        });

    [Fact]
    public void The_running_cost_is_a_prefix_of_the_bill() =>
        Gen.Select(GenBilling.Tariff, GenBilling.Session, Promotions).Sample((tariff, session, promotions) =>
        {
            if (session.Stretches.Count != 1)
                return;
            var terms = RatingTerms.None with { Promotions = promotions.ToValueList() };
            var running = A.Running(tariff, terms, session.StartedAt, session.Stretches[0].Kind, session.Reservation);
            for (var i = 0; i < session.Energy.Count; i++)
                running = running.Read(session.Energy[i], session.Energy);
            var end = session.Energy[^1].At;

            var bill = Rating.Rate(tariff, session with { StoppedAt = end, Stretches = [session.Stretches[0] with { To = end }] }, terms);

            Assert.Equal((bill.TotalExclTax, bill.TotalInclTax), (running.TotalExclTax, running.TotalInclTax));
        });
}
