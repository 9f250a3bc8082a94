using System.Text.Json;

using CsCheck;

using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Tests.Billing.Proof;

/// <summary>What holds of every bill, under every tariff, rule set, reservation and term that there can be.</summary>
public sealed class RatingLaws
{
    // Twenty-eight digits of a division are not all of it.
    private const decimal Dust = 0.000_000_000_001m;

    private static readonly Gen<(FrozenTariff Tariff, BillableSession Session, RatingTerms Terms)> Cases =
        Gen.Select(GenBilling.Tariff, GenBilling.Session, GenBilling.Terms);

    [Fact]
    public void Taxes_are_gross_minus_net_and_lines_add_up_to_the_total_that_they_are_in_the_sense_of() => Cases.Sample((tariff, session, terms) =>
    {
        var bill = Rating.Rate(tariff, session, terms);
        if (bill is { TotalExclTax: { } net, TotalInclTax: { } gross })
            Assert.Equal(gross - net, bill.Taxes.Sum(tax => tax.Amount));
        Assert.Equal(bill.TaxBasis == TaxBasis.Included ? bill.TotalInclTax : bill.TotalExclTax, bill.Lines.Sum(line => line.Amount));
    });

    [Fact]
    public void The_four_parts_of_the_evidence_add_up_to_the_energy_and_none_is_negative() =>
        Gen.Select(Cases, Gen.Int[0, 20_000]).Sample((@case, signedWh) =>
        {
            var (tariff, session, terms) = @case;
            var bill = Rating.Rate(tariff, session, terms with { SignedEnergy = new EnergyWh(signedWh) });
            long[] parts = [bill.Evidence.SignedEnergy.Value, bill.Evidence.PlainEnergy.Value, bill.Evidence.InterpolatedEnergy.Value, bill.Evidence.EstimatedEnergy.Value];
            Assert.Equal(bill.Energy.Value, parts.Sum());
            Assert.All(parts, part => Assert.True(part >= 0));
        });

    [Fact]
    public void No_dimension_costs_more_than_its_cap() => Cases.Sample((tariff, session, terms) =>
    {
        var bill = Rating.Rate(tariff, session, terms);
        foreach (var (index, cap) in tariff.Tariff.Caps.Items.Index())
        {
            var lines = bill.Lines.Where(line => DimensionOf(line) == cap.Dimension || line.TariffPointer == $"/caps/{index}").ToList();
            Assert.True(lines.Sum(line => line.Amount) <= tariff.Tariff.Currency.Round(cap.Amount));
            Assert.True(lines.Sum(line => line.ExactAmount) <= cap.Amount + Dust);
        }
    });

    [Fact]
    public void A_session_that_goes_on_after_an_interruption_pays_no_fee_and_no_least_price() => Cases.Sample((tariff, session, terms) =>
    {
        var resumed = Rating.Rate(tariff, session, terms with { Resumes = true });
        Assert.Equal(0m, resumed.Lines.Where(line => line is { Kind: BillLineKind.Flat } && line.From >= session.StartedAt).Sum(line => line.Amount));
        Assert.DoesNotContain(resumed.Lines, line => line.Kind == BillLineKind.MinPrice);
    });

    [Fact]
    public void Splitting_a_session_at_any_instant_between_two_readings_changes_nothing() =>
        Gen.Select(Cases, Gen.Int[0, 1_000], Gen.Int[1, 1_000]).Sample((@case, which, part) =>
        {
            var (tariff, session, terms) = @case;
            if (OnTheLine(session, which, part) is not { } split)
                return;
            Assert.Equal(Essence(Rating.Rate(tariff, session, terms)), Essence(Rating.Rate(tariff, split, terms)));
        });

    [Fact]
    public void Under_prices_by_the_clock_a_session_costs_what_its_two_parts_cost() =>
        Gen.Select(GenBilling.ClockTariff, GenBilling.Session, Gen.Int[0, 19]).Sample((tariff, session, at) =>
        {
            var cut = session.Energy[at % session.Energy.Count];
            var first = session with
            {
                Reservation = null,
                StoppedAt = cut.At,
                Energy = session.Energy.Where(point => point.Reading <= cut.Reading).ToValueList(),
                Stretches = session.Stretches.Where(s => s.From < cut.At).Select(s => s with { To = Instant.Min(s.To, cut.At) }).ToValueList(),
            };
            var second = session with
            {
                Reservation = null,
                StartedAt = cut.At,
                Energy = session.Energy.Where(point => point.Reading >= cut.Reading).Select(point => point with { Energy = point.Energy - cut.Energy }).ToValueList(),
                Stretches = session.Stretches.Where(s => s.To > cut.At).Select(s => s with { From = Instant.Max(s.From, cut.At) }).ToValueList(),
            };

            var (whole, parts) = (Exact(A.Bill(tariff, session with { Reservation = null })), Exact(A.Bill(tariff, first)) + Exact(A.Bill(tariff, second)));
            Assert.True(Math.Abs(whole - parts) < Dust, $"{whole} is not {parts}");
        });

