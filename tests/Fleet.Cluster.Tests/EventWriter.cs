using Akka.Persistence;

using Fleet.Domain.Deciding;

namespace Fleet.Cluster.Tests;

/// <summary>Writes events to an entity's journal as they are given, and then answers.</summary>
internal sealed class EventWriter(string persistenceId) : UntypedPersistentActor
{
    public override string PersistenceId => persistenceId;

    public override Recovery Recovery => new(SnapshotSelectionCriteria.None);

    protected override void OnCommand(object message)
    {
        var asker = Sender;
        PersistAll((IReadOnlyList<object>)message, _ => { }, () => asker.Tell(Done.Instance, Self));
    }

    protected override void OnRecover(object message)
    {
    }
}
