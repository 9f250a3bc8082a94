using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Fleet.Cluster.Database;
using Fleet.Domain.Billing;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;

using NodaTime;

namespace Fleet.Cluster.ReferenceData;

/// <summary>Who entered something, when, and why.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record Audit(Instant At, string By, string? Reason = null);

/// <summary>
/// What people enter: chargers' settings, tokens, tariffs, sites. Insert only: the newest version counts, and each says who entered it. Looked up from memory, at most a second
/// stale: one question a second finds what changed anywhere in the cluster.
/// </summary>
/// <param name="database">Where it is kept.</param>
/// <param name="time">For the question of the second.</param>
public sealed class ReferenceStore(FleetDatabase database, TimeProvider time) : IDisposable
{
    private const string ChargerKind = "charger";
    private const string TokenKind = "token";
    private const string TariffKind = "tariff";
    private const string SiteKind = "site";
    private const int MostCached = 200_000;
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Kind, string Key), object?> _cache = new();
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private long? _seenVersion;
    private long _freshUntil;
    private long _changes;

    /// <summary>A charger's settings; null when nobody registered it.</summary>
    public ValueTask<ChargerSettings?> ChargerAsync(ChargerId id) => FindAsync(ChargerKind, id.Value, ReferenceJson.Default.ChargerSettings);

    /// <summary>A token; null when nobody entered it.</summary>
    public ValueTask<TokenSettings?> TokenAsync(IdToken token) => FindAsync(TokenKind, token.Key, ReferenceJson.Default.TokenSettings);

    /// <summary>A site; null when nobody entered it.</summary>
    public ValueTask<SiteSettings?> SiteAsync(string id) => FindAsync(SiteKind, id, ReferenceJson.Default.SiteSettings);

    /// <summary>A tariff as it stood at <paramref name="at"/>; its first version holds for all time before. Null when there is none.</summary>
    public async ValueTask<TariffDocument?> TariffAsync(string id, Instant at)
    {
        var versions = await CachedAsync(TariffKind, id, ReadTariffVersionsAsync) as List<(Instant Since, TariffDocument Document)>;
        return versions is null or [] ? null : versions.FindLast(version => version.Since <= at) is { Document: { } document } ? document : versions[0].Document;
    }

    /// <summary>Records a charger's settings.</summary>
    public Task RecordAsync(ChargerId id, ChargerSettings settings, Audit audit) =>
        InsertAsync(ChargerKind, id.Value, JsonSerializer.Serialize(settings, ReferenceJson.Default.ChargerSettings), audit);

    /// <summary>Records a token.</summary>
    public Task RecordAsync(IdToken token, TokenSettings settings, Audit audit) =>
        InsertAsync(TokenKind, token.Key, JsonSerializer.Serialize(settings, ReferenceJson.Default.TokenSettings), audit);

    /// <summary>Records a site.</summary>
    public Task RecordSiteAsync(string id, SiteSettings settings, Audit audit) =>
        InsertAsync(SiteKind, id, JsonSerializer.Serialize(settings, ReferenceJson.Default.SiteSettings), audit);

    /// <summary>Records a version of a tariff.</summary>
    public Task RecordTariffAsync(string id, TariffDocument tariff, Audit audit) => InsertAsync(TariffKind, id, tariff.CanonicalJson, audit);

    /// <inheritdoc/>
    public void Dispose() => _refreshing.Dispose();

    private async ValueTask<T?> FindAsync<T>(string kind, string key, JsonTypeInfo<T> type)
        where T : class =>
        await CachedAsync(kind, key, async () => await ReadNewestAsync(kind, key) is { } document ? JsonSerializer.Deserialize(document, type) : null) as T;

    private ValueTask<object?> CachedAsync(string kind, string key, Func<string, Task<object?>> read) => CachedAsync(kind, key, () => read(key));

    private async ValueTask<object?> CachedAsync(string kind, string key, Func<Task<object?>> read)
    {
        if (time.GetTimestamp() >= Volatile.Read(ref _freshUntil))
            await RefreshAsync();
        if (_cache.TryGetValue((kind, key), out var cached))
            return cached;
        if (_cache.Count >= MostCached)
            _cache.Clear();
        var changes = Volatile.Read(ref _changes);
        var value = _cache[(kind, key)] = await read();

        // A change that was noticed while this was read may be newer than it, and nobody would look for that change again.
        if (changes != Volatile.Read(ref _changes))
            _cache.TryRemove((kind, key), out _);
        return value;
    }

    private void Forget(string kind, string key)
    {
        Interlocked.Increment(ref _changes);
        _cache.TryRemove((kind, key), out _);
    }

    /// <summary>Forgets what was changed since the last look.</summary>
    private async Task RefreshAsync()
    {
        await _refreshing.WaitAsync();
        try
        {
            if (time.GetTimestamp() < Volatile.Read(ref _freshUntil))
                return;
            await using var db = database.Open();
            _seenVersion ??= await db.GetTable<ReferenceDataRow>().MaxAsync(row => (long?)row.Version) ?? 0;
            var seen = _seenVersion;
            var changes = await db.GetTable<ReferenceDataRow>()
                .Where(row => row.Version > seen)
                .OrderBy(row => row.Version)
                .Select(row => new { row.Version, row.Kind, row.Key })
                .ToListAsync();
            foreach (var change in changes)
            {
                Forget(change.Kind, change.Key);
                _seenVersion = change.Version;
            }

            Volatile.Write(ref _freshUntil, time.GetTimestamp() + (long)(Stale.TotalSeconds * time.TimestampFrequency));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async Task<string?> ReadNewestAsync(string kind, string key)
    {
        await using var db = database.Open();
        return await db.GetTable<ReferenceDataRow>()
            .Where(row => row.Kind == kind && row.Key == key)
            .OrderByDescending(row => row.Version)
            .Select(row => row.Document)
            .FirstOrDefaultAsync();
    }

    private async Task<object?> ReadTariffVersionsAsync(string id)
    {
        await using var db = database.Open();
        var rows = await db.GetTable<ReferenceDataRow>()
            .Where(row => row.Kind == TariffKind && row.Key == id)
            .OrderBy(row => row.Version)
            .Select(row => new { row.RecordedAt, row.Document })
            .ToListAsync();
        return rows.ConvertAll(row => (Since: row.RecordedAt, TariffJson.Read(row.Document).Document!));
    }

    private async Task InsertAsync(string kind, string key, string document, Audit audit)
    {
        await using var db = database.Open();
        await db.InsertAsync(new ReferenceDataRow
        {
            Kind = kind,
            Key = key,
            Document = document,
            RecordedAt = audit.At,
            RecordedBy = audit.By,
            Reason = audit.Reason,
        });
        Forget(kind, key);
    }
}
