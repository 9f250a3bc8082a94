using System.Text.Json;

using Akka.Actor;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Gateways;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Projections;
using Fleet.Cluster.Tests.Gateways;
using Fleet.Cluster.Tests.Projections;
using Fleet.Cluster.Watching;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

using NodaTime;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Watching;

/// <summary>What is due is done though no charger speaks.</summary>
public sealed class SweeperTests : IDisposable
{
    private static readonly SweepSettings Quick = new() { Pause = TimeSpan.FromMilliseconds(50), IdlePause = TimeSpan.FromMilliseconds(50) };

    private readonly TemporaryDatabase _database = new();
    private readonly ManualClock _clock = new(At(45));

    [Fact]
    public async Task A_session_that_falls_silent_is_probed_and_then_billed_for_what_its_meter_proved_though_its_node_was_lost()
    {
        var probed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var first = await StartAsync())
        {
            first.Get<ConnectedChargers>().Add(Charger, new FakeSocket(() =>
            {
                probed.TrySetResult("probed");
                return Task.FromResult(new ChargerAnswer(CallStatus.Answered));
            }));
            await AskAsync(first, new ConnectCharger(Charger, Socket(1, node: Akka.Cluster.Cluster.Get(first.Get<ActorSystem>()).SelfAddress.ToString())));
            await AskAsync(first, Start());
            await AskAsync(first, Readings(First, Left, Meter(10, 3_000)));
            await RowAsync(first, row => row.Readings == 1);

            _clock.Advance(Duration.FromMinutes(16));
            await probed.Task.WaitAsync(Eventually.Soon);
        }

        _clock.Advance(Duration.FromHours(25));
        await using var node = await StartAsync();

        // 2 kWh at 0.50 and 19 % on top.
        var bill = JsonElement.Parse(await Eventually.IsAsync(() => node.Get<LedgerQueries>().TransactionAsync("CP1:700")));
        Assert.Equal((2_000, "1.19", "2026-03-02T12:10:00Z"),
            (bill.GetProperty("energyWh").GetInt32(), bill.GetProperty("totalInclTax").GetString(), bill.GetProperty("stoppedAt").GetString()));
        await RowAsync(node, row => row.WakeAt is null);
        Assert.All(await ConnectorsAsync(node), connector => Assert.Null(connector.TransactionId));
    }

    [Fact]
    public async Task A_debt_whose_node_was_lost_is_paid_though_the_charger_never_comes_back()
    {
        await WriteAsync("c|CP1", [new TransactionStarted(Session().Transaction, Started())]);

        _clock.Advance(Duration.FromMinutes(1));
        await using var node = await StartAsync();

        await RowAsync(node, row => row.State == "CHARGING");
        Assert.Equal(["se:open1"], _database.Manifests("s|CP1:700"));
    }

    [Fact]
    public async Task A_session_whose_connector_is_free_is_closed_within_minutes()
    {
        await using var node = await StartAsync();
        await AskAsync(node, Start());
        await AskAsync(node, Readings(First, Left, Meter(30, 3_000)));
        await AskAsync(node, Status(Left, ConnectorStatus.Available, 40));
        await RowAsync(node, row => row.Readings == 1);

        _clock.Advance(Duration.FromMinutes(6));

        var row = await RowAsync(node, row => row.State == "BILLED");
        Assert.Equal(At(40), row.StoppedAt);
    }

    [Fact]
    public async Task A_row_whose_last_events_the_reader_passed_without_seeing_them_is_found_and_filled_and_the_bill_is_booked()
    {
        await using (var first = await StartAsync())
        {
            await AskAsync(first, Start());
            await RowAsync(first, row => row.WakeAt is not null);
            await SettledAsync(first);
        }

        var billed = PlayedJournal.Of(Start(), Stop(First, 30, 5_000)).Events.Where(envelope => envelope.PersistenceId == "s|CP1:700").Skip(1).Select(envelope => envelope.Event);
        await WriteAsync("s|CP1:700", [.. billed]);
        Execute("UPDATE projection SET journal_offset = 1000000");

        _clock.Advance(Duration.FromMinutes(16));
        await using var node = await StartAsync();

        await RowAsync(node, row => row.State == "BILLED");
        Assert.Single((await node.Get<LedgerQueries>().TransactionsAsync(null, 0, 10)).Items);
    }

    [Fact]
    public async Task Queued_commands_are_delivered_when_the_charger_comes_and_expire_when_it_does_not()
    {
        await using var node = await StartAsync();
        await AskAsync(node, new QueueCommand(Charger, Command(1, At(50))));
        await AskAsync(node, new QueueCommand(Charger, Command(2, At(120))));
        await CommandAsync(node, 2, command => command.Status == CommandView.Queued);

        _clock.Advance(Duration.FromMinutes(6));
        var expired = await CommandAsync(node, 1, command => command.Status == nameof(CommandOutcome.Expired));
        node.Get<ConnectedChargers>().Add(Charger, new FakeSocket());
        await AskAsync(node, new ConnectCharger(Charger, Socket(1, minute: 51, node: Akka.Cluster.Cluster.Get(node.Get<ActorSystem>()).SelfAddress.ToString())));

        var answered = await CommandAsync(node, 2, command => command.Status == nameof(CommandOutcome.Answered));
        Assert.Equal(At(51), expired.FinishedAt);
        Assert.Equal("""["Reset",{"type":"Soft"},30]""", answered.Response);
    }

    public void Dispose() => _database.Dispose();

    private static QueuedCommand Command(int number, Instant expiresAt) => new(new Guid(number, 0, 0, new byte[8]), "Reset", """{"type":"Soft"}""", Noon, expiresAt);

    private Task<Node> StartAsync() => Node.StartAsync(_database, _clock, Quick);

    private static Task<Reply> AskAsync(Node node, IEntityCommand command) => node.Get<FleetEntities>().AskAsync(command, Eventually.Soon, CancellationToken.None);

    private static Task<SessionView> RowAsync(Node node, Predicate<SessionView> holds) => Eventually.IsAsync(
        async () => await node.Get<FleetQueries>().SessionAsync("CP1:700") is { } row && holds(row) ? row : null);

    private async Task<CommandView> CommandAsync(Node node, int number, Predicate<CommandView> holds) => await Eventually.IsAsync(async () =>
    {
        var id = new Guid(number, 0, 0, new byte[8]).ToString();
        await using var db = _database.Database.Open();
        return await db.GetTable<CommandView>().FirstOrDefaultAsync(row => row.CommandId == id) is { } command && holds(command) ? command : null;
    });

    private static async Task<IReadOnlyList<ConnectorView>> ConnectorsAsync(Node node) => (await node.Get<FleetQueries>().ChargerAsync(Charger))!.Connectors;

    /// <summary>Waits until the note of the paid debt is in the tables, so that nothing else is to come.</summary>
    private async Task SettledAsync(Node node) => await Eventually.IsAsync(async () =>
    {
        await using var db = _database.Database.Open();
        return await db.GetTable<ChargerView>().AnyAsync(row => row.ChargerId == "CP1" && row.WakeAt == null) && node is not null ? "settled" : null;
    });

    private void Execute(string sql)
    {
        using var db = _database.Database.Open();
        db.Execute(sql);
    }

    /// <summary>Writes events behind those that an entity has, as a node that was lost right after would have left them.</summary>
    private async Task WriteAsync(string persistenceId, IReadOnlyList<object> events)
    {
        using var system = _database.StartSystem();
        var writer = system.ActorOf(Props.Create(() => new EventWriter(persistenceId)));
        await writer.Ask<Done>(events, Eventually.Soon);
        await system.Terminate();
    }
}
