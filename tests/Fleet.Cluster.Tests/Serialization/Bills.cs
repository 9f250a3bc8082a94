using CsCheck;

using Fleet.Domain.Billing;

namespace Fleet.Cluster.Tests.Serialization;

/// <summary>Bills, not only those that add up: the serializer must not care.</summary>
internal static class Bills
{
    private static readonly Gen<TariffStamp> Stamp = Generators.Tariff.Select(tariff => tariff.Stamp);

    private static readonly Gen<TaxLine> Tax = Gen.Select(
        Generators.Amount.Nullable(), Generators.Amount, Generators.Amount, (rate, net, tax) => new TaxLine(rate, net, tax));

    private static readonly Gen<BillLine> Line =
        from kind in Gen.Enum<BillLineKind>()
        from text in Generators.Text
        from volume in Gen.Long[-1_000_000_000_000, 1_000_000_000_000]
        from unit in Gen.Enum<BillUnit>()
        from price in Generators.Amount
        from exact in Generators.Amount
        from amount in Generators.Amount
        from vat in Generators.Amount.Nullable()
        from start in Generators.Time
        from end in Generators.Time
        from readings in Gen.Select(Gen.Int, Gen.Int)
        from interpolated in Gen.Bool
        from pointer in Generators.OptionalText
        from rule in Generators.Text
        select new BillLine
        {
            Kind = kind,
            Text = text,
            Volume = volume / 1000m,
            Unit = unit,
            UnitPrice = price,
            ExactAmount = exact,
            Amount = amount,
            VatPercent = vat,
            From = start,
            To = end,
            FromReading = readings.Item1,
            ToReading = readings.Item2,
            Interpolated = interpolated,
            TariffPointer = pointer,
            Rule = rule,
        };

    private static readonly Gen<EvidenceQuality> Quality = Gen.Select(
        Generators.Energy, Generators.Energy, Generators.Energy, Generators.Energy,
        (signed, plain, interpolated, estimated) => new EvidenceQuality(signed, plain, interpolated, estimated));

    public static readonly Gen<Bill> Any =
        from state in Gen.Enum<BillState>()
        from heldFor in Generators.List(Generators.Text, 3)
        from energy in Generators.Energy
        from seconds in Gen.Select(Gen.Long, Gen.Long)
        from stamp in Stamp.Null()
        from currency in Gen.OneOf(Gen.Const("EUR"), Gen.Const("JPY"), Gen.Const("KWD")).Select(Currency.Of).Null()
        from basis in Gen.Enum<TaxBasis>().Nullable()
        from totals in Generators.Amount.Nullable().Array[4]
        from taxes in Generators.List(Tax, 3)
        from lines in Generators.List(Line, 5)
        from findings in Generators.List(Generators.Finding, 3)
        from quality in Gen.OneOf(Gen.Const(EvidenceQuality.None), Quality)
        select new Bill
        {
            State = state,
            HeldFor = heldFor,
            Energy = energy,
            ChargingSeconds = seconds.Item1,
            IdleSeconds = seconds.Item2,
            Tariff = stamp,
            Currency = currency,
            TaxBasis = basis,
            TotalExclTax = totals[0],
            TotalInclTax = totals[1],
            ExactExclTax = totals[2],
            ExactInclTax = totals[3],
            Taxes = taxes,
            Lines = lines,
            Findings = findings,
            Evidence = quality,
        };
}
