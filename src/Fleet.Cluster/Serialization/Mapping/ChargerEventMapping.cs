using Fleet.Domain.Charging;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>The events of a charger.</summary>
internal static class ChargerEventMapping
{
    public static Protos.ChargerConnected ToProto(this ChargerConnected e) => new() { Connection = e.Connection.ToProto() };

    public static ChargerConnected ToDomain(this Protos.ChargerConnected proto) => new(Wire.Required(proto.Connection).ToDomain());

    public static Protos.ChargerDisconnected ToProto(this ChargerDisconnected e) => new() { ConnectionId = e.ConnectionId.ToBytes(), At = e.At.ToTicks() };

    public static ChargerDisconnected ToDomain(this Protos.ChargerDisconnected proto) => new(proto.ConnectionId.ToGuid(), proto.At.ToInstant());

    public static Protos.ChargerBooted ToProto(this ChargerBooted e) => new() { Description = e.Description.ToProto(), At = e.At.ToTicks() };

    public static ChargerBooted ToDomain(this Protos.ChargerBooted proto) => new(Wire.Required(proto.Description).ToDomain(), proto.At.ToInstant());

    public static Protos.ChargerSeen ToProto(this ChargerSeen e) => new() { At = e.At.ToTicks() };

    public static ChargerSeen ToDomain(this Protos.ChargerSeen proto) => new(proto.At.ToInstant());

    public static Protos.ConnectorReported ToProto(this ConnectorReported e) => new() { Report = e.Report.ToProto(), ArrivedAt = e.ArrivedAt.ToTicks(), Owed = e.Owed };

    public static ConnectorReported ToDomain(this Protos.ConnectorReported proto) =>
        new(Wire.Required(proto.Report).ToDomain(), proto.ArrivedAt.ToInstant(), proto.Owed);

    public static Protos.TransactionStarted ToProto(this TransactionStarted e) => new() { Transaction = e.Transaction.Value, Start = e.Start.ToProto() };

    public static TransactionStarted ToDomain(this Protos.TransactionStarted proto) =>
        new(new TransactionId(proto.Transaction), Wire.Required(proto.Start).ToDomain());

    public static Protos.TransactionEnded ToProto(this TransactionEnded e)
    {
        var proto = new Protos.TransactionEnded { Transaction = e.Transaction.Value, At = e.At.ToTicks() };
        if (e.StoppedAt is { } stoppedAt)
            proto.StoppedAt = stoppedAt.ToTicks();
        proto.Served = e.Served;
        return proto;
    }

    public static TransactionEnded ToDomain(this Protos.TransactionEnded proto) =>
        new(new TransactionId(proto.Transaction), proto.At.ToInstant(), proto.HasStoppedAt ? proto.StoppedAt.ToInstant() : null, proto.Served);

    public static Protos.EvidenceParked ToProto(this EvidenceParked e) => new() { Evidence = e.Evidence.ToProto() };

    public static EvidenceParked ToDomain(this Protos.EvidenceParked proto) => new(Wire.Required(proto.Evidence).ToDomain());

    public static Protos.ParkedEvidenceMatched ToProto(this ParkedEvidenceMatched e) => new() { Number = e.Number, Transaction = e.Transaction.Value };

    public static ParkedEvidenceMatched ToDomain(this Protos.ParkedEvidenceMatched proto) => new(proto.Number, new TransactionId(proto.Transaction));

    public static Protos.ChargerDebtSettled ToProto(this ChargerDebtSettled e) => new() { Key = e.Key, NothingLeft = e.NothingLeft };

    public static ChargerDebtSettled ToDomain(this Protos.ChargerDebtSettled proto) => new(proto.Key, proto.NothingLeft);

    public static Protos.MeterSwapped ToProto(this MeterSwapped e) =>
        new() { Connector = e.Connector.ToProto(), Swap = e.Swap.ToProto(), Ruling = e.Ruling.ToProto() };

    public static MeterSwapped ToDomain(this Protos.MeterSwapped proto) =>
        new(Wire.Required(proto.Connector).ToDomain(), Wire.Required(proto.Swap).ToDomain(), Wire.Required(proto.Ruling).ToDomain());

    public static Protos.CommandQueued ToProto(this CommandQueued e) => new() { Command = e.Command.ToProto() };

    public static CommandQueued ToDomain(this Protos.CommandQueued proto) => new(Wire.Required(proto.Command).ToDomain());

    public static Protos.CommandFinished ToProto(this CommandFinished e) =>
        new() { CommandId = e.CommandId.ToBytes(), Result = e.Result.ToProto(), At = e.At.ToTicks() };

    public static CommandFinished ToDomain(this Protos.CommandFinished proto) =>
        new(proto.CommandId.ToGuid(), Wire.Required(proto.Result).ToDomain(), proto.At.ToInstant());
}
