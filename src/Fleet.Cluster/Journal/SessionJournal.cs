using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.Journal;

/// <summary>Reads sessions' own journals: their evidence is kept there, and nowhere twice.</summary>
/// <param name="system">This node's actor system.</param>
public sealed class SessionJournal(ActorSystem system)
{
    private readonly SqlReadJournal _journal = PersistenceQuery.Get(system).ReadJournalFor<SqlReadJournal>(JournalSetup.QueryPlugin);

    /// <summary>Everything that happened to a session, in order; empty when there is no such session.</summary>
    public async Task<IReadOnlyList<SessionEvent>> ReadAsync(SessionId session) =>
        await _journal
            .CurrentEventsByPersistenceId(EntityKey.Of(session).Value, 0, long.MaxValue)
            .Select(envelope => (SessionEvent)envelope.Event)
            .RunWith(Sink.Seq<SessionEvent>(), system.Materializer());
}
