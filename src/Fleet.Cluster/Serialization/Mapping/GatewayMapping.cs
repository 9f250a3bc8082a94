using Fleet.Cluster.Gateways;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>Calls to chargers, and their answers.</summary>
internal static class GatewayMapping
{
    public static Protos.CallCharger ToProto(this CallCharger call) =>
        new() { Charger = call.Charger.Value, Action = call.Action, Payload = call.Payload, Timeout = call.Timeout.Ticks };

    public static CallCharger ToDomain(this Protos.CallCharger proto) =>
        new(ChargerId.Parse(proto.Charger), proto.Action, proto.Payload, TimeSpan.FromTicks(proto.Timeout));

    public static Protos.ChargerAnswer ToProto(this ChargerAnswer answer)
    {
        var proto = new Protos.ChargerAnswer { Status = answer.Status.ToNumber() };
        if (answer.Response is { } response)
            proto.Response = response;
        if (answer.ErrorCode is { } errorCode)
            proto.ErrorCode = errorCode;
        if (answer.ErrorDescription is { } errorDescription)
            proto.ErrorDescription = errorDescription;
        return proto;
    }

    public static ChargerAnswer ToDomain(this Protos.ChargerAnswer proto) => new(
        proto.Status.ToEnum<CallStatus>(),
        proto.HasResponse ? proto.Response : null,
        proto.HasErrorCode ? proto.ErrorCode : null,
        proto.HasErrorDescription ? proto.ErrorDescription : null);

    public static Protos.RequestReadings ToProto(this RequestReadings request) =>
        new() { Charger = request.Charger.Value, Node = request.Node, Connector = request.Connector.ToProto() };

    public static RequestReadings ToDomain(this Protos.RequestReadings proto) =>
        new(ChargerId.Parse(proto.Charger), proto.Node, Wire.Required(proto.Connector).ToDomain());

    public static Protos.DeliverCommand ToProto(this DeliverCommand request) =>
        new() { Charger = request.Charger.Value, Node = request.Node, Command = request.Command.ToProto() };

    public static DeliverCommand ToDomain(this Protos.DeliverCommand proto) =>
        new(ChargerId.Parse(proto.Charger), proto.Node, Wire.Required(proto.Command).ToDomain());
}
