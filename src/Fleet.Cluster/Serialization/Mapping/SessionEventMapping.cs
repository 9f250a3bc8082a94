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
        return proto;
    }

    public static ReadingsRecorded ToDomain(this Protos.ReadingsRecorded proto) =>
        new(proto.Readings.ToList(MeteringMapping.ToDomain), new EnergyWh(proto.Energy), proto.ArrivedAt.ToInstant(), proto.Matched);

    public static Protos.ConnectorStatusNoted ToProto(this ConnectorStatusNoted e) => new() { Status = e.Status.ToNumber(), At = e.At.ToTicks() };

    public static ConnectorStatusNoted ToDomain(this Protos.ConnectorStatusNoted proto) => new(proto.Status.ToEnum<ConnectorStatus>(), proto.At.ToInstant());

    public static Protos.SessionStopped ToProto(this SessionStopped e) =>
        new() { Stop = e.Stop.ToProto(), ArrivedAt = e.ArrivedAt.ToTicks(), Matched = e.Matched };

    public static SessionStopped ToDomain(this Protos.SessionStopped proto) =>
        new(Wire.Required(proto.Stop).ToDomain(), proto.ArrivedAt.ToInstant(), proto.Matched);

    public static Protos.SessionBilled ToProto(this SessionBilled e) => new() { Bill = e.Bill.ToProto() };

    public static SessionBilled ToDomain(this Protos.SessionBilled proto) => new(Wire.Required(proto.Bill).ToDomain());

    public static Protos.StopRepeated ToProto(this StopRepeated e) => new() { Stop = e.Stop.ToProto(), ArrivedAt = e.ArrivedAt.ToTicks() };

    public static StopRepeated ToDomain(this Protos.StopRepeated proto) => new(Wire.Required(proto.Stop).ToDomain(), proto.ArrivedAt.ToInstant());

    public static Protos.SessionDebtSettled ToProto(this SessionDebtSettled e) => new() { Key = e.Key };

    public static SessionDebtSettled ToDomain(this Protos.SessionDebtSettled proto) => new(proto.Key);
}
