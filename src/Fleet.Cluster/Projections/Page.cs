namespace Fleet.Cluster.Projections;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">Its items.</typeparam>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">The key after which the next page begins; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Cuts pages.</summary>
internal static class Page
{
    /// <summary>A page of <paramref name="limit"/> rows, of which one more was asked for: if it came, there is a next page.</summary>
    public static Page<T> Cut<T>(List<T> rows, int limit, Func<T, string> key) =>
        rows.Count <= limit ? new Page<T>(rows, null) : new Page<T>(rows[..limit], key(rows[limit - 1]));
}
