using Fleet.Cluster.Database;
using Fleet.Cluster.Projections;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Fleet.Cluster.ReferenceData;

/// <summary>The newest version of an entry.</summary>
/// <param name="Key">What it is looked up under.</param>
/// <param name="Version">Its version.</param>
/// <param name="Document">What is kept.</param>
public sealed record StandingEntry(string Key, long Version, string Document);

/// <summary>The table of what people enter: insert only, the newest version of a key counts.</summary>
/// <param name="database">Where it is.</param>
internal sealed class ReferenceTable(FleetDatabase database)
{
    private const string LockOfPostgreSql = "SELECT pg_advisory_xact_lock(hashtext('fleet reference_data'))";
    private const string LockOfSqlite = "DELETE FROM reference_data WHERE 0";

    /// <summary>The newest version of everything; 0 when there is none.</summary>
    public async Task<long> NewestVersionAsync()
    {
        await using var db = database.Open();
        return await db.GetTable<ReferenceDataRow>().MaxAsync(row => (long?)row.Version) ?? 0;
    }

    /// <summary>What was entered after one version and up to another, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<(string Kind, string Key)>> ChangesAsync(long after, long upTo, int limit)
    {
        await using var db = database.Open();
        var rows = await db.GetTable<ReferenceDataRow>()
            .Where(row => row.Version > after && row.Version <= upTo)
            .OrderBy(row => row.Version)
            .Take(limit)
            .Select(row => new { row.Kind, row.Key })
            .ToListAsync();
        return rows.ConvertAll(row => (row.Kind, row.Key));
    }

    /// <summary>The keys of a kind whose documents, entered after <paramref name="version"/>, hold <paramref name="text"/>.</summary>
    public async Task<IReadOnlyList<string>> KeysHoldingAsync(string kind, string text, long version)
    {
        await using var db = database.Open();
        return await db.GetTable<ReferenceDataRow>()
            .Where(row => row.Version > version && row.Kind == kind && row.Document.Contains(text))
            .Select(row => row.Key)
            .Distinct()
            .ToListAsync();
    }

    /// <summary>What stands under a key; null when nothing does.</summary>
    public async Task<StandingEntry?> NewestAsync(string kind, string key)
    {
        await using var db = database.Open();
        return await NewestAsync(db, kind, key);
    }

    /// <summary>What stands under each of some keys.</summary>
    public async Task<Dictionary<string, StandingEntry>> NewestAsync(string kind, IReadOnlyCollection<string> keys)
    {
        await using var db = database.Open();
        return await NewestAsync(db, kind, keys);
    }

    /// <summary>What stands, in order of the keys.</summary>
    /// <param name="kind">Of this kind.</param>
    /// <param name="after">The last key of the page before.</param>
    /// <param name="limit">The most entries.</param>
    public async Task<Page<StandingEntry>> PageAsync(string kind, string? after, int limit)
    {
        await using var db = database.Open();
        var first = after ?? "";

        // Two statements: linq2db drops the order of a subquery, and with it what its limit means.
        var keys = await db.GetTable<ReferenceDataRow>()
            .Where(row => row.Kind == kind && row.Key.CompareTo(first) > 0)
            .Select(row => row.Key)
            .Distinct()
            .OrderBy(key => key)
            .Take(limit + 1)
            .ToListAsync();
        var isLast = keys.Count <= limit;
        var standing = await NewestAsync(db, kind, isLast ? keys : keys[..limit]);
        return new Page<StandingEntry>([.. keys.Take(limit).Select(key => standing[key])], isLast ? null : keys[limit - 1]);
    }

    /// <summary>The versions of an entry, newest first.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its key.</param>
    /// <param name="before">Only versions before this one.</param>
    /// <param name="limit">The most versions.</param>
    public async Task<IReadOnlyList<ReferenceDataRow>> VersionsAsync(string kind, string key, long before, int limit)
    {
        await using var db = database.Open();
        return await db.GetTable<ReferenceDataRow>()
            .Where(row => row.Kind == kind && row.Key == key && row.Version < before)
            .OrderByDescending(row => row.Version)
            .Take(limit)
            .ToListAsync();
    }

    /// <summary>Every version of every entry of a kind, oldest first.</summary>
    public async Task<IReadOnlyList<ReferenceDataRow>> VersionsAsync(string kind)
    {
        await using var db = database.Open();
        return await db.GetTable<ReferenceDataRow>().Where(row => row.Kind == kind).OrderBy(row => row.Version).ToListAsync();
    }

