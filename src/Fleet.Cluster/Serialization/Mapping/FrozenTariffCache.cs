using System.Runtime.Serialization;

using Fleet.Domain.Billing;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>Tariffs as sessions froze them.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class FrozenTariffCache(int capacity)
{
    /// <summary>This process's.</summary>
    public static readonly FrozenTariffCache Shared = new(512);

    private readonly ParsedCache<Key, FrozenTariff> _tariffs = new(capacity);

    /// <summary>The tariff of these four, parsed at most once while it is kept.</summary>
    /// <exception cref="SerializationException">Its text reads as another document than the one that was written.</exception>
    public FrozenTariff Restore(string canonicalJson, RuleSet ruleSet, string timeZone, string tzdb) =>
        _tariffs.GetOrParse(new Key(canonicalJson, ruleSet, timeZone, tzdb), Parse);

    private static FrozenTariff Parse(Key key)
    {
        var tariff = FrozenTariff.Restore(key.CanonicalJson, key.RuleSet, key.TimeZone, key.Tzdb);
        return tariff.CanonicalJson == key.CanonicalJson
            ? tariff
            : throw new SerializationException($"The stored tariff '{tariff.Tariff.Id}' is not in canonical form, so bills could not name it by its hash.");
    }

    private readonly record struct Key(string CanonicalJson, RuleSet RuleSet, string TimeZone, string Tzdb);
}
