using System.Runtime.Serialization;

using Fleet.Cluster.Serialization;
using Fleet.Cluster.Serialization.Mapping;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;

namespace Fleet.Cluster.Tests.Serialization;

public sealed class FrozenTariffCacheTests
{
    [Fact]
    public void A_stored_tariff_comes_back_as_its_author_meant_it()
    {
        var expected = new Tariff(new("T1"), Currency.Of("EUR"), TaxBasis.Excluded, [new TariffElement([new PriceComponent(TariffDimension.Energy, 0.59m, 19m)])]);
        var stored = Example.Tariff("0.59", RuleSet.Ocpi221D2, "Europe/Berlin").ToProto();
        var tariff = stored.ToDomain();
        Assert.Equal(expected, tariff.Tariff);
        Assert.Equal((RuleSet.Ocpi221D2, "Europe/Berlin", "TZDB: 2025b (mapping: 1)"), (tariff.RuleSet, tariff.TimeZone, tariff.Tzdb));
    }

    [Fact]
    public void Sessions_under_one_tariff_share_one_copy_of_it()
    {
        var format = Manifests.Named("se:open1");
        var bytes = format.Write(Example.Stored.Items.OfType<SessionOpened>().Single());
        var first = (SessionOpened)format.Read(bytes);
        var second = (SessionOpened)format.Read(bytes);
        Assert.NotNull(first.Start.Terms.Tariff);
        Assert.Same(first.Start.Terms.Tariff, second.Start.Terms.Tariff);
    }

    [Theory]
    [InlineData(RuleSet.Ocpi3NoStep, "UTC", "2025b")]
    [InlineData(RuleSet.Ocpi221D2, "Europe/Berlin", "2025b")]
    [InlineData(RuleSet.Ocpi221D2, "UTC", "2026a")]
    public void The_same_text_under_other_rules_zone_or_zone_data_is_another_tariff(RuleSet rules, string zone, string tzdb)
    {
        var cache = new FrozenTariffCache(10);
        var json = Example.Tariff("0.59", RuleSet.Ocpi221D2, "UTC").CanonicalJson;
        var one = cache.Restore(json, RuleSet.Ocpi221D2, "UTC", "2025b");
        var other = cache.Restore(json, rules, zone, tzdb);
        Assert.NotEqual(one, other);
        Assert.Equal((rules, zone, tzdb), (other.RuleSet, other.TimeZone, other.Tzdb));
    }

    [Fact]
    public void Beyond_its_bound_the_cache_forgets()
    {
        var cache = new FrozenTariffCache(2);
        var json = Enumerable.Range(1, 3).Select(price => Example.Tariff($"{price}", RuleSet.Ocpi221D2, "UTC").CanonicalJson).ToArray();
        var first = cache.Restore(json[0], RuleSet.Ocpi221D2, "UTC", "2025b");
        cache.Restore(json[1], RuleSet.Ocpi221D2, "UTC", "2025b");
        Assert.Same(first, cache.Restore(json[0], RuleSet.Ocpi221D2, "UTC", "2025b"));
        cache.Restore(json[2], RuleSet.Ocpi221D2, "UTC", "2025b");
        var again = cache.Restore(json[0], RuleSet.Ocpi221D2, "UTC", "2025b");
        Assert.NotSame(first, again);
        Assert.Equal(first, again);
    }

    [Fact]
    public void A_stored_text_that_is_not_canonical_is_refused()
    {
        var json = Example.Tariff("0.59", RuleSet.Ocpi221D2, "UTC").CanonicalJson;
        Assert.Throws<SerializationException>(() => new FrozenTariffCache(2).Restore(" " + json, RuleSet.Ocpi221D2, "UTC", "2025b"));
    }
}