    /// <summary>Records a version, unless it would say what stands.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="key">The key.</param>
    /// <param name="document">The document, given the one that stands.</param>
    /// <param name="audit">Who, when and why.</param>
    /// <returns>Whether there is a new version.</returns>
    public async Task<bool> InsertAsync(string kind, string key, Func<string?, string> document, Audit audit)
    {
        await using var db = database.Open();
        await using var transaction = await db.BeginTransactionAsync();
        await LockAsync(db);
        var standing = (await NewestAsync(db, kind, key))?.Document;
        var entered = document(standing);
        if (entered == standing)
            return false;
        await db.InsertAsync(Row(kind, key, entered, audit));
        await transaction.CommitAsync();
        return true;
    }

    /// <summary>Records versions of a kind in one transaction: all of them, or none.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="batches">Keys and documents, each with the version that stood when it was made (0 for none), some hundreds at a time.</param>
    /// <param name="audit">Who, when and why.</param>
    /// <param name="done">Told after each batch how many there are.</param>
    /// <param name="cancellation">Until the end, nothing is recorded.</param>
    /// <returns>A key under which something else was recorded meanwhile, so that nothing was recorded here; null when all is well.</returns>
    public async Task<string?> InsertAsync(
        string kind, IAsyncEnumerable<IReadOnlyList<StandingEntry>> batches, Audit audit, Action<long> done, CancellationToken cancellation)
    {
        await using var db = database.Open();
        await using var transaction = await db.BeginTransactionAsync(cancellation);
        await LockAsync(db);
        long count = 0;
        await foreach (var batch in batches.WithCancellation(cancellation))
        {
            var keys = batch.Select(entry => entry.Key).ToList();
            var standing = await Newest(db, kind, keys).ToDictionaryAsync(newest => newest.Key, newest => newest.Version, StringComparer.Ordinal, cancellation);
            if (batch.FirstOrDefault(entry => standing.GetValueOrDefault(entry.Key) != entry.Version) is { } changed)
                return changed.Key;
            await db.BulkCopyAsync(
                new BulkCopyOptions(BulkCopyType: BulkCopyType.MultipleRows), batch.Select(entry => Row(kind, entry.Key, entry.Document, audit)), cancellation);
            done(count += batch.Count);
        }

        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>
    /// Whoever records waits for the one before: then versions become visible in their order, and a reader that saw one has seen those below it. PostgreSQL gives numbers when rows
    /// are written and shows them when they are committed; SQLite has one writer, once it writes.
    /// </summary>
    private static Task LockAsync(DataConnection db) =>
        db.ExecuteAsync(db.DataProvider.Name.StartsWith(ProviderName.PostgreSQL, StringComparison.Ordinal) ? LockOfPostgreSql : LockOfSqlite);

    private static async Task<StandingEntry?> NewestAsync(DataConnection db, string kind, string key) => await db.GetTable<ReferenceDataRow>()
        .Where(row => row.Kind == kind && row.Key == key)
        .OrderByDescending(row => row.Version)
        .Select(row => new StandingEntry(row.Key, row.Version, row.Document))
        .FirstOrDefaultAsync();

    private static async Task<Dictionary<string, StandingEntry>> NewestAsync(DataConnection db, string kind, IReadOnlyCollection<string> keys)
    {
        var entries = from newest in Newest(db, kind, keys)
                      join row in db.GetTable<ReferenceDataRow>() on newest.Version equals row.Version
                      select new StandingEntry(row.Key, row.Version, row.Document);
        return await entries.ToDictionaryAsync(entry => entry.Key, StringComparer.Ordinal);
    }

    /// <summary>The newest version of each key; the index alone answers it.</summary>
    private static IQueryable<NewestVersion> Newest(DataConnection db, string kind, IReadOnlyCollection<string> keys) => db.GetTable<ReferenceDataRow>()
        .Where(row => row.Kind == kind && keys.Contains(row.Key))
        .GroupBy(row => row.Key)
        .Select(same => new NewestVersion { Key = same.Key, Version = same.Max(row => row.Version) });

    private static ReferenceDataRow Row(string kind, string key, string document, Audit audit) => new()
    {
        Kind = kind,
        Key = key,
        Document = document,
        RecordedAt = audit.At,
        RecordedBy = audit.By,
        Reason = audit.Reason,
    };

    private sealed record NewestVersion
    {
        public required string Key { get; init; }

        public required long Version { get; init; }
    }
}
