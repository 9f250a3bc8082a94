using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>The snapshot of a charger.</summary>
internal static class ChargerStateMapping
{
    public static Protos.ChargerState ToProto(this ChargerState state)
    {
        var proto = new Protos.ChargerState
        {
            Id = state.Id.Value,
            Connection = state.Connection?.ToProto(),
            Description = state.Description?.ToProto(),
            Transactions = ToProto(state.Transactions),
            Parked = ToProto(state.Parked),
            ReportsOwed = state.ReportsOwed,
        };
        if (state.LastSeenAt is { } lastSeenAt)
            proto.LastSeenAt = lastSeenAt.ToTicks();
        foreach (var report in state.Connectors.Values)
            proto.Connectors.Add(report.ToProto());
        proto.Owed.AddAll(state.Owed, EntityMapping.ToProto);
        proto.Commands.AddAll(state.Commands, QueuedCommandMapping.ToProto);
        return proto;
    }

    public static ChargerState ToDomain(this Protos.ChargerState proto)
    {
        var empty = new ChargerState(ChargerId.Parse(proto.Id));
        var connectors = empty.Connectors.ToBuilder();
        foreach (var report in proto.Connectors.ToList(ChargingMapping.ToDomain))
            connectors.Add(report.Connector, report);
        return empty with
        {
            Connection = proto.Connection?.ToDomain(),
            Description = proto.Description?.ToDomain(),
            LastSeenAt = proto.HasLastSeenAt ? proto.LastSeenAt.ToInstant() : null,
            Connectors = connectors.ToImmutable(),
            Transactions = ToDomain(Wire.Required(proto.Transactions)),
            Parked = ToDomain(Wire.Required(proto.Parked)),
            Owed = proto.Owed.ToList(EntityMapping.ToDebt),
            ReportsOwed = proto.ReportsOwed,
            Commands = proto.Commands.ToList(QueuedCommandMapping.ToDomain),
        };
    }

    private static Protos.TransactionLog ToProto(TransactionLog log)
    {
        var proto = new Protos.TransactionLog { First = log.First, Next = log.Next };
        proto.Running.AddAll(log.Running, ToProto);
        proto.Answered.AddAll(log.Answered, ToProto);
        return proto;
    }

    private static TransactionLog ToDomain(Protos.TransactionLog proto) =>
        new(proto.First, proto.Next, proto.Running.ToList(ToDomain), proto.Answered.ToList(ToDomain));

    private static Protos.RunningTransaction ToProto(RunningTransaction running) => new()
    {
        Id = running.Id.Value,
        Connector = running.Connector.ToProto(),
        Token = running.Token.Value,
        StartedAt = running.StartedAt.ToTicks(),
        MeterStart = running.MeterStart.Value,
    };

    private static RunningTransaction ToDomain(Protos.RunningTransaction proto) => new(
        new TransactionId(proto.Id),
        Wire.Required(proto.Connector).ToDomain(),
        new IdToken(proto.Token),
        proto.StartedAt.ToInstant(),
        new EnergyWh(proto.MeterStart));

    private static Protos.AnsweredStart ToProto(AnsweredStart start)
    {
        var proto = new Protos.AnsweredStart
        {
            Transaction = start.Transaction.Value,
            Connector = start.Connector.ToProto(),
            Token = start.Token.Value,
            StartedAt = start.StartedAt.ToTicks(),
            MeterStart = start.MeterStart.Value,
            Status = start.Status.ToNumber(),
        };
        if (start.ParentToken is { } parentToken)
            proto.ParentToken = parentToken.Value;
        if (start.StoppedAt is { } stoppedAt)
            proto.StoppedAt = stoppedAt.ToTicks();
        proto.Served = start.Served;
        return proto;
    }

    private static AnsweredStart ToDomain(Protos.AnsweredStart proto) => new(
        new TransactionId(proto.Transaction),
        Wire.Required(proto.Connector).ToDomain(),
        new IdToken(proto.Token),
        proto.StartedAt.ToInstant(),
        new EnergyWh(proto.MeterStart),
        proto.Status.ToEnum<TokenStatus>(),
        proto.HasParentToken ? new IdToken(proto.ParentToken) : null,
        proto.HasStoppedAt ? proto.StoppedAt.ToInstant() : null,
        proto.Served);

    private static Protos.ParkingLot ToProto(ParkingLot lot)
    {
        var proto = new Protos.ParkingLot { NextNumber = lot.NextNumber };
        proto.Newest.AddAll(lot.Newest, ChargingMapping.ToProto);
        return proto;
    }

    private static ParkingLot ToDomain(Protos.ParkingLot proto) => new(proto.NextNumber, proto.Newest.ToList(ChargingMapping.ToDomain));
}
