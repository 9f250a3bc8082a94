using Fleet.Domain.Charging;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>Commands that wait for a charger, and what becomes of them.</summary>
internal static class QueuedCommandMapping
{
    public static Protos.QueuedCommand ToProto(this QueuedCommand command) => new()
    {
        Id = command.Id.ToBytes(),
        Action = command.Action,
        Payload = command.Payload,
        QueuedAt = command.QueuedAt.ToTicks(),
        ExpiresAt = command.ExpiresAt.ToTicks(),
    };

    public static QueuedCommand ToDomain(this Protos.QueuedCommand proto) =>
        new(proto.Id.ToGuid(), proto.Action, proto.Payload, proto.QueuedAt.ToInstant(), proto.ExpiresAt.ToInstant());

    public static Protos.CommandResult ToProto(this CommandResult result)
    {
        var proto = new Protos.CommandResult { Outcome = result.Outcome.ToNumber() };
        if (result.Response is { } response)
            proto.Response = response;
        if (result.ErrorCode is { } errorCode)
            proto.ErrorCode = errorCode;
        if (result.ErrorDescription is { } errorDescription)
            proto.ErrorDescription = errorDescription;
        return proto;
    }

    public static CommandResult ToDomain(this Protos.CommandResult proto) => new(
        proto.Outcome.ToEnum<CommandOutcome>(),
        proto.HasResponse ? proto.Response : null,
        proto.HasErrorCode ? proto.ErrorCode : null,
        proto.HasErrorDescription ? proto.ErrorDescription : null);
}
