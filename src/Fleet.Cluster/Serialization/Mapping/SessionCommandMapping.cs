using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>The commands to a session.</summary>
internal static class SessionCommandMapping
{
    public static Protos.OpenSession ToProto(this OpenSession c) => new() { Session = ToProto(c.Session), Start = c.Start.ToProto() };

    public static OpenSession ToDomain(this Protos.OpenSession proto) => new(ToDomain(Wire.Required(proto.Session)), Wire.Required(proto.Start).ToDomain());

    public static Protos.RecordReadings ToProto(this RecordReadings c)
    {
        var proto = new Protos.RecordReadings { Session = ToProto(c.Session), Matched = c.Matched };
        proto.Readings.AddAll(c.Readings, MeteringMapping.ToProto);
        return proto;
    }

    public static RecordReadings ToDomain(this Protos.RecordReadings proto) =>
        new(ToDomain(Wire.Required(proto.Session)), proto.Readings.ToList(MeteringMapping.ToDomain), proto.Matched);

    public static Protos.NoteConnectorStatus ToProto(this NoteConnectorStatus c) =>
        new() { Session = ToProto(c.Session), Status = c.Status.ToNumber(), At = c.At.ToTicks() };

    public static NoteConnectorStatus ToDomain(this Protos.NoteConnectorStatus proto) =>
        new(ToDomain(Wire.Required(proto.Session)), proto.Status.ToEnum<ConnectorStatus>(), proto.At.ToInstant());

    public static Protos.StopSession ToProto(this StopSession c) => new() { Session = ToProto(c.Session), Stop = c.Stop.ToProto(), Matched = c.Matched };

    public static StopSession ToDomain(this Protos.StopSession proto) =>
        new(ToDomain(Wire.Required(proto.Session)), Wire.Required(proto.Stop).ToDomain(), proto.Matched);

    public static Protos.SupersedeSession ToProto(this SupersedeSession c) => new() { Session = ToProto(c.Session), At = c.At.ToTicks() };

    public static SupersedeSession ToDomain(this Protos.SupersedeSession proto) => new(ToDomain(Wire.Required(proto.Session)), proto.At.ToInstant());

    public static Protos.NoteMeterSwap ToProto(this NoteMeterSwap c) => new() { Session = ToProto(c.Session), Swap = c.Swap.ToProto() };

    public static NoteMeterSwap ToDomain(this Protos.NoteMeterSwap proto) =>
        new(ToDomain(Wire.Required(proto.Session)), Wire.Required(proto.Swap).ToDomain());

    public static Protos.ReleaseHold ToProto(this ReleaseHold c) => new() { Session = ToProto(c.Session), Ruling = c.Ruling.ToProto() };

    public static ReleaseHold ToDomain(this Protos.ReleaseHold proto) =>
        new(ToDomain(Wire.Required(proto.Session)), Wire.Required(proto.Ruling).ToDomain());

    public static Protos.CreditSession ToProto(this CreditSession c) =>
        new() { Session = ToProto(c.Session), Ruling = c.Ruling.ToProto(), OnlyHeld = c.OnlyHeld };

    public static CreditSession ToDomain(this Protos.CreditSession proto) =>
        new(ToDomain(Wire.Required(proto.Session)), Wire.Required(proto.Ruling).ToDomain(), proto.OnlyHeld);

    public static Protos.ReclassifyRegister ToProto(this ReclassifyRegister c) =>
        new() { Session = ToProto(c.Session), Kind = c.Kind.ToNumber(), Ruling = c.Ruling.ToProto() };

    public static ReclassifyRegister ToDomain(this Protos.ReclassifyRegister proto) =>
        new(ToDomain(Wire.Required(proto.Session)), proto.Kind.ToEnum<RegisterKind>(), Wire.Required(proto.Ruling).ToDomain());

    public static Protos.RerateSession ToProto(this RerateSession c) =>
        new() { Session = ToProto(c.Session), Tariff = c.Tariff.ToProto(), Ruling = c.Ruling.ToProto() };

    public static RerateSession ToDomain(this Protos.RerateSession proto) =>
        new(ToDomain(Wire.Required(proto.Session)), Wire.Required(proto.Tariff).ToDomain(), Wire.Required(proto.Ruling).ToDomain());

    private static Protos.SessionId ToProto(SessionId id) => new() { Charger = id.Charger.Value, Transaction = id.Transaction.Value };

    private static SessionId ToDomain(Protos.SessionId proto) => new(ChargerId.Parse(proto.Charger), new TransactionId(proto.Transaction));
}
