using Akka.Persistence.Query;

using Fleet.Cluster.Database;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Projections;
using Fleet.Cluster.Tests.Ledger;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using LinqToDB;
using LinqToDB.Async;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Projections;

/// <summary>Rows, ledger and offset in one transaction; each event counts once.</summary>
public sealed class ReadTablesTests : IDisposable
{
    private static readonly PlayedJournal Journal = PlayedJournal.Of(
        new ConnectCharger(Charger, Socket(1)),
        Start(),
        Readings(First, Left, Meter(10, 3_000, powerW: 11_000)),
        Status(Left, ConnectorStatus.SuspendedEV, 20),
        Stop(First, 30, 5_000));

    private readonly TemporaryDatabase _database = new();
    private readonly ReadTables _tables;

    public ReadTablesTests() => _tables = new ReadTables(_database.Database, WatchPolicy.Default, TestLedger.Terms, Journal.ReadAsync);

    [Fact]
    public async Task A_batch_writes_charger_session_bill_tariff_and_offset()
    {
        await ApplyAsync(Journal.Events);

        var queries = new FleetQueries(_database.Database);
        var charger = (await queries.ChargerAsync(Charger))!;
        var session = (await queries.SessionAsync("CP1:700"))!;
        Assert.Equal((true, "ocpp1.6", At(0)), (charger.Connected, charger.OcppVersion, charger.ConnectedAt));
        Assert.Equal([new ConnectorView(1, 1, "SuspendedEV")], charger.Connectors);
        Assert.Equal(("BILLED", "CP1", "700", "Alice", "driver", "site"),
            (session.State, session.ChargerId, session.TransactionId, session.Token, session.DriverId, session.SiteId));
        Assert.Equal((At(0), At(30), 1_000L, 5_000L), (session.StartedAt, session.StoppedAt, session.MeterStartWh, session.MeterStopWh));

        // 4 kWh at 0.50 and 19 % on top; the power of a session that is over is not known.
        Assert.Equal((4_000L, "EUR", 2.38m, null), (session.EnergyWh, session.Currency, session.TotalInclTax, session.PowerW));
        Assert.Equal((1, At(10), "Local"), (session.Readings, session.LastReadingAt, session.StopReason));
        Assert.Equal((1, 1, 1, 1, Journal.Events.Count), await CountAsync());
        Assert.Equal(session, Assert.Single((await queries.SessionsAsync("CP1", "BILLED", null, 10)).Items));
        Assert.False(await queries.IsChargingAsync(Alice));
    }

    [Fact]
    public async Task A_session_that_charges_shows_what_its_meter_shows()
    {
        var charging = PlayedJournal.Of(Start(), Readings(First, Left, Meter(10, 3_000, powerW: 11_000)));

        await _tables.ApplyAsync(charging.Events, await _tables.ReadOffsetAsync());

        var queries = new FleetQueries(_database.Database);
        var session = (await queries.SessionAsync("CP1:700"))!;
        Assert.Equal(("CHARGING", 2_000L, 11_000L, null), (session.State, session.EnergyWh, session.PowerW, session.StoppedAt));
        Assert.Equal("700", Assert.Single((await queries.ChargerAsync(Charger))!.Connectors).TransactionId);
        Assert.True(await queries.IsChargingAsync(new("ALICE")));
    }

    [Theory]
    [InlineData("billed_transaction")]
    [InlineData("session")]
    [InlineData("charger")]
    [InlineData("tariff_version")]
    public async Task A_failure_in_the_middle_leaves_nothing_and_the_next_try_everything(string table)
    {
        using (_database.RefuseRows(table))
            await Assert.ThrowsAnyAsync<Exception>(() => ApplyAsync(Journal.Events));
        Assert.Equal((0, 0, 0, 0, 0), await CountAsync());

        await ApplyAsync(Journal.Events);
        Assert.Equal((1, 1, 1, 1, Journal.Events.Count), await CountAsync());
    }

