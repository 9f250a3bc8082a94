using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using Fleet.Cluster.Database;
using Fleet.Cluster.Projections;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Cluster.ReferenceData;

/// <summary>Who entered something, when, and why.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record Audit(Instant At, string By, string? Reason = null);

/// <summary>A version of something that people entered.</summary>
/// <param name="Version">Grows from one version to the next, among all entries.</param>
/// <param name="Document">What was entered, with secrets hashed.</param>
/// <param name="Audit">Who, when and why.</param>
public sealed record ReferenceVersion(long Version, string Document, Audit Audit);

/// <summary>
/// What people enter: chargers' settings, tokens, tariffs, promotions, sites. Insert only: the newest version counts, and each says who entered it. Looked up from memory, at most a second
/// stale: one question a second finds what changed anywhere in the cluster.
/// </summary>
/// <param name="database">Where it is kept.</param>
/// <param name="time">For the question of the second.</param>
/// <param name="mostMissing">The most keys in memory that nothing stands under: whoever shows made-up cards pushes out made-up cards, and nothing that is known.</param>
public sealed class ReferenceStore(FleetDatabase database, TimeProvider time, int mostMissing = 20_000) : IDisposable
{
    private const int MostKnown = 200_000;

    /// <summary>Beyond so many changes at once it is cheaper to forget everything.</summary>
    private const int MostChanges = 10_000;

    /// <summary>Stands for all promotions; no entry can have it.</summary>
    private const string EveryKey = "";

