using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

namespace Fleet.Cluster.Journal;

/// <summary>Reads sessions' own journals: their evidence is kept there, and nowhere twice.</summary>
/// <param name="journal">The journal.</param>
public sealed class SessionJournal(JournalReader journal)
{
    /// <summary>Everything that happened to a session, in order; empty when there is no such session.</summary>
    public async Task<IReadOnlyList<SessionEvent>> ReadAsync(SessionId session) =>
        [.. (await journal.ReadAsync(EntityKey.Of(session).Value, 0, long.MaxValue)).Select(envelope => (SessionEvent)envelope.Event)];
}
