using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>The commands to a charger.</summary>
internal static class ChargerCommandMapping
{
    public static Protos.ConnectCharger ToProto(this ConnectCharger c) => new() { Charger = c.Charger.Value, Connection = c.Connection.ToProto() };

    public static ConnectCharger ToDomain(this Protos.ConnectCharger proto) =>
        new(ChargerId.Parse(proto.Charger), Wire.Required(proto.Connection).ToDomain());

    public static Protos.DisconnectCharger ToProto(this DisconnectCharger c) =>
        new() { Charger = c.Charger.Value, ConnectionId = c.ConnectionId.ToBytes() };

    public static DisconnectCharger ToDomain(this Protos.DisconnectCharger proto) => new(ChargerId.Parse(proto.Charger), proto.ConnectionId.ToGuid());

    public static Protos.FindConnection ToProto(this FindConnection c) => new() { Charger = c.Charger.Value };

    public static FindConnection ToDomain(this Protos.FindConnection proto) => new(ChargerId.Parse(proto.Charger));

    public static Protos.BootCharger ToProto(this BootCharger c) => new() { Charger = c.Charger.Value, Description = c.Description.ToProto() };

    public static BootCharger ToDomain(this Protos.BootCharger proto) => new(ChargerId.Parse(proto.Charger), Wire.Required(proto.Description).ToDomain());

    public static Protos.SeeCharger ToProto(this SeeCharger c) => new() { Charger = c.Charger.Value };

    public static SeeCharger ToDomain(this Protos.SeeCharger proto) => new(ChargerId.Parse(proto.Charger));

    public static Protos.ReportConnector ToProto(this ReportConnector c) => new() { Charger = c.Charger.Value, Report = c.Report.ToProto() };

    public static ReportConnector ToDomain(this Protos.ReportConnector proto) =>
        new(ChargerId.Parse(proto.Charger), Wire.Required(proto.Report).ToDomain());

    public static Protos.StartTransaction ToProto(this StartTransaction c)
    {
        var proto = new Protos.StartTransaction
        {
            Charger = c.Charger.Value,
            Connector = c.Connector.ToProto(),
            Token = c.Token.Value,
            StartedAt = c.StartedAt.ToTicks(),
            MeterStart = c.MeterStart.Value,
            Terms = c.Terms.ToProto(),
            FirstTransactionId = c.FirstTransactionId,
        };
        if (c.ReservationId is { } reservationId)
            proto.ReservationId = reservationId;
        return proto;
    }

    public static StartTransaction ToDomain(this Protos.StartTransaction proto) => new(
        ChargerId.Parse(proto.Charger),
        Wire.Required(proto.Connector).ToDomain(),
        new IdToken(proto.Token),
        proto.StartedAt.ToInstant(),
        new EnergyWh(proto.MeterStart),
        proto.HasReservationId ? proto.ReservationId : null,
        Wire.Required(proto.Terms).ToDomain(),
        proto.FirstTransactionId);

    public static Protos.ReportReadings ToProto(this ReportReadings c)
    {
        var proto = new Protos.ReportReadings { Charger = c.Charger.Value, Connector = c.Connector.ToProto() };
        if (c.Transaction is { } transaction)
            proto.Transaction = transaction.Value;
        proto.Readings.AddAll(c.Readings, MeteringMapping.ToProto);
        return proto;
    }

    public static ReportReadings ToDomain(this Protos.ReportReadings proto) => new(
        ChargerId.Parse(proto.Charger),
        Wire.Required(proto.Connector).ToDomain(),
        proto.HasTransaction ? new TransactionId(proto.Transaction) : null,
        proto.Readings.ToList(MeteringMapping.ToDomain));

    public static Protos.StopTransaction ToProto(this StopTransaction c) =>
        new() { Charger = c.Charger.Value, Transaction = c.Transaction.Value, Stop = c.Stop.ToProto() };

    public static StopTransaction ToDomain(this Protos.StopTransaction proto) =>
        new(ChargerId.Parse(proto.Charger), new TransactionId(proto.Transaction), Wire.Required(proto.Stop).ToDomain());

    public static Protos.EndTransaction ToProto(this EndTransaction c)
    {
        var proto = new Protos.EndTransaction { Charger = c.Charger.Value, Transaction = c.Transaction.Value };
        if (c.StoppedAt is { } stoppedAt)
            proto.StoppedAt = stoppedAt.ToTicks();
        proto.Served = c.Served;
        return proto;
    }

    public static EndTransaction ToDomain(this Protos.EndTransaction proto) =>
        new(ChargerId.Parse(proto.Charger), new TransactionId(proto.Transaction), proto.HasStoppedAt ? proto.StoppedAt.ToInstant() : null, proto.Served);

    public static Protos.ProbeCharger ToProto(this ProbeCharger c) => new() { Charger = c.Charger.Value, Connector = c.Connector.ToProto() };

    public static ProbeCharger ToDomain(this Protos.ProbeCharger proto) => new(ChargerId.Parse(proto.Charger), Wire.Required(proto.Connector).ToDomain());

    public static Protos.SwapMeter ToProto(this SwapMeter c) =>
        new() { Charger = c.Charger.Value, Connector = c.Connector.ToProto(), Swap = c.Swap.ToProto(), Ruling = c.Ruling.ToProto() };

    public static SwapMeter ToDomain(this Protos.SwapMeter proto) => new(
        ChargerId.Parse(proto.Charger), Wire.Required(proto.Connector).ToDomain(), Wire.Required(proto.Swap).ToDomain(), Wire.Required(proto.Ruling).ToDomain());

    public static Protos.QueueCommand ToProto(this QueueCommand c) => new() { Charger = c.Charger.Value, Command = c.Command.ToProto() };

    public static QueueCommand ToDomain(this Protos.QueueCommand proto) => new(ChargerId.Parse(proto.Charger), Wire.Required(proto.Command).ToDomain());

    public static Protos.RecordCommandResult ToProto(this RecordCommandResult c) =>
        new() { Charger = c.Charger.Value, CommandId = c.CommandId.ToBytes(), Result = c.Result.ToProto() };

    public static RecordCommandResult ToDomain(this Protos.RecordCommandResult proto) =>
        new(ChargerId.Parse(proto.Charger), proto.CommandId.ToGuid(), Wire.Required(proto.Result).ToDomain());
}
