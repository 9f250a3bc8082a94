using NodaTime;

namespace Fleet.Cluster.ReferenceData;

/// <summary>What an entry may refer to: what is recorded, and what stands before it in the same file.</summary>
/// <param name="store">What is recorded.</param>
/// <param name="at">Now.</param>
public sealed class References(ReferenceStore store, Instant at)
{
    private readonly Dictionary<string, SiteSettings> _sites = new(StringComparer.Ordinal);

    /// <summary>A site; null when there is none.</summary>
    public ValueTask<SiteSettings?> SiteAsync(string id) => _sites.TryGetValue(id, out var site) ? ValueTask.FromResult<SiteSettings?>(site) : store.SiteAsync(id);

    /// <summary>Whether there is such a tariff.</summary>
    public async ValueTask<bool> HasTariffAsync(string id) => await store.TariffAsync(id, at) is not null;

    /// <summary>Lets later entries refer to a site.</summary>
    internal void Add(string id, SiteSettings site) => _sites[id] = site;
}
