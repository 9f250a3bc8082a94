using Akka.Persistence.Query;

using CsCheck;

using Fleet.Cluster.Ledger;
using Fleet.Cluster.Projections;
using Fleet.Cluster.Tests.Ledger;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Projections;

/// <summary>Whatever chargers say, and however the reader cuts, skips and restarts: the rows say what the entities know.</summary>
public sealed class RowsProperties
{
    private static readonly Gen<EvseConnector> Connector = Gen.Bool.Select(left => left ? Left : Right);

    private static readonly Gen<IEntityCommand> Command = Gen.OneOf<IEntityCommand>(
        Gen.Select(Connector, Gen.Int[0, 200], Gen.Int[0, 5], IEntityCommand (on, minute, kwh) => Start(on: on, minute: minute, meter: kwh * 1_000)),
        Gen.Select(Connector, Gen.Int[698, 705].Nullable(), Gen.Int[0, 300], Gen.Int[0, 50], IEntityCommand (on, transaction, minute, kwh) =>
            Readings(transaction, on, Meter(minute, kwh * 1_000, powerW: kwh * 100), Meter(minute + 1, kwh * 1_000 + 1))),
        Gen.Select(Gen.OneOf(Gen.Int[698, 705], Gen.Const(-1)), Gen.Int[0, 400], Gen.Int[0, 60], IEntityCommand (transaction, minute, kwh) =>
            Stop(transaction, minute, kwh * 1_000)),
        Gen.Select(Connector, Gen.Enum<ConnectorStatus>(), Gen.Int[0, 300], IEntityCommand (on, status, minute) => Status(on, status, minute)),
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 300], IEntityCommand (socket, minute) => new ConnectCharger(Charger, Socket(socket, minute))),
        Gen.Int[1, 3].Select(IEntityCommand (socket) => new DisconnectCharger(Charger, Socket(socket).Id)));

    [Fact]
    public async Task Rows_equal_a_fold_over_the_journal()
    {
        await Gen.Select(Command.List[5, 60], Gen.Int[1, 40].List[1, 8], Gen.Int[0, 9].HashSet[0, 2])
            .SampleAsync(async (commands, sizes, skipped) =>
            {
                using var database = new TemporaryDatabase();
                var journal = PlayedJournal.Of(commands);
                await ProjectAsync(database, journal, sizes, skipped);
                await AssertRowsAsync(database, journal);
            }, seed: "0000KLmN0123", iter: 20, threads: 1);
    }

    /// <summary>Batches of these sizes in turn, each by a new projector; of ten events those numbered <paramref name="skipped"/> do not come, unless none follows.</summary>
    private static async Task ProjectAsync(TemporaryDatabase database, PlayedJournal journal, List<int> sizes, HashSet<int> skipped)
    {
        var last = journal.Events.GroupBy(envelope => envelope.PersistenceId, StringComparer.Ordinal).Select(events => events.Last()).ToHashSet();
        var read = new Queue<EventEnvelope>(journal.Events.Where((envelope, place) => last.Contains(envelope) || !skipped.Contains(place % 10)));
        for (var batch = 0; read.Count > 0; batch++)
        {
            var tables = new ReadTables(database.Database, WatchPolicy.Default, TestLedger.Terms, journal.ReadAsync);
            List<EventEnvelope> events = [];
            while (events.Count < sizes[batch % sizes.Count] && read.TryDequeue(out var next))
                events.Add(next);
            await tables.ApplyAsync(events, await tables.ReadOffsetAsync());
        }
    }

    private static async Task AssertRowsAsync(TemporaryDatabase database, PlayedJournal journal)
    {
        await using var db = database.Database.Open();
        var sessions = await db.GetTable<SessionView>().OrderBy(row => row.SessionId).ToListAsync();
        var chargers = await db.GetTable<ChargerView>().ToListAsync();
        var bills = await db.GetTable<BilledTransactionRow>().ToListAsync();

        Assert.Equal(
            journal.Sessions.Values.Where(state => state.Phase != SessionPhase.None).OrderBy(state => state.Id.ToString(), StringComparer.Ordinal).Select(Says),
            sessions.Select(Says));
        Assert.Equal(journal.Chargers.Values.Where(WasHeardOf).Select(state => Says(state, journal)), chargers.Select(Says), StringComparer.Ordinal);
        Assert.Equal(
            journal.Sessions.Values.Where(state => state.Bill is not null).OrderBy(state => state.Id.ToString(), StringComparer.Ordinal)
                .Select(state => (state.Id.ToString(), state.Bill!.Energy.Value, state.Bill.TotalInclTax)),
            bills.GroupBy(row => row.Id, StringComparer.Ordinal).OrderBy(ofSession => ofSession.Key, StringComparer.Ordinal)
                .Select(ofSession => ofSession.MaxBy(row => row.Revision)!).Select(row => (row.Id, row.EnergyWh, row.TotalInclTax)));
        Assert.Equal(
            journal.Sessions.Values.Where(state => state.Bill is { State: BillState.Billed }).Sum(state => state.Bill!.TotalInclTax ?? 0),
            bills.Where(row => row.Kind != EntryKind.Hold).Sum(row => row.TotalInclTax ?? 0));

        bool WasHeardOf(ChargerState charger) => journal.Events.Exists(envelope => envelope.PersistenceId == EntityKey.Of(charger.Id).Value);
    }

    private static object Says(SessionState state) => (
        state.Id.ToString(),
        state.Phase == SessionPhase.Charging ? "CHARGING" : state.Bill!.State == BillState.Billed ? "BILLED" : "HELD",
        state.Bill?.Energy.Value ?? state.Evidence!.Register.Energy.Value,
        (state.Start!.StartedAt, state.Stop?.StoppedAt, state.Start.MeterStart.Value, state.Stop?.MeterStop?.Value),
        state.Bill?.TotalInclTax);

    private static object Says(SessionView row) => (
        row.SessionId, row.State, row.EnergyWh, (row.StartedAt, row.StoppedAt, row.MeterStartWh, row.MeterStopWh), row.State == "CHARGING" ? null : row.TotalInclTax);

    private static string Says(ChargerState state, PlayedJournal journal)
    {
        var starts = journal.Events.Where(envelope => envelope.PersistenceId == EntityKey.Of(state.Id).Value)
            .Select(envelope => envelope.Event).OfType<TransactionStarted>().ToLookup(started => started.Start.Connector, started => started.Transaction);
        var connectors = state.Connectors.Keys.Union(starts.Select(on => on.Key)).OrderBy(connector => connector.ConnectorId);
        return $"{state.Id} {state.Connection?.Id} " + string.Join(", ", connectors.Select(connector =>
            $"{connector} {state.Connectors.GetValueOrDefault(connector)?.Status} {(Runs(starts[connector]) ? starts[connector].Last().Value : null)}"));

        bool Runs(IEnumerable<TransactionId> begun) => begun.Any() && state.Transactions.IsRunning(begun.Last());
    }

    private static string Says(ChargerView row) =>
        $"{row.ChargerId} {(row.Connected ? row.ConnectionId : null)} " + string.Join(", ", row.Connectors.Select(connector =>
            $"{connector.ConnectorId} {(connector.Status == "Unknown" ? null : connector.Status)} {connector.TransactionId}"));
}
