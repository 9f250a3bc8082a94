namespace Fleet.Cli.Replay;

/// <summary>The rows of a file, sorted into those that can be played and those that cannot.</summary>
/// <param name="Format">What kind of file it is.</param>
/// <param name="Sessions">Sessions to play.</param>
/// <param name="Rejected">The others.</param>
internal sealed record SessionRows(string Format, IReadOnlyList<ReplaySession> Sessions, IReadOnlyList<RejectedRow> Rejected)
{
    /// <summary>How many rows were read.</summary>
    public int Read => Sessions.Count + Rejected.Count;

    /// <summary>Sorts <paramref name="rows"/> of a file of the kind <paramref name="format"/>.</summary>
    public static SessionRows Of(string format, IEnumerable<SessionRow> rows)
    {
        var sessions = new List<ReplaySession>();
        var rejected = new List<RejectedRow>();
        foreach (var row in rows)
        {
            switch (row)
            {
                case ReplaySession session:
                    sessions.Add(session);
                    break;
                case RejectedRow reject:
                    rejected.Add(reject);
                    break;
                default:
                    throw new InvalidOperationException($"a row is no {row.GetType()}");
            }
        }

        return new SessionRows(format, sessions, rejected);
    }
}
