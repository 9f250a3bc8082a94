using Akka.Actor;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Tests.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;

using NodaTime;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Journal;

/// <summary>A journal that cannot keep up: a full buffer is a failed write, and a failed write ends its entity. Fewer commands are under way than the buffer holds.</summary>
public sealed class OverflowTests : IDisposable
{
    private const int Chargers = 500;
    private const string SmallBuffer = "akka.persistence.journal.sql { buffer-size = 60, batch-size = 50, circuit-breaker { max-failures = 100000 } }";

    private readonly TemporaryDatabase _database = new();

    [Fact]
    public async Task With_fewer_commands_under_way_than_the_buffer_holds_no_entity_dies_however_slow_the_journal_is()
    {
        var (started, died) = await StartAllAsync(inFlight: 25);

        Assert.Equal((Chargers, 0), (started, died));
    }

    [Fact]
    public async Task With_more_the_buffer_overflows_entities_die_and_all_commands_still_succeed_on_retry()
    {
        var (started, died) = await StartAllAsync(inFlight: Chargers);

        Assert.Equal(Chargers, started);
        Assert.True(died > 0, "the buffer never overflowed, so this shows nothing");
    }

    [Fact]
    public void The_nodes_bound_leaves_room_in_the_buffer_for_what_each_command_writes() => Assert.True(FleetEntities.MaxInFlight * 10 < 50_000);

    public void Dispose() => _database.Dispose();

    private async Task<(int Started, int Died)> StartAllAsync(int inFlight)
    {
        using var system = _database.StartSystem(SmallBuffer);
        system.ActorOf<LostCommands>();
        var region = system.ActorOf(Props.Create(() => new SmallRegion(new Later())));
        using var entities = new FleetEntities(new Region(region), new Places(inFlight, perCharger: 8, waiting: Chargers));

        Task<Domain.Deciding.Reply>[] asked;
        using (_database.HoldJournal())
        {
            asked = [.. Enumerable.Range(0, Chargers).Select(number =>
                entities.AskAsync(Start(ChargerId.Parse($"CP-{number}")), TimeSpan.FromMinutes(1), CancellationToken.None))];
            await Task.WhenAny(Task.WhenAny(asked), Task.Delay(TimeSpan.FromSeconds(2)));
        }

        var replies = await Task.WhenAll(asked);
        var died = await region.Ask<int>(SmallRegion.HowManyDied.Question, Eventually.Soon);
        await system.Terminate();
        return (replies.OfType<TransactionAnswer>().Count(), died);
    }

    private sealed class Later : IClock
    {
        public Instant GetCurrentInstant() => At(45);
    }
}
