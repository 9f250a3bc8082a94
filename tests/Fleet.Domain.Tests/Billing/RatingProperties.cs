using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing;

public sealed class RatingProperties
{
    private static readonly Gen<(FrozenTariff Tariff, BillableSession Session)> Cases = Gen.Select(GenBilling.Tariff, GenBilling.Session);

    [Fact]
    public void Taxes_add_up_to_gross_minus_net() => Cases.Sample((tariff, session) =>
    {
        var bill = A.Bill(tariff, session);
        return bill.TotalExclTax is null || bill.TotalInclTax is null || bill.Taxes.Sum(t => t.Amount) == bill.TotalInclTax - bill.TotalExclTax;
    });

    [Fact]
    public void Rounded_lines_add_up_to_the_total_and_exact_ones_to_the_exact_total() => Cases.Sample((tariff, session) =>
    {
        var bill = A.Bill(tariff, session);
        var included = bill.TaxBasis == TaxBasis.Included;
        Assert.Equal(included ? bill.TotalInclTax : bill.TotalExclTax, bill.Lines.Sum(l => l.Amount));
        Assert.Equal(0m, Rounded(bill.Lines.Sum(l => l.ExactAmount) - (included ? bill.ExactInclTax : bill.ExactExclTax)!.Value));
    });

    [Fact]
    public void Every_amount_can_be_paid() => Cases.Sample((tariff, session) =>
    {
        var bill = A.Bill(tariff, session);
        var amounts = bill.Lines.Select(l => l.Amount).Concat(bill.Taxes.Select(t => t.Amount)).Concat(bill.Taxes.Select(t => t.Base));
        return amounts.All(amount => amount.Scale == bill.Currency!.MinorUnits);
    });

    [Fact]
    public void Price_limits_hold_on_both_sides() => Cases.Sample((tariff, session) =>
    {
        var (bill, low, high) = (A.Bill(tariff, session), tariff.Tariff.MinPrice, tariff.Tariff.MaxPrice);
        decimal? Paid(decimal? limit) => limit is { } known ? tariff.Tariff.Currency.Round(known) : null;
        var (net, gross) = (Rounded(bill.ExactExclTax ?? 0m), Rounded(bill.ExactInclTax ?? 0m));
        return (bill.ExactExclTax is null || (!(net < low?.Net) && !(net > high?.Net)))
            && (bill.ExactInclTax is null || (!(gross < low?.Gross) && !(gross > high?.Gross)))
            && !(bill.TotalExclTax < Paid(low?.Net)) && !(bill.TotalExclTax > Paid(high?.Net))
            && !(bill.TotalInclTax < Paid(low?.Gross)) && !(bill.TotalInclTax > Paid(high?.Gross));
    });

    [Fact]
    public void The_same_input_gives_the_same_bill_also_after_the_tariff_was_stored() => Cases.Sample((tariff, session) =>
    {
        var bill = A.Bill(tariff, session);
        var again = A.Bill(FrozenTariff.Restore(tariff.CanonicalJson, tariff.RuleSet, tariff.TimeZone, tariff.Tzdb), session with { });
        Assert.Equal(bill, again);
        Assert.Equal(BillExplanation.Write(bill), BillExplanation.Write(again));
    });

    [Fact]
    public void All_energy_of_the_session_is_on_the_bill() => Cases.Sample((tariff, session) =>
        A.Bill(tariff, session).Lines.Where(l => l.Kind == BillLineKind.Energy && !l.Rule.Equals(BillRule.StepSize, StringComparison.Ordinal)).Sum(l => l.Volume)
            == session.TotalEnergy.Value);

    [Fact]
    public void Splitting_a_stretch_where_no_price_changes_changes_nothing() =>
        Gen.Select(Cases, Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((@case, which, share) =>
        {
            var (tariff, session) = @case;
            if (session.Stretches.IsEmpty)
                return;
            var index = which % session.Stretches.Count;
            var whole = session.Stretches[index];
            var middle = whole.From + Duration.FromTicks((whole.To - whole.From).BclCompatibleTicks * share / 1000);
            var split = session.Stretches.Items.RemoveAt(index)
                .Insert(index, whole with { From = middle }).Insert(index, whole with { To = middle });

            Assert.Equal(A.Bill(tariff, session), A.Bill(tariff, session with { Stretches = new ValueList<Stretch>(split) }));
        });

    [Fact]
    public void Energy_costs_the_same_in_one_session_as_in_its_parts() =>
        Gen.Select(GenBilling.Session, Gen.Int[0, 99_999], Gen.Int[0, 19]).Sample((session, price, at) =>
        {
            var tariff = A.Simple($$"""{"type":"ENERGY","price":{{price / 10_000m}},"vat":20,"step_size":1}""");
            var cut = session.Energy[at % session.Energy.Count];
            var first = session with { StoppedAt = cut.At, Energy = new(session.Energy.Items.RemoveAll(p => p.Reading > cut.Reading)) };
            var second = session with
            {
                StartedAt = cut.At,
                Energy = session.Energy.Where(p => p.Reading >= cut.Reading).Select(p => p with { Energy = p.Energy - cut.Energy }).ToValueList(),
            };

            Assert.Equal(A.Bill(tariff, session).ExactExclTax, A.Bill(tariff, first).ExactExclTax + A.Bill(tariff, second).ExactExclTax);
        });

    [Fact]
    public void More_energy_never_costs_less_where_no_price_is_negative() =>
        Gen.Select(GenBilling.EnergyTariff, GenBilling.Session, Gen.Int[1, 10_000]).Sample((tariff, session, more) =>
        {
            var last = session.Energy[^1];
            var energy = session.Energy.Items.SetItem(session.Energy.Count - 1, last with { Energy = last.Energy + new EnergyWh(more) });
            if (session.Energy.Count == 1)
                energy = session.Energy.Items.Add(new EnergyPoint(session.StoppedAt, new EnergyWh(more), 1));

            return A.Bill(tariff, session).ExactExclTax <= A.Bill(tariff, session with { Energy = new(energy) }).ExactExclTax;
        });

    [Fact]
    public void No_line_of_an_explanation_is_wider_than_100_columns() => Cases.Sample((tariff, session) =>
        BillExplanation.Write(A.Bill(tariff, session)).Split('\n').All(line => line.Length <= 100));

    // Twenty-eight digits of a division are not all of it.
    private static decimal Rounded(decimal value) => Math.Round(value, 15, MidpointRounding.AwayFromZero);
}
