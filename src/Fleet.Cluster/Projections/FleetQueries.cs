using Fleet.Cluster.Database;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;

using NodaTime;

namespace Fleet.Cluster.Projections;

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
        return Page.Cut(rows, limit, row => row.ChargerId);
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
        return Page.Cut(rows, limit, row => row.SessionId);
    }

    /// <summary>Sessions that froze a tariff and began in [<paramref name="from"/>, <paramref name="to"/>), in order of time.</summary>
    /// <param name="tariffId">The tariff.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The instant after the last one.</param>
    /// <param name="siteId">Only at this site; null for all.</param>
    /// <param name="after">The last one of the page before; null for the first page.</param>
    /// <param name="limit">The most items.</param>
    public async Task<IReadOnlyList<SessionView>> SessionsUnderAsync(string tariffId, Instant from, Instant to, string? siteId, SessionView? after, int limit)
    {
        var start = after?.StartedAt ?? from;
        var id = after?.SessionId ?? "";
        await using var db = database.Open();
        return await db.GetTable<SessionView>()
            .Where(row => row.TariffId == tariffId && row.StartedAt >= start && row.StartedAt < to
                && (row.StartedAt > start || row.SessionId.CompareTo(id) > 0) && (siteId == null || row.SiteId == siteId))
            .OrderBy(row => row.StartedAt).ThenBy(row => row.SessionId)
            .Take(limit)
            .ToListAsync();
    }

    /// <summary>Sessions whose bill a person must look at although it is charged, the oldest first.</summary>
    public async Task<IReadOnlyList<SessionView>> ReviewsAsync(int limit)
    {
        await using var db = database.Open();
        return await db.GetTable<SessionView>().Where(row => row.Review != null).OrderBy(row => row.StartedAt).Take(limit).ToListAsync();
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

    /// <summary>The chargers that <paramref name="node"/> held sockets of, with those sockets' ids.</summary>
    public async Task<IReadOnlyList<(ChargerId Charger, Guid ConnectionId)>> ConnectedToAsync(string node)
    {
        await using var db = database.Open();
        var rows = await db.GetTable<ChargerView>().Where(row => row.Connected && row.Node == node).ToListAsync();
        return [.. rows.Where(row => row.ConnectionId is not null).Select(row => (ChargerId.Parse(row.ChargerId), Guid.Parse(row.ConnectionId!)))];
    }
}
