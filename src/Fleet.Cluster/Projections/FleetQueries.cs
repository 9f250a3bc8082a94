using Fleet.Cluster.Database;
using Fleet.Cluster.Ledger;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;

namespace Fleet.Cluster.Projections;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">Its items.</typeparam>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">The key after which the next page begins; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A ledger entry in short.</summary>
/// <param name="Sequence">Its place in the ledger.</param>
/// <param name="Id">The session's id.</param>
/// <param name="SiteId">Where the charger stands.</param>
/// <param name="IsHeld">Whether a person must look at it first.</param>
/// <param name="EnergyWh">Energy, Wh.</param>
/// <param name="Currency">The currency of its amount.</param>
/// <param name="TotalInclTax">What it costs with tax; null where it cannot be told.</param>
public sealed record LedgerEntry(long Sequence, string Id, string? SiteId, bool IsHeld, long EnergyWh, string? Currency, decimal? TotalInclTax);

/// <summary>Reads the read tables.</summary>
/// <param name="database">Where they are.</param>
public sealed class FleetQueries(FleetDatabase database)
{
    /// <summary>Chargers in order of their ids.</summary>
    /// <param name="after">The last id of the page before.</param>
    /// <param name="limit">The most items.</param>
    public async Task<Page<ChargerView>> ChargersAsync(string? after, int limit)
    {
        await using var db = database.Open();
        var rows = await db.GetTable<ChargerView>()
            .Where(row => after == null || row.ChargerId.CompareTo(after) > 0)
            .OrderBy(row => row.ChargerId)
            .Take(limit + 1)
            .ToListAsync();
        return Cut(rows, limit, row => row.ChargerId);
    }

    /// <summary>A charger; null when Fleet never heard of it.</summary>
    public async Task<ChargerView?> ChargerAsync(ChargerId id)
    {
        await using var db = database.Open();
        return await db.GetTable<ChargerView>().FirstOrDefaultAsync(row => row.ChargerId == id.Value);
    }

    /// <summary>Sessions in order of their ids.</summary>
    /// <param name="chargerId">Only of this charger; null for all.</param>
    /// <param name="state">Only in this state; null for all.</param>
    /// <param name="after">The last id of the page before.</param>
    /// <param name="limit">The most items.</param>
    public async Task<Page<SessionView>> SessionsAsync(string? chargerId, string? state, string? after, int limit)
    {
        await using var db = database.Open();
        var rows = await db.GetTable<SessionView>()
            .Where(row => (after == null || row.SessionId.CompareTo(after) > 0)
                && (chargerId == null || row.ChargerId == chargerId) && (state == null || row.State == state))
            .OrderBy(row => row.SessionId)
            .Take(limit + 1)
            .ToListAsync();
        return Cut(rows, limit, row => row.SessionId);
    }

    /// <summary>A session; null when there is none of that id.</summary>
    public async Task<SessionView?> SessionAsync(string id)
    {
        await using var db = database.Open();
        return await db.GetTable<SessionView>().FirstOrDefaultAsync(row => row.SessionId == id);
    }

    /// <summary>A command that waited for its charger; null when there is none of that id.</summary>
    public async Task<CommandView?> CommandAsync(Guid id)
    {
        var key = id.ToString();
        await using var db = database.Open();
        return await db.GetTable<CommandView>().FirstOrDefaultAsync(row => row.CommandId == key);
    }

    /// <summary>Whether this token has a session that charges.</summary>
    public async Task<bool> IsChargingAsync(IdToken token)
    {
        await using var db = database.Open();
        return await db.GetTable<SessionView>().AnyAsync(row => row.State == SessionProjection.Charging && row.TokenKey == token.Key);
    }

    /// <summary>Billed transactions as JSON documents, in the ledger's order.</summary>
    /// <param name="chargerId">Only of this charger; null for all.</param>
    /// <param name="after">The ledger sequence of the page before's last entry; 0 for the first page.</param>
    /// <param name="limit">The most items.</param>
    public async Task<Page<string>> TransactionsAsync(string? chargerId, long after, int limit)
    {
        await using var db = database.Open();
        var rows = await db.GetTable<BilledTransactionRow>()
            .Where(row => row.Sequence > after && (chargerId == null || row.ChargerId == chargerId))
            .OrderBy(row => row.Sequence)
            .Take(limit + 1)
            .ToListAsync();
        var page = Cut(rows, limit, row => $"{row.Sequence}");
        return new Page<string>([.. page.Items.Select(LedgerDocument.Read)], page.Next);
    }

    /// <summary>Ledger entries after a sequence, in order.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(long after, int limit)
    {
        await using var db = database.Open();
        var rows = await db.GetTable<BilledTransactionRow>()
            .Where(row => row.Sequence > after)
            .OrderBy(row => row.Sequence)
            .Take(limit)
            .Select(row => new { row.Sequence, row.Id, row.SiteId, row.Kind, row.EnergyWh, row.Currency, row.TotalInclTax })
            .ToListAsync();
        return rows.ConvertAll(row => new LedgerEntry(
            row.Sequence,
            row.Id,
            row.SiteId,
            row.Kind == LedgerDocument.HoldKind,
            row.EnergyWh,
            row.Currency,
            row.TotalInclTax));
    }

    /// <summary>The newest revision of a billed transaction, as a JSON document; null when there is none of that id.</summary>
    public async Task<string?> TransactionAsync(string id)
    {
        await using var db = database.Open();
        var row = await db.GetTable<BilledTransactionRow>().Where(row => row.Id == id).OrderByDescending(row => row.Revision).FirstOrDefaultAsync();
        return row is null ? null : LedgerDocument.Read(row);
    }

    /// <summary>The chargers that <paramref name="node"/> held sockets of, with those sockets' ids.</summary>
    public async Task<IReadOnlyList<(ChargerId Charger, Guid ConnectionId)>> ConnectedToAsync(string node)
    {
        await using var db = database.Open();
        var rows = await db.GetTable<ChargerView>().Where(row => row.Connected && row.Node == node).ToListAsync();
        return [.. rows.Where(row => row.ConnectionId is not null).Select(row => (ChargerId.Parse(row.ChargerId), Guid.Parse(row.ConnectionId!)))];
    }

    private static Page<T> Cut<T>(List<T> rows, int limit, Func<T, string> key) =>
        rows.Count <= limit ? new Page<T>(rows, null) : new Page<T>(rows[..limit], key(rows[limit - 1]));
}