    [Fact]
    public void Under_prices_by_the_clock_more_energy_costs_no_less_but_for_the_watt_hour_to_which_each_cut_is_rounded() =>
        Gen.Select(GenBilling.ClockTariff, GenBilling.Session, Gen.Int[1, 10_000]).Sample((tariff, session, more) =>
        {
            var highest = tariff.Tariff.Elements.SelectMany(element => element.Components).Max(component => component.Price);
            if (tariff.Tariff.Elements.Any(element => element.Components.Any(component => component.Price < 0m)))
                return;
            var last = session.Energy[^1];
            var heavier = session with { Energy = new(session.Energy.Items.SetItem(session.Energy.Count - 1, last with { Energy = last.Energy + new EnergyWh(more) })) };
            var (before, after) = (A.Bill(tariff, session), A.Bill(tariff, heavier));

            Assert.True(Exact(after) >= Exact(before) - (highest / 1000m * after.Lines.Count(line => line.Interpolated)));
        });

    [Fact]
    public void The_running_cost_at_the_last_reading_is_the_bill() => Cases.Sample((tariff, session, terms) =>
    {
        var stop = session.Energy[^1].At;
        var ended = session with
        {
            StoppedAt = stop,
            Stretches = session.Stretches.Where(s => s.From < stop).Select(s => s with { To = Instant.Min(s.To, stop) }).ToValueList(),
        };
        if (ended.Stretches.IsEmpty)
            return;
        var running = A.Running(tariff, terms, ended.StartedAt, ended.Stretches[0].Kind, ended.Reservation);
        var read = 0;
        foreach (var stretch in ended.Stretches)
        {
            for (; read < ended.Energy.Count && ended.Energy[read].At < stretch.From; read++)
                running = running.Read(ended.Energy[read], ended.Energy);
            running = running.Change(stretch.From, stretch.Kind);
        }

        for (; read < ended.Energy.Count; read++)
            running = running.Read(ended.Energy[read], ended.Energy);

        var bill = Rating.Rate(tariff, ended, terms);
        Assert.Equal((bill.TotalExclTax, bill.TotalInclTax), (running.TotalExclTax, running.TotalInclTax));
    });

    [Fact]
    public void Every_line_points_at_something_that_stands_in_the_tariff() => Cases.Sample((tariff, session, terms) =>
    {
        using var document = JsonDocument.Parse(tariff.CanonicalJson);
        foreach (var pointer in Rating.Rate(tariff, session, terms).Lines.Select(line => line.TariffPointer).OfType<string>())
        {
            var at = document.RootElement;
            foreach (var token in pointer.Split('/').Skip(1))
                at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(token)] : at.GetProperty(token);
        }
    });

    private static TariffDimension? DimensionOf(BillLine line) => line.Kind switch
    {
        BillLineKind.Energy => TariffDimension.Energy,
        BillLineKind.Time or BillLineKind.ReservationTime => TariffDimension.Time,
        BillLineKind.ParkingTime => TariffDimension.ParkingTime,
        _ => null,
    };

    /// <summary>What the driver pays for, without the numbers of the readings that prove it.</summary>
    private static string Essence(Bill bill) => $"{bill.State} {bill.TotalExclTax} {bill.TotalInclTax} {bill.ExactExclTax} {string.Join('|', bill.Taxes)} "
        + string.Join('|', bill.Lines.Select(line => $"{line.Kind} {line.Volume} {line.UnitPrice} {line.Amount} {line.From} {line.To} {line.TariffPointer}"));

    /// <summary>The session with one more reading, exactly on the line between two others; null where whole Wh and milliseconds do not meet there.</summary>
    private static BillableSession? OnTheLine(BillableSession session, int which, int part)
    {
        if (session.Energy.Count < 2)
            return null;
        var next = 1 + (which % (session.Energy.Count - 1));
        var (before, after) = (session.Energy[next - 1], session.Energy[next]);
        var (width, rise) = (after.At.ToUnixTimeMilliseconds() - before.At.ToUnixTimeMilliseconds(), after.Energy.Value - before.Energy.Value);
        var parts = (long)System.Numerics.BigInteger.GreatestCommonDivisor(width, rise);
        if (parts < 2)
            return null;
        var share = 1 + (part % (parts - 1));
        var point = new EnergyPoint(before.At + Duration.FromMilliseconds(width / parts * share), before.Energy + new EnergyWh(rise / parts * share), session.Energy.Count);
        return session with { Energy = new(session.Energy.Items.Insert(next, point)) };
    }

    private static decimal Exact(Bill bill) => (bill.TaxBasis == TaxBasis.Included ? bill.ExactInclTax : bill.ExactExclTax)!.Value;
}