    [Fact]
    public async Task The_same_batch_again_is_refused_and_changes_nothing()
    {
        await ApplyAsync(Journal.Events);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _tables.ApplyAsync(Journal.Events, 0));

        Assert.Equal((1, 1, 1, 1, Journal.Events.Count), await CountAsync());
        Assert.Equal(1, (await new FleetQueries(_database.Database).SessionAsync("CP1:700"))!.Readings);
    }

    [Fact]
    public async Task A_restart_in_the_middle_goes_on_where_it_was()
    {
        foreach (var @event in Journal.Events)
        {
            var restarted = new ReadTables(_database.Database, WatchPolicy.Default, TestLedger.Terms, Journal.ReadAsync);
            await restarted.ApplyAsync([@event], await restarted.ReadOffsetAsync());
        }

        Assert.Equal((1, 1, 1, 1, Journal.Events.Count), await CountAsync());
        Assert.Equal(1, (await new FleetQueries(_database.Database).SessionAsync("CP1:700"))!.Readings);
    }

    [Fact]
    public async Task Of_two_projectors_at_once_one_wins()
    {
        var offset = await _tables.ReadOffsetAsync();
        var other = new ReadTables(_database.Database, WatchPolicy.Default, TestLedger.Terms, Journal.ReadAsync);

        var outcomes = await Task.WhenAll(
            SucceedsAsync(() => _tables.ApplyAsync(Journal.Events, offset)), SucceedsAsync(() => other.ApplyAsync(Journal.Events, offset)));

        Assert.Single(outcomes, succeeded => succeeded);
        Assert.Equal((1, 1, 1, 1, Journal.Events.Count), await CountAsync());
    }

    [Fact]
    public async Task An_event_that_the_reader_skipped_is_fetched_before_the_next_one_of_its_entity()
    {
        var readings = Journal.Events.FindIndex(envelope => envelope.Event is ReadingsRecorded);
        var started = Journal.Events.FindIndex(envelope => envelope.Event is TransactionStarted);

        await ApplyAsync([.. Journal.Events.Where((_, place) => place != readings && place != started)]);

        Assert.Equal((1, 1, 1, 1, Journal.Events.Count), await CountAsync());
        Assert.Equal((1, At(10)), await new FleetQueries(_database.Database).SessionAsync("CP1:700") is { } row ? (row.Readings, row.LastReadingAt!.Value) : default);
    }

    [Fact]
    public async Task A_skipped_event_that_comes_late_is_not_applied_twice()
    {
        var readings = Journal.Events.Single(envelope => envelope.Event is ReadingsRecorded);
        await ApplyAsync([.. Journal.Events.Where(envelope => !ReferenceEquals(envelope, readings))]);

        await ApplyAsync([new EventEnvelope(new Sequence(100), readings.PersistenceId, readings.SequenceNr, readings.Event, 0, [])]);

        Assert.Equal(1, (await new FleetQueries(_database.Database).SessionAsync("CP1:700"))!.Readings);
        Assert.Equal(100, await _tables.ReadOffsetAsync());
    }

    public void Dispose() => _database.Dispose();

    private static async Task<bool> SucceedsAsync(Func<Task<long>> apply)
    {
        try
        {
            await apply();
            return true;
        }
        catch (InvalidOperationException e) when (e.Message.Contains("another projector", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private async Task ApplyAsync(IReadOnlyList<EventEnvelope> events) => await _tables.ApplyAsync(events, await _tables.ReadOffsetAsync());

    private async Task<(int Chargers, int Sessions, int Bills, int Tariffs, int Offset)> CountAsync()
    {
        await using var db = _database.Database.Open();
        return (
            await db.GetTable<ChargerView>().CountAsync(),
            await db.GetTable<SessionView>().CountAsync(),
            await db.GetTable<BilledTransactionRow>().CountAsync(),
            await db.GetTable<TariffVersionRow>().CountAsync(),
            (int)await _tables.ReadOffsetAsync());
    }
}
