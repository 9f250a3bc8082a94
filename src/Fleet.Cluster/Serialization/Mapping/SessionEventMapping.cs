using Fleet.Domain.Charging;
using Fleet.Domain.Metering;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>The events of a session.</summary>
internal static class SessionEventMapping
{
    public static Protos.SessionOpened ToProto(this SessionOpened e) => new() { Start = e.Start.ToProto() };

    public static SessionOpened ToDomain(this Protos.SessionOpened proto) => new(Wire.Required(proto.Start).ToDomain());

    public static Protos.ReadingsRecorded ToProto(this ReadingsRecorded e)
    {
        var proto = new Protos.ReadingsRecorded { Energy = e.Energy.Value, ArrivedAt = e.ArrivedAt.ToTicks(), Matched = e.Matched };
        proto.Readings.AddAll(e.Readings, MeteringMapping.ToProto);
        if (e.CostInclTax is { } cost)
            proto.CostInclTax = cost.ToText();
        return proto;
    }

    public static ReadingsRecorded ToDomain(this Protos.ReadingsRecorded proto) =>
        new(
            proto.Readings.ToList(MeteringMapping.ToDomain),
            new EnergyWh(proto.Energy),
            proto.ArrivedAt.ToInstant(),
            proto.Matched,
            proto.HasCostInclTax ? proto.CostInclTax.ToDecimal() : null);

    public static Protos.ConnectorStatusNoted ToProto(this ConnectorStatusNoted e)
    {
        var proto = new Protos.ConnectorStatusNoted { Status = e.Status.ToNumber(), At = e.At.ToTicks() };
        if (e.ArrivedAt is { } arrivedAt)
            proto.ArrivedAt = arrivedAt.ToTicks();
        return proto;
    }

    public static ConnectorStatusNoted ToDomain(this Protos.ConnectorStatusNoted proto) => new(
        proto.Status.ToEnum<ConnectorStatus>(), proto.At.ToInstant(), proto.HasArrivedAt ? proto.ArrivedAt.ToInstant() : null);

    public static Protos.SessionSuperseded ToProto(this SessionSuperseded e) => new() { At = e.At.ToTicks(), ArrivedAt = e.ArrivedAt.ToTicks() };

    public static SessionSuperseded ToDomain(this Protos.SessionSuperseded proto) => new(proto.At.ToInstant(), proto.ArrivedAt.ToInstant());

    public static Protos.SessionMeterSwapped ToProto(this SessionMeterSwapped e) => new() { Swap = e.Swap.ToProto(), ArrivedAt = e.ArrivedAt.ToTicks() };

    public static SessionMeterSwapped ToDomain(this Protos.SessionMeterSwapped proto) =>
        new(Wire.Required(proto.Swap).ToDomain(), proto.ArrivedAt.ToInstant());

    public static Protos.SessionProbed ToProto(this SessionProbed e) => new() { At = e.At.ToTicks(), NextAt = e.NextAt.ToTicks() };

    public static SessionProbed ToDomain(this Protos.SessionProbed proto) => new(proto.At.ToInstant(), proto.NextAt.ToInstant());

    public static Protos.SessionStopped ToProto(this SessionStopped e) => new()
    {
        Stop = e.Stop.ToProto(),
        ArrivedAt = e.ArrivedAt.ToTicks(),
        Matched = e.Matched,
        ClosedFor = e.ClosedFor is { } cause ? cause.ToNumber() : 0,
    };

    public static SessionStopped ToDomain(this Protos.SessionStopped proto) => new(
        Wire.Required(proto.Stop).ToDomain(),
        proto.ArrivedAt.ToInstant(),
        proto.Matched,
        proto.ClosedFor == 0 ? null : proto.ClosedFor.ToEnum<ClosingCause>());

    /// <summary>The first revision is written as none, as it was when there was no other.</summary>
    public static Protos.SessionBilled ToProto(this SessionBilled e)
    {
        var proto = new Protos.SessionBilled { Bill = e.Bill.ToProto(), Revision = e.Revision == 1 ? 0 : e.Revision, Ruling = e.Ruling?.ToProto() };
        if (e.Corrects is { } corrects)
            proto.Corrects = corrects;
        if (e.Cause is { } cause)
            proto.Cause = cause.ToNumber();
        return proto;
    }

    public static SessionBilled ToDomain(this Protos.SessionBilled proto) => new(
        Wire.Required(proto.Bill).ToDomain(),
        proto.Revision == 0 ? 1 : proto.Revision,
        proto.HasCorrects ? proto.Corrects : null,
        proto.Ruling?.ToDomain(),
        proto.Cause == 0 ? null : proto.Cause.ToEnum<CorrectionCause>());

    public static Protos.RegisterReclassified ToProto(this RegisterReclassified e) => new() { Kind = e.Kind.ToNumber(), Ruling = e.Ruling.ToProto() };

    public static RegisterReclassified ToDomain(this Protos.RegisterReclassified proto) =>
        new(proto.Kind.ToEnum<RegisterKind>(), Wire.Required(proto.Ruling).ToDomain());

    public static Protos.TariffReplaced ToProto(this TariffReplaced e) => new() { Tariff = e.Tariff.ToProto(), Ruling = e.Ruling.ToProto() };

    public static TariffReplaced ToDomain(this Protos.TariffReplaced proto) =>
        new(Wire.Required(proto.Tariff).ToDomain(), Wire.Required(proto.Ruling).ToDomain());

    public static Protos.ReviewAsked ToProto(this ReviewAsked e) => new() { Finding = e.Finding.ToProto(), ArrivedAt = e.ArrivedAt.ToTicks() };

    public static ReviewAsked ToDomain(this Protos.ReviewAsked proto) => new(Wire.Required(proto.Finding).ToDomain(), proto.ArrivedAt.ToInstant());

    public static Protos.StopRepeated ToProto(this StopRepeated e) => new() { Stop = e.Stop.ToProto(), ArrivedAt = e.ArrivedAt.ToTicks() };

    public static StopRepeated ToDomain(this Protos.StopRepeated proto) => new(Wire.Required(proto.Stop).ToDomain(), proto.ArrivedAt.ToInstant());

    public static Protos.SessionDebtSettled ToProto(this SessionDebtSettled e) => new() { Key = e.Key, NothingLeft = e.NothingLeft };

    public static SessionDebtSettled ToDomain(this Protos.SessionDebtSettled proto) => new(proto.Key, proto.NothingLeft);
}
