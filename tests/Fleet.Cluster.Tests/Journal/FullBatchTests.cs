using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using LinqToDB;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Journal;

/// <summary>One refused row fails its whole batch: its neighbors are asked again and succeed.</summary>
public sealed class FullBatchTests : IDisposable
{
    private const int Batch = 400;
    private readonly TemporaryDatabase _database = new();

    [Fact]
    public async Task An_event_that_another_incarnation_wrote_first_fails_its_batch_and_all_399_neighbors_succeed_on_retry()
    {
        await using var node = await Node.StartAsync(_database, new ManualClock(At(45)));
        var chargers = Enumerable.Range(0, Batch).Select(number => ChargerId.Parse($"CP-{number}")).ToList();
        await Task.WhenAll(chargers.Select(charger => AskAsync(node, Start(charger))));

        var doubled = $"s|{Session(charger: chargers[200])}";
        using (var journal = _database.Database.OpenJournal())
            await journal.InsertAsync(EventRow.Of(doubled, 2, new ReadingsRecorded([Meter(5, 2_000)], new EnergyWh(1_000), At(5))));
        Task<Reply[]> answers;
        using (_database.HoldJournal())
            answers = Task.WhenAll(chargers.Select(charger => AskAsync(node, Readings(First, Left, Meter(10, 3_000)) with { Charger = charger })));

        Assert.All(await answers, answer => Assert.Equal(Done.Instance, answer));
        Assert.All(chargers, charger => Assert.Equal(
            $"s|{Session(charger: charger)}" == doubled ? ["se:open1", "se:read1", "se:read1"] : ["se:open1", "se:read1"],
            _database.Manifests($"s|{Session(charger: charger)}")));
    }

    public void Dispose() => _database.Dispose();

    private static Task<Reply> AskAsync(Node node, IEntityCommand command) => node.Get<FleetEntities>().AskAsync(command, Eventually.Soon, CancellationToken.None);
}