    private const string IsDecommissioned = "\"decommissioned\":true";
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);

    private readonly ReferenceTable _table = new(database);
    private readonly ConcurrentDictionary<(string Kind, string Key), object> _known = new();
    private readonly ConcurrentDictionary<(string Kind, string Key), bool> _missing = new();
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private long? _seenVersion;
    private long _freshUntil;
    private long _changes;

    /// <summary>A charger's settings; null when nobody registered it.</summary>
    public ValueTask<ChargerSettings?> ChargerAsync(ChargerId id) => FindAsync(ReferenceKind.Chargers, id.Value, ReferenceJson.Default.ChargerSettings);

    /// <summary>A token; null when nobody entered it.</summary>
    public ValueTask<TokenSettings?> TokenAsync(IdToken token) => FindAsync(ReferenceKind.Tokens, token.Key, ReferenceJson.Default.TokenSettings);

    /// <summary>A site; null when nobody entered it.</summary>
    public ValueTask<SiteSettings?> SiteAsync(string id) => FindAsync(ReferenceKind.Sites, id, ReferenceJson.Default.SiteSettings);

    /// <summary>
    /// A tariff as it stood at <paramref name="at"/>; its first version holds for all time before. Of the versions that had been entered by then, and whose own dates hold then, the
    /// one that began last: a change that is scheduled leaves the present one in force. Null when there is none; where no version's dates hold, the newest one.
    /// </summary>
    public async ValueTask<TariffDocument?> TariffAsync(string id, Instant at) =>
        await TariffVersionsAsync(id) is { } versions ? TariffVersions.Standing(versions, at) : null;

    /// <summary>
    /// What a tariff says today of a session that began at <paramref name="at"/>: the version entered last whose own dates hold then. Null when no version's dates do.
    /// </summary>
    public async ValueTask<TariffDocument?> CorrectedTariffAsync(string id, Instant at) =>
        await TariffVersionsAsync(id) is { } versions ? TariffVersions.Corrected(versions, at) : null;

    /// <summary>Every promotion as it stood at <paramref name="at"/>, in the order in which they act; the first version of each holds for all time before.</summary>
    public async ValueTask<IReadOnlyList<FrozenPromotion>> PromotionsAsync(Instant at)
    {
        var all = (List<List<Dated<FrozenPromotion>>>)(await CachedAsync(ReferenceKind.Promotions, EveryKey, ReadAllPromotionsAsync))!;
        var standing = all.ConvertAll(versions => Dated<FrozenPromotion>.At(versions, at));
        standing.Sort(static (a, b) => Promotion.InStackingOrder(a.Promotion, b.Promotion));
        return standing;
    }

    /// <summary>What stands under a key now, asked of the database; null when nothing does.</summary>
    public Task<StandingEntry?> StandingAsync(ReferenceKind kind, string key) => _table.NewestAsync(kind.Name, key);

    /// <summary>What stands, in order of the keys.</summary>
    /// <param name="kind">Of this kind.</param>
    /// <param name="after">The last key of the page before.</param>
    /// <param name="limit">The most entries.</param>
    public Task<Page<StandingEntry>> StandingAsync(ReferenceKind kind, string? after, int limit) => _table.PageAsync(kind.Name, after, limit);

    /// <summary>The versions of an entry, newest first.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="key">Its key.</param>
    /// <param name="before">Only versions before this one; null for all.</param>
    /// <param name="limit">The most versions.</param>
    public async Task<IReadOnlyList<ReferenceVersion>> VersionsAsync(ReferenceKind kind, string key, long? before, int limit)
    {
        var rows = await _table.VersionsAsync(kind.Name, key, before ?? long.MaxValue, limit);
        return [.. rows.Select(row => new ReferenceVersion(row.Version, row.Document, new Audit(row.RecordedAt, row.RecordedBy, row.Reason)))];
    }

    /// <summary>Records an entry; one that changes nothing adds no version.</summary>
    public Task RecordAsync(ReferenceKind kind, Entry entry, Audit audit) =>
        InsertAsync(kind, entry.Key, before => kind.Complete(entry, before, PasswordHash.Of), audit);

    /// <summary>Records a charger's settings.</summary>
    public Task RecordAsync(ChargerId id, ChargerSettings settings, Audit audit) =>
        InsertAsync(ReferenceKind.Chargers, id.Value, _ => JsonSerializer.Serialize(settings, ReferenceJson.Default.ChargerSettings), audit);

    /// <summary>Records a token.</summary>
    public Task RecordAsync(IdToken token, TokenSettings settings, Audit audit) =>
        InsertAsync(ReferenceKind.Tokens, token.Key, _ => JsonSerializer.Serialize(settings, ReferenceJson.Default.TokenSettings), audit);

    /// <summary>Records a site.</summary>
    public Task RecordSiteAsync(string id, SiteSettings settings, Audit audit) =>
        InsertAsync(ReferenceKind.Sites, id, _ => JsonSerializer.Serialize(settings, ReferenceJson.Default.SiteSettings), audit);

    /// <summary>Records a version of a tariff.</summary>
    public Task RecordTariffAsync(string id, TariffDocument tariff, Audit audit) => InsertAsync(ReferenceKind.Tariffs, id, _ => tariff.CanonicalJson, audit);

    /// <summary>Records that a charger is out of service; all else that is known of it stays.</summary>
    internal Task DecommissionAsync(ChargerId id, Audit audit) => InsertAsync(ReferenceKind.Chargers, id.Value, ChargerKind.Decommission, audit);

    /// <summary>The chargers that were taken out of service after <paramref name="version"/> and still are, and the version up to which that was asked.</summary>
    public async Task<(IReadOnlyList<ChargerId> Chargers, long Version)> DecommissionedAsync(long? version)
    {
        var newest = await _table.NewestVersionAsync();
        List<ChargerId> chargers = [];
        if (version is null || newest <= version)
            return (chargers, newest);
        foreach (var key in await _table.KeysHoldingAsync(ReferenceKind.Chargers.Name, IsDecommissioned, version.Value))
        {
            Forget(ReferenceKind.Chargers.Name, key);
            var charger = ChargerId.Parse(key);
            if ((await ChargerAsync(charger))?.Decommissioned == true)
                chargers.Add(charger);
        }

        return (chargers, newest);
    }

    /// <inheritdoc/>
    public void Dispose() => _refreshing.Dispose();

    /// <summary>What stands under each of some keys, asked of the database.</summary>
    internal Task<Dictionary<string, StandingEntry>> StandingAsync(ReferenceKind kind, IReadOnlyCollection<string> keys) => _table.NewestAsync(kind.Name, keys);

    /// <summary>Records many entries, all or none; see <see cref="ReferenceTable.InsertAsync(string, IAsyncEnumerable{IReadOnlyList{StandingEntry}}, Audit, Action{long}, CancellationToken)"/>.</summary>
    internal async Task<string?> RecordAsync(
        ReferenceKind kind, IAsyncEnumerable<IReadOnlyList<StandingEntry>> batches, Audit audit, Action<long> done, CancellationToken cancellation)
    {
        var changed = await _table.InsertAsync(kind.Name, batches, audit, done, cancellation);
        ForgetAll();
        return changed;
    }

    private async ValueTask<T?> FindAsync<T>(ReferenceKind kind, string key, JsonTypeInfo<T> type)
        where T : class =>
        await CachedAsync(kind, key, async () => await _table.NewestAsync(kind.Name, key) is { } entry ? JsonSerializer.Deserialize(entry.Document, type) : null) as T;

    private async ValueTask<object?> CachedAsync(ReferenceKind kind, string key, Func<Task<object?>> read)
    {
        if (time.GetTimestamp() >= Volatile.Read(ref _freshUntil))
            await RefreshAsync();
        var place = (kind.Name, key);
        if (_known.TryGetValue(place, out var known))
            return known;
        if (_missing.ContainsKey(place))
            return null;
        var changes = Volatile.Read(ref _changes);
        var value = await read();
        Keep(place, value);

        // A change that was noticed while this was read may be newer than it, and nobody would look for that change again.
        if (changes != Volatile.Read(ref _changes))
            Remove(place);
        return value;
    }

    private void Keep((string Kind, string Key) place, object? value)
    {
        if (value is null)
        {
            if (_missing.Count >= mostMissing)
                _missing.Clear();
            _missing[place] = true;
        }
        else
        {
            if (_known.Count >= MostKnown)
                _known.Clear();
            _known[place] = value;
        }
    }

    private void Forget(string kind, string key)
    {
        Interlocked.Increment(ref _changes);
        Remove((kind, key));
    }

    private void Remove((string Kind, string Key) place)
    {
        _known.TryRemove(place, out _);
        _missing.TryRemove(place, out _);
        if (place.Kind == ReferenceKind.Promotions.Name)
            _known.TryRemove((place.Kind, EveryKey), out _);
    }

    private void ForgetAll()
    {
        Interlocked.Increment(ref _changes);
        _known.Clear();
        _missing.Clear();
    }

    /// <summary>Forgets what was changed since the last look.</summary>
    private async Task RefreshAsync()
    {
        await _refreshing.WaitAsync();
        try
        {
            if (time.GetTimestamp() < Volatile.Read(ref _freshUntil))
                return;
            var newest = await _table.NewestVersionAsync();
            if (_seenVersion is { } seen && newest > seen)
                ForgetAll(await _table.ChangesAsync(seen, newest, MostChanges + 1));
            _seenVersion = newest;
            Volatile.Write(ref _freshUntil, time.GetTimestamp() + (long)(Stale.TotalSeconds * time.TimestampFrequency));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private void ForgetAll(IReadOnlyList<(string Kind, string Key)> changes)
    {
        if (changes.Count > MostChanges)
        {
            ForgetAll();
            return;
        }

        foreach (var (kind, key) in changes)
            Forget(kind, key);
    }

    private async ValueTask<IReadOnlyList<TariffVersion>?> TariffVersionsAsync(string id) =>
        await CachedAsync(ReferenceKind.Tariffs, id, () => ReadTariffVersionsAsync(id)) as IReadOnlyList<TariffVersion>;

    private async Task<object?> ReadTariffVersionsAsync(string id)
    {
        var versions = await VersionsAsync(ReferenceKind.Tariffs, id, null, int.MaxValue);
        return versions is [] ? null : versions.Reverse().Select(version => new TariffVersion(version.Audit.At, TariffJson.Read(version.Document).Document!)).ToList();
    }

    private async Task<object?> ReadAllPromotionsAsync()
    {
        var rows = await _table.VersionsAsync(ReferenceKind.Promotions.Name);
        return rows.GroupBy(row => row.Key, StringComparer.Ordinal)
            .Select(versions => versions.Select(row => new Dated<FrozenPromotion>(row.RecordedAt, FrozenPromotion.Restore(row.Document))).ToList())
            .ToList();
    }

    private async Task InsertAsync(ReferenceKind kind, string key, Func<string?, string> document, Audit audit)
    {
        if (await _table.InsertAsync(kind.Name, key, document, audit))
            Forget(kind.Name, key);
    }

    /// <summary>A version of something, and since when it holds.</summary>
    private sealed record Dated<T>(Instant Since, T Value)
    {
        public static T At(List<Dated<T>> versions, Instant at) => (versions.FindLast(version => version.Since <= at) ?? versions[0]).Value;
    }
}
