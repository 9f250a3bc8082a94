using System.Collections.Concurrent;
using System.Runtime.Serialization;

using Fleet.Domain.Billing;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>Lets the thousands of sessions under one tariff share one parsed copy of it.</summary>
/// <param name="capacity">How many are kept; when one more comes, all are forgotten, which costs a parse each and needs no bookkeeping on the way.</param>
internal sealed class FrozenTariffCache(int capacity)
{
    /// <summary>This process's.</summary>
    public static readonly FrozenTariffCache Shared = new(512);

    private readonly ConcurrentDictionary<Key, FrozenTariff> _tariffs = new();
    private int _count;

    /// <summary>The tariff of these four, parsed at most once while it is kept.</summary>
    /// <exception cref="SerializationException">Its text reads as another document than the one that was written.</exception>
    public FrozenTariff Restore(string canonicalJson, RuleSet ruleSet, string timeZone, string tzdb)
    {
        var key = new Key(canonicalJson, ruleSet, timeZone, tzdb);
        if (_tariffs.TryGetValue(key, out var known))
            return known;

        var tariff = FrozenTariff.Restore(canonicalJson, ruleSet, timeZone, tzdb);
        if (tariff.CanonicalJson != canonicalJson)
            throw new SerializationException($"The stored tariff '{tariff.Tariff.Id}' is not in canonical form, so bills could not name it by its hash.");
        if (Interlocked.Increment(ref _count) > capacity)
        {
            _tariffs.Clear();
            Volatile.Write(ref _count, 1);
        }

        return _tariffs.GetOrAdd(key, tariff);
    }

    private readonly record struct Key(string CanonicalJson, RuleSet RuleSet, string TimeZone, string Tzdb);
}
