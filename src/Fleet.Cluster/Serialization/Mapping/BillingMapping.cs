using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Metering;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>Bills, and the tariffs that they are made by.</summary>
internal static class BillingMapping
{
    public static Protos.FrozenTariff ToProto(this FrozenTariff tariff) => new()
    {
        CanonicalJson = tariff.CanonicalJson,
        RuleSet = tariff.RuleSet.ToNumber(),
        TimeZone = tariff.TimeZone,
        Tzdb = tariff.Tzdb,
    };

    public static FrozenTariff ToDomain(this Protos.FrozenTariff proto) =>
        FrozenTariffCache.Shared.Restore(proto.CanonicalJson, proto.RuleSet.ToEnum<RuleSet>(), proto.TimeZone, proto.Tzdb);

    public static Protos.FrozenPromotion ToProto(this FrozenPromotion promotion) => new() { CanonicalJson = promotion.CanonicalJson };

    public static FrozenPromotion ToDomain(this Protos.FrozenPromotion proto) => FrozenPromotionCache.Shared.Restore(proto.CanonicalJson);

    public static Protos.Bill ToProto(this Bill bill)
    {
        var proto = new Protos.Bill
        {
            State = bill.State.ToNumber(),
            Energy = bill.Energy.Value,
            ChargingSeconds = bill.ChargingSeconds,
            IdleSeconds = bill.IdleSeconds,
            Tariff = bill.Tariff?.ToProto(),
        };
        if (bill.Currency is { } currency)
            proto.Currency = currency.Code;
        if (bill.TaxBasis is { } taxBasis)
            proto.TaxBasis = taxBasis.ToNumber();
        if (bill.TotalExclTax is { } totalExclTax)
            proto.TotalExclTax = totalExclTax.ToText();
        if (bill.TotalInclTax is { } totalInclTax)
            proto.TotalInclTax = totalInclTax.ToText();
        if (bill.ExactExclTax is { } exactExclTax)
            proto.ExactExclTax = exactExclTax.ToText();
        if (bill.ExactInclTax is { } exactInclTax)
            proto.ExactInclTax = exactInclTax.ToText();
        if (bill.Evidence != EvidenceQuality.None)
        {
            proto.Evidence = new Protos.EvidenceQuality
            {
                Signed = bill.Evidence.SignedEnergy.Value,
                Plain = bill.Evidence.PlainEnergy.Value,
                Interpolated = bill.Evidence.InterpolatedEnergy.Value,
                Estimated = bill.Evidence.EstimatedEnergy.Value,
            };
        }

        proto.HeldFor.AddAll(bill.HeldFor, static reason => reason);
        proto.Taxes.AddAll(bill.Taxes, ToProto);
        proto.Lines.AddAll(bill.Lines, ToProto);
        proto.Findings.AddAll(bill.Findings, MeteringMapping.ToProto);
        return proto;
    }

    public static Bill ToDomain(this Protos.Bill proto) => new()
    {
        State = proto.State.ToEnum<BillState>(),
        HeldFor = proto.HeldFor.ToList(static reason => reason),
        Energy = new EnergyWh(proto.Energy),
        ChargingSeconds = proto.ChargingSeconds,
        IdleSeconds = proto.IdleSeconds,
        Tariff = proto.Tariff?.ToDomain(),
        Currency = proto.HasCurrency ? Currency.Of(proto.Currency) : null,
        TaxBasis = proto.HasTaxBasis ? proto.TaxBasis.ToEnum<TaxBasis>() : null,
        TotalExclTax = proto.HasTotalExclTax ? proto.TotalExclTax.ToDecimal() : null,
        TotalInclTax = proto.HasTotalInclTax ? proto.TotalInclTax.ToDecimal() : null,
        ExactExclTax = proto.HasExactExclTax ? proto.ExactExclTax.ToDecimal() : null,
        ExactInclTax = proto.HasExactInclTax ? proto.ExactInclTax.ToDecimal() : null,
        Taxes = proto.Taxes.ToList(ToDomain),
        Lines = proto.Lines.ToList(ToDomain),
        Evidence = proto.Evidence is { } e
            ? new EvidenceQuality(new EnergyWh(e.Signed), new EnergyWh(e.Plain), new EnergyWh(e.Interpolated), new EnergyWh(e.Estimated))
            : EvidenceQuality.None,
        Findings = proto.Findings.ToList(MeteringMapping.ToDomain),
    };

    private static Protos.TariffStamp ToProto(this TariffStamp stamp) => new()
    {
        Id = stamp.Id.Value,
        Hash = stamp.Hash,
        RuleSet = stamp.RuleSet.ToNumber(),
        TimeZone = stamp.TimeZone,
        Tzdb = stamp.Tzdb,
    };

    private static TariffStamp ToDomain(this Protos.TariffStamp proto) =>
        new(new TariffId(proto.Id), proto.Hash, proto.RuleSet.ToEnum<RuleSet>(), proto.TimeZone, proto.Tzdb);

    private static Protos.TaxLine ToProto(TaxLine line)
    {
        var proto = new Protos.TaxLine { Base = line.Base.ToText(), Amount = line.Amount.ToText() };
        if (line.RatePercent is { } rate)
            proto.RatePercent = rate.ToText();
        return proto;
    }

    private static TaxLine ToDomain(Protos.TaxLine proto) =>
        new(proto.HasRatePercent ? proto.RatePercent.ToDecimal() : null, proto.Base.ToDecimal(), proto.Amount.ToDecimal());

    private static Protos.BillLine ToProto(BillLine line)
    {
        var proto = new Protos.BillLine
        {
            Kind = line.Kind.ToNumber(),
            Text = line.Text,
            Volume = (long)decimal.Truncate(line.Volume),
            VolumeThousandths = (int)(line.Volume % 1 * 1000),
            UnitPrice = line.UnitPrice.ToText(),
            ExactAmount = line.ExactAmount.ToText(),
            Amount = line.Amount.ToText(),
            From = line.From.ToTicks(),
            To = line.To.ToTicks(),
            FromReading = line.FromReading,
            ToReading = line.ToReading,
            Interpolated = line.Interpolated,
            Rule = line.Rule,
        };
        if (line.Unit != line.Kind.Usual())
            proto.Unit = line.Unit.ToNumber();
        if (line.VatPercent is { } vat)
            proto.VatPercent = vat.ToText();
        if (line.TariffPointer is { } pointer)
            proto.TariffPointer = pointer;
        return proto;
    }

    private static BillLine ToDomain(Protos.BillLine proto) => new()
    {
        Kind = proto.Kind.ToEnum<BillLineKind>(),
        Text = proto.Text,
        Volume = proto.Volume + (proto.VolumeThousandths / 1000m),
        Unit = proto.HasUnit ? proto.Unit.ToEnum<BillUnit>() : proto.Kind.ToEnum<BillLineKind>().Usual(),
        UnitPrice = proto.UnitPrice.ToDecimal(),
        ExactAmount = proto.ExactAmount.ToDecimal(),
        Amount = proto.Amount.ToDecimal(),
        VatPercent = proto.HasVatPercent ? proto.VatPercent.ToDecimal() : null,
        From = proto.From.ToInstant(),
        To = proto.To.ToInstant(),
        FromReading = proto.FromReading,
        ToReading = proto.ToReading,
        Interpolated = proto.Interpolated,
        TariffPointer = proto.HasTariffPointer ? proto.TariffPointer : null,
        Rule = proto.Rule,
    };
}
