using Akka;
using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Fleet.Cluster.Journal;

/// <summary>Reads the journal: all of it in its order, or one entity's events.</summary>
/// <param name="system">This node's actor system.</param>
public sealed class JournalReader(ActorSystem system)
{
    private readonly SqlReadJournal _journal = PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(JournalSetup.QueryPlugin);

    /// <summary>Every event after <paramref name="offset"/>, in the journal's order, and then those that come. It waits at a gap for longer than any write takes.</summary>
    internal Source<EventEnvelope, NotUsed> EventsAfter(long offset) => _journal.AllEvents(Offset.Sequence(offset));

    /// <summary>Every event after <paramref name="offset"/> that is there now, in the journal's order.</summary>
    internal Source<EventEnvelope, NotUsed> EventsSoFarAfter(long offset) => _journal.CurrentAllEvents(Offset.Sequence(offset));

    /// <summary>An entity's events from one sequence number to another, both included, in order; empty when it has none.</summary>
    internal async Task<IReadOnlyList<EventEnvelope>> ReadAsync(string persistenceId, long from, long to) =>
        await _journal.CurrentEventsByPersistenceId(persistenceId, from, to).RunWith(Sink.Seq<EventEnvelope>(), system.Materializer());
}
