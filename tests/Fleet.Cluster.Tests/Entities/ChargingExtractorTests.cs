using CsCheck;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Tests.Serialization;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Entities;

public sealed class ChargingExtractorTests
{
    private static readonly ChargingExtractor Extractor = new();

    [Theory]
    [InlineData("CP1")]
    [InlineData("a:b")]
    [InlineData("a%3Ab")]
    [InlineData("50%")]
    [InlineData(":")]
    public void A_charger_and_its_sessions_live_on_one_shard(string charger) => AssertTogether(ChargerId.Parse(charger), TransactionId.From(17));

    [Fact]
    public void Any_charger_and_any_of_its_sessions_live_on_one_shard() =>
        Gen.Select(Generators.Charger, Generators.Transaction).Sample(AssertTogether, iter: 500);

    [Fact]
    public void Chargers_are_spread_over_the_shards()
    {
        var shards = Enumerable.Range(1, 10_000).Select(number => Shard(new FindConnection(ChargerId.Parse($"CP{number}")))).ToList();

        Assert.Equal(ChargingRegion.Shards, shards.Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(shards.CountBy(shard => shard).Max(shard => shard.Value), 50, 150);
    }

    [Fact]
    public void A_debt_goes_to_the_entity_of_its_command() => Assert.Equal(
        Extractor.EntityId(new OpenSession(Session(), Started())), Extractor.EntityId(new PayDebt("k", new OpenSession(Session(), Started()))));

    private static void AssertTogether(ChargerId charger, TransactionId transaction) => Assert.Equal(
        Shard(new FindConnection(charger)), Shard(new RecordReadings(new SessionId(charger, transaction), [])));

    private static string Shard(IEntityCommand command) => Extractor.ShardId(Extractor.EntityId(command)!, command);
}
