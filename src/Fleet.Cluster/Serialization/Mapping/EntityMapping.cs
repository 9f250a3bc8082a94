using System.Runtime.Serialization;

using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using Google.Protobuf;

using NodaTime;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>What entities say to each other and to whoever asks them.</summary>
internal static class EntityMapping
{
    public static Protos.Debt ToProto(this Debt debt)
    {
        var proto = ToProto(debt.Key, debt.Command);
        proto.Since = debt.Since.ToTicks();
        return proto;
    }

    public static Debt ToDebt(this Protos.Debt proto) => new(proto.Key, Command(proto), proto.Since.ToInstant());

    public static Protos.Debt ToProto(this PayDebt message) => ToProto(message.Key, message.Command);

    public static PayDebt ToPayDebt(this Protos.Debt proto) => new(proto.Key, Command(proto));

    public static Protos.DebtPaid ToProto(this DebtPaid message) => new() { Key = message.Key };

    public static DebtPaid ToDomain(this Protos.DebtPaid proto) => new(proto.Key);

    public static Protos.Poke ToProto(this Poke message) => new()
    {
        Entity = message.Entity.Value,
        Policy = new Protos.WatchPolicy
        {
            DebtAfter = message.Policy.DebtAfter.BclCompatibleTicks,
            ProbeAfter = message.Policy.ProbeAfter.BclCompatibleTicks,
            CloseAfter = message.Policy.CloseAfter.BclCompatibleTicks,
            FreedAfter = message.Policy.FreedAfter.BclCompatibleTicks,
            CanProbe = message.Policy.CanProbe,
        },
    };

    public static Poke ToDomain(this Protos.Poke proto)
    {
        var policy = Wire.Required(proto.Policy);
        return new Poke(new EntityKey(proto.Entity), new WatchPolicy
        {
            DebtAfter = Duration.FromTicks(policy.DebtAfter),
            ProbeAfter = Duration.FromTicks(policy.ProbeAfter),
            CloseAfter = Duration.FromTicks(policy.CloseAfter),
            FreedAfter = Duration.FromTicks(policy.FreedAfter),
            CanProbe = policy.CanProbe,
        });
    }

    public static Protos.Poked ToProto(this Poked reply)
    {
        var proto = new Protos.Poked { Sequence = reply.SequenceNr };
        if (reply.WakeAt is { } wakeAt)
            proto.WakeAt = wakeAt.ToTicks();
        return proto;
    }

    public static Poked ToDomain(this Protos.Poked proto) => new(proto.Sequence, proto.HasWakeAt ? proto.WakeAt.ToInstant() : null);

    public static Protos.Done ToProto(this Done _) => new();

    public static Done ToDomain(this Protos.Done _) => Done.Instance;

    public static Protos.Rejection ToProto(this Rejection reply) => new() { Code = reply.Code, Message = reply.Message };

    public static Rejection ToDomain(this Protos.Rejection proto) => new(proto.Code, proto.Message);

    public static Protos.Retry ToProto(this Retry reply) => new() { Reason = reply.Reason };

    public static Retry ToDomain(this Protos.Retry proto) => new(proto.Reason);

    public static Protos.TransactionAnswer ToProto(this TransactionAnswer reply)
    {
        var proto = new Protos.TransactionAnswer { Transaction = reply.Transaction.Value, Status = reply.Status.ToNumber() };
        if (reply.ParentToken is { } parentToken)
            proto.ParentToken = parentToken.Value;
        return proto;
    }

    public static TransactionAnswer ToDomain(this Protos.TransactionAnswer proto) => new(
        new TransactionId(proto.Transaction), proto.Status.ToEnum<TokenStatus>(), proto.HasParentToken ? new IdToken(proto.ParentToken) : null);

    public static Protos.ConnectionFound ToProto(this ConnectionFound reply) => new() { Connection = reply.Connection?.ToProto() };

    public static ConnectionFound ToDomain(this Protos.ConnectionFound proto) => new(proto.Connection?.ToDomain());

    private static Protos.Debt ToProto(string key, IEntityCommand command)
    {
        var format = Manifests.Of(command);
        return new Protos.Debt { Key = key, Manifest = format.Manifest, Command = UnsafeByteOperations.UnsafeWrap(format.Write(command)) };
    }

    private static IEntityCommand Command(Protos.Debt proto) => Manifests.Named(proto.Manifest).Read(proto.Command.Span) as IEntityCommand
        ?? throw new SerializationException($"A '{proto.Manifest}' is no command that an entity could owe.");
}
