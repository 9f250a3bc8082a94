using Fleet.Domain.Identity;

namespace Fleet.Cli.Replay;

/// <summary>What came of playing a session.</summary>
/// <param name="Session">The session.</param>
internal abstract record PlayOutcome(ReplaySession Session);

/// <summary>Start and stop were answered.</summary>
/// <param name="Session">The session.</param>
/// <param name="Id">The id that the node gave it.</param>
internal sealed record PlayedSession(ReplaySession Session, SessionId Id) : PlayOutcome(Session);

/// <summary>The node did not answer, or answered with an error.</summary>
/// <param name="Session">The session.</param>
/// <param name="Reason">What happened, in words.</param>
internal sealed record FailedSession(ReplaySession Session, string Reason) : PlayOutcome(Session);

/// <summary>What came of playing all sessions.</summary>
/// <param name="Sessions">Each session's outcome.</param>
/// <param name="Calls">Calls that the node answered.</param>
/// <param name="Elapsed">How long it took on the wall clock.</param>
internal sealed record PlayResult(IReadOnlyList<PlayOutcome> Sessions, long Calls, TimeSpan Elapsed)
{
    /// <summary>Nothing was played.</summary>
    public static readonly PlayResult Nothing = new([], 0, TimeSpan.Zero);
}
