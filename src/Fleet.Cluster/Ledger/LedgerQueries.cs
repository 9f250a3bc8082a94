using System.Linq.Expressions;

using Fleet.Cluster.Database;
using Fleet.Cluster.Projections;
using Fleet.Domain.Charging.Bundles;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

using NodaTime;

namespace Fleet.Cluster.Ledger;

/// <summary>A ledger entry in short.</summary>
/// <param name="Sequence">Its place in the ledger.</param>
/// <param name="Id">The session's id.</param>
/// <param name="Kind">One of <see cref="EntryKind"/>.</param>
/// <param name="SiteId">Where the charger stands.</param>
/// <param name="EnergyWh">Energy, Wh; negative when it is taken back.</param>
/// <param name="Currency">The currency of its amount.</param>
/// <param name="TotalInclTax">What it costs with tax, negative when it is taken back; null where it cannot be told.</param>
public sealed record LedgerEntry(long Sequence, string Id, string Kind, string? SiteId, long EnergyWh, string? Currency, decimal? TotalInclTax)
{
    /// <summary>Income with tax: what was charged or taken back; nothing while it is held.</summary>
    public decimal Income => Kind == EntryKind.Hold ? 0 : TotalInclTax ?? 0;
}

/// <summary>A bill that a person must look at.</summary>
/// <param name="Sequence">Its place in the ledger.</param>
/// <param name="Id">The session's id.</param>
/// <param name="StoppedAt">When the session ended.</param>
/// <param name="EnergyWh">Energy, Wh.</param>
/// <param name="Currency">The currency of its amount.</param>
/// <param name="TotalInclTax">What it would cost with tax; null where it cannot be told.</param>
/// <param name="HeldFor">Why it is held.</param>
public sealed record HeldBill(long Sequence, string Id, Instant StoppedAt, long EnergyWh, string? Currency, decimal? TotalInclTax, string? HeldFor);

/// <summary>Reads the ledger.</summary>
/// <param name="database">Where it is.</param>
public sealed class LedgerQueries(FleetDatabase database)
{
    /// <summary>Entries as JSON documents, in the ledger's order: what the design calls billed transactions.</summary>
    /// <param name="chargerId">Only of this charger; null for all.</param>
    /// <param name="after">The ledger sequence of the page before's last entry; 0 for the first page.</param>
    /// <param name="limit">The most items.</param>
    public async Task<Page<string>> TransactionsAsync(string? chargerId, long after, int limit)
    {
        await using var db = database.Open();
        var rows = await Stored(db, row => row.Sequence > after && (chargerId == null || row.ChargerId == chargerId))
            .OrderBy(entry => entry.Sequence)
            .Take(limit + 1)
            .ToListAsync();
        var page = Page.Cut(rows, limit, entry => $"{entry.Sequence}");
        return new Page<string>(await StoredEntry.ShowAsync(db, page.Items), page.Next);
    }

    /// <summary>An entry as a JSON document; null when there is none.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="revision">Which of the session's entries; null for the newest.</param>
    public async Task<string?> TransactionAsync(string id, int? revision = null)
    {
        await using var db = database.Open();
        return await FindAsync(db, id, revision) is { } entry ? (await StoredEntry.ShowAsync(db, [entry]))[0] : null;
    }

    /// <summary>The text whose SHA-256 is the entry's hash; null when there is no such entry.</summary>
    /// <param name="id">The session's id.</param>
    /// <param name="revision">Which of the session's entries; null for the newest.</param>
    public async Task<string?> HashedTextAsync(string id, int? revision = null)
    {
        await using var db = database.Open();
        return await FindAsync(db, id, revision) is { } entry ? LedgerHead.HashedText(CanonicalObject.Read(entry.Document), entry.Sequence, entry.PreviousHash) : null;
    }

    /// <summary>Where the newest entry of a session stands; null when it has none.</summary>
    /// <param name="id">The session's id.</param>
    public async Task<LedgerPlace?> PlaceAsync(string id)
    {
        await using var db = database.Open();
        return await FindAsync(db, id, null) is { } entry ? new LedgerPlace(entry.Sequence, entry.Hash, entry.Revision) : null;
    }

    /// <summary>Entries after a sequence, in order.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(long after, int limit)
    {
        await using var db = database.Open();
        return await db.GetTable<BilledTransactionRow>()
            .Where(row => row.Sequence > after)
            .OrderBy(row => row.Sequence)
            .Take(limit)
            .Select(row => new LedgerEntry(row.Sequence, row.Id, row.Kind, row.SiteId, row.EnergyWh, row.Currency, row.TotalInclTax))
            .ToListAsync();
    }

    /// <summary>Held bills that nobody decided on yet, the oldest first.</summary>
    public async Task<IReadOnlyList<HeldBill>> HoldsAsync(int limit)
    {
        await using var db = database.Open();
        var table = db.GetTable<BilledTransactionRow>();
        return await table
            .Where(row => row.Kind == EntryKind.Hold && !table.Any(later => later.Id == row.Id && later.Revision > row.Revision))
            .OrderBy(row => row.Sequence)
            .Take(limit)
            .Select(row => new HeldBill(row.Sequence, row.Id, row.StoppedAt, row.EnergyWh, row.Currency, row.TotalInclTax, row.HeldFor))
            .ToListAsync();
    }

    private static Task<StoredEntry?> FindAsync(DataConnection db, string id, int? revision) =>
        Stored(db, row => row.Id == id && (revision == null || row.Revision == revision)).OrderByDescending(entry => entry.Revision).FirstOrDefaultAsync();

    /// <summary>Whether a later entry of the same session replaced it is found in the key's index; the newest entry of a session is its live one.</summary>
    private static IQueryable<StoredEntry> Stored(DataConnection db, Expression<Func<BilledTransactionRow, bool>> which)
    {
        var table = db.GetTable<BilledTransactionRow>();
        return table.Where(which).Select(row => new StoredEntry(
            row.Sequence, row.PreviousHash, row.Hash, row.Revision, row.Kind, table.Any(later => later.Id == row.Id && later.Revision > row.Revision), row.Document));
    }
}
