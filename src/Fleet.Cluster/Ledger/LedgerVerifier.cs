using Fleet.Cluster.Database;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Fleet.Cluster.Ledger;

/// <summary>How far a verification is.</summary>
/// <param name="Verified">The last sequence that was found right.</param>
/// <param name="Last">The last one that there was when it began.</param>
public sealed record LedgerProgress(long Verified, long Last);

/// <summary>The first broken row of a ledger.</summary>
/// <param name="Sequence">Its sequence, or the one that is missing.</param>
/// <param name="Entry">The session's id and the revision, as they stand in its row; null when it is missing.</param>
/// <param name="What">What is wrong.</param>
public sealed record LedgerFault(long Sequence, string? Entry, string What)
{
    /// <inheritdoc/>
    public override string ToString() => Entry is null ? $"sequence {Sequence}: {What}" : $"sequence {Sequence} ({Entry}): {What}";
}

/// <summary>What a verification found.</summary>
/// <param name="Head">
/// The last entry that is right, and so how many there are. Whoever keeps it and gives it to the next verification will notice when entries are cut off the end, which a chain by
/// itself cannot show.
/// </param>
/// <param name="Fault">The first broken row; null when all is well.</param>
public sealed record LedgerVerdict(LedgerHead Head, LedgerFault? Fault);

/// <summary>
/// Walks the ledger in the order of its sequence, a page at a time, and recomputes everything that it claims: sequences without gaps, hashes, canonical form, the columns copied out
/// of each document, one entry for each revision, and credits that take back exactly what was charged.
/// </summary>
/// <param name="database">Where the ledger is.</param>
public sealed class LedgerVerifier(FleetDatabase database)
{
    private const int PageSize = 1_000;

    private static readonly string PageSql =
        $"SELECT {string.Join(", ", ChainEntry.Columns)} FROM billed_transaction WHERE sequence > @after ORDER BY sequence LIMIT {PageSize}";

    /// <summary>Verifies the whole ledger as it stands; entries that are appended meanwhile may be verified too.</summary>
    /// <param name="remembered">The head that an earlier verification gave; null when there is none.</param>
    /// <param name="progress">Told after each page.</param>
    /// <param name="cancellation">Ends it between two pages.</param>
    public async Task<LedgerVerdict> VerifyAsync(
        LedgerHead? remembered = null, IProgress<LedgerProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using var db = database.Open();
        var last = await db.GetTable<BilledTransactionRow>().MaxAsync(row => (long?)row.Sequence, cancellation) ?? 0;
        var duplicate = await FirstDuplicateAsync(db, cancellation);
        var walk = new ChainWalk(remembered, duplicate);
        while (walk.Fault is null && await ReadPageAsync(db, walk.Head.Sequence, cancellation) is { Count: > 0 } page)
        {
            walk.Follow(page, await ReadPredecessorsAsync(db, page, cancellation));
            progress?.Report(new LedgerProgress(walk.Head.Sequence, Math.Max(last, walk.Head.Sequence)));
        }

        return new LedgerVerdict(walk.Head, walk.Fault ?? walk.FaultAtEnd());
    }

    /// <summary>
    /// The second of two entries with the same id and revision, where somebody dropped the key that forbids it. Whether there is any costs a tenth of finding the first one.
    /// </summary>
    private static async Task<long?> FirstDuplicateAsync(DataConnection db, CancellationToken cancellation)
    {
        var entries = db.GetTable<BilledTransactionRow>();
        if (!await entries.GroupBy(row => new { row.Id, row.Revision }).Where(same => same.Count() > 1).AnyAsync(cancellation))
            return null;
        return await entries
            .Join(entries, row => new { row.Id, row.Revision }, row => new { row.Id, row.Revision }, (earlier, later) => new { Earlier = earlier.Sequence, Later = later.Sequence })
            .Where(pair => pair.Earlier < pair.Later)
            .MinAsync(pair => (long?)pair.Later, cancellation);
    }

    private static async Task<List<ChainEntry>> ReadPageAsync(DataConnection db, long after, CancellationToken cancellation)
    {
        await using var reader = await db.ExecuteReaderAsync(PageSql, cancellation, new DataParameter("after", after));
        var page = new List<ChainEntry>(PageSize);
        while (await reader.Reader!.ReadAsync(cancellation))
            page.Add(ChainEntry.Read(reader.Reader));
        return page;
    }

    /// <summary>The entries of all sessions that have a correction on this page, by session.</summary>
    private static async Task<ILookup<string, EarlierEntry>> ReadPredecessorsAsync(DataConnection db, List<ChainEntry> page, CancellationToken cancellation)
    {
        var ids = page.Where(entry => !entry.IsFirst).Select(entry => entry.Id).Distinct(StringComparer.Ordinal).ToList();
        List<EarlierEntry> entries = ids.Count == 0 ? [] : await db.GetTable<BilledTransactionRow>()
            .Where(row => ids.Contains(row.Id))
            .Select(row => new EarlierEntry(row.Sequence, row.Id, row.Document))
            .ToListAsync(cancellation);
        return entries.ToLookup(entry => entry.Id, StringComparer.Ordinal);
    }
}
