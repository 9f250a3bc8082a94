using Akka.Actor;
using Akka.Event;

using Fleet.Domain.Deciding;

namespace Fleet.Cluster.Entities;

/// <summary>
/// Answers <see cref="Retry"/> for commands that no entity will ever see: those that waited in the mailbox of an entity that a failed write stopped. Without it whoever asked
/// would wait until the time is up before asking again.
/// </summary>
internal sealed class LostCommands : ReceiveActor
{
    /// <summary>Its name.</summary>
    public const string Name = "lost-commands";

    private static readonly Retry Again = new("the entity stopped before it saw the command");

    public LostCommands() => Receive<DeadLetter>(lost =>
    {
        if (lost is { Message: IEntityCommand and not PayDebt, Sender: { } asker } && !asker.IsNobody())
            asker.Tell(Again);
    });

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
}
