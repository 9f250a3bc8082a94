using System.Text.Json;

using Akka.Actor;
using Akka.Cluster.Sharding;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Gateways;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Tests.Entities;
using Fleet.Cluster.Tests.Gateways;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using NodaTime;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests;

/// <summary>All parts together: region, entities, journal, projector, gateway.</summary>
public sealed class ClusterOfOneTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly TemporaryDatabase _database = new();

    [Theory]
    [InlineData("CP1", "CP1:700")]
    [InlineData("a:b%", "a%3Ab%25:700")]
    public async Task A_session_that_outlives_its_node_is_billed_once(string id, string sessionId)
    {
        var charger = ChargerId.Parse(id);
        await using (var first = await Node.StartAsync(_database))
        {
            var answer = Assert.IsType<TransactionAnswer>(await AskAsync(first, Start(charger)));
            Assert.Equal(answer, await AskAsync(first, Start(charger)));
            await AskAsync(first, Readings(First, Left, Meter(10, 3_000)) with { Charger = charger });
        }

        await using var node = await Node.StartAsync(_database);
        await AskAsync(node, Readings(First, Left, Meter(10, 3_000)) with { Charger = charger });
        Assert.Equal(Done.Instance, await AskAsync(node, Stop(First, 30, 5_000, charger)));
        Assert.Equal(Done.Instance, await AskAsync(node, Stop(First, 30, 5_000, charger)));

        // 4 kWh at 0.50 and 19 % on top.
        var document = JsonElement.Parse(await EventuallyAsync(() => node.Get<LedgerQueries>().TransactionAsync(sessionId)));
        Assert.Equal((4_000, "2.38", id), (document.GetProperty("energyWh").GetInt32(), document.GetProperty("totalInclTax").GetString(), document.GetProperty("chargerId").GetString()));
        Assert.Single((await node.Get<LedgerQueries>().TransactionsAsync(null, 0, 10)).Items);
        Assert.Equal(
            ["se:open1", "se:read1", "se:stop1", "se:bill1", "se:settle1"], _database.Manifests($"s|{sessionId}"));
        Assert.Equal(["ce:start1", "ce:settle1", "ce:end1"], _database.Manifests($"c|{sessionId[..^4]}"));
    }

    [Fact]
    public async Task A_call_finds_the_chargers_socket_or_says_that_there_is_none()
    {
        await using var node = await Node.StartAsync(_database);
        var address = Akka.Cluster.Cluster.Get(node.Get<ActorSystem>()).SelfAddress.ToString();
        node.Get<ConnectedChargers>().Add(Charger, new FakeSocket());
        await AskAsync(node, new ConnectCharger(Charger, Socket(1, node: address)));

        var here = await node.Get<ChargerCalls>().CallAsync(Charger, "Reset", "{}", Soon, CancellationToken.None);
        var away = await node.Get<ChargerCalls>().CallAsync(ChargerId.Parse("CP2"), "Reset", "{}", Soon, CancellationToken.None);

        Assert.Equal((CallStatus.Answered, """["Reset",{},20]"""), (here.Status, here.Response));
        Assert.Equal(CallStatus.Offline, away.Status);
    }

    [Fact]
    public async Task An_idle_entity_leaves_its_shard_and_the_next_message_wakes_it()
    {
        await using var node = await Node.StartAsync(_database);
        var system = node.Get<ActorSystem>();
        var region = ImpatientRegion(system);
        await region.Ask<Done>(new ConnectCharger(Charger, Socket(1)), Soon);

        await EventuallyAsync(async () => (await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, Soon)).Shards.All(shard => shard.EntityIds.Count == 0) ? "empty" : null);

        Assert.Equal(Socket(1), (await region.Ask<ConnectionFound>(new FindConnection(Charger), Soon)).Connection);
    }

    public void Dispose() => _database.Dispose();

    private static IActorRef ImpatientRegion(ActorSystem system)
    {
        var sharding = ClusterSharding.Get(system);
        return sharding.Start(
            "impatient",
            key => Props.Create(() => new EntityShell<Impatient, ChargerCommand, ChargerEvent>(new EntityKey(key), sharding.ShardRegion("impatient"), SystemClock.Instance)),
            ClusterShardingSettings.Create(system).WithRole("fleet").WithPassivateIdleAfter(TimeSpan.Zero),
            new ChargingExtractor(),
            sharding.DefaultShardAllocationStrategy(ClusterShardingSettings.Create(system)),
            StopEntity.Instance);
    }

    private static Task<Reply> AskAsync(Node node, IEntityCommand command) => node.Get<FleetEntities>().AskAsync(command, Soon, CancellationToken.None);

    /// <summary>Asks again, a while apart, until there is an answer.</summary>
    private static async Task<string> EventuallyAsync(Func<Task<string?>> ask)
    {
        using var limit = new CancellationTokenSource(Soon);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await pause.WaitForNextTickAsync(limit.Token))
        {
            if (await ask() is { } answer)
                return answer;
        }

        throw new TimeoutException();
    }
}
