using System.Diagnostics;

using Fleet.Cluster.Tests.Journal;
using Fleet.Cluster.Watching;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using LinqToDB;
using LinqToDB.Data;

using NodaTime;

using Xunit.Abstractions;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Watching;

/// <summary>Many sessions that fell silent together, on a node that has none of them in memory.</summary>
public sealed class ManySilentSessionsTests(ITestOutputHelper output) : IDisposable
{
    private const int Sessions = 10_000;

    /// <summary>Due before the others: a node whose code is not compiled yet is no measure.</summary>
    private const int Before = 1_000;

    private readonly TemporaryDatabase _database = new();

    [SkippableFact]
    [Trait("Category", "Long")]
    public async Task Ten_thousand_are_woken_and_judged_within_a_minute_of_being_due_and_never_take_half_a_core()
    {
        Requirement.Minutes();
        Write(Enumerable.Range(1, Before), minute: 0);
        Write(Enumerable.Range(Before + 1, Sessions), minute: 60);
        var clock = new ManualClock(At(71));
        await using var node = await Node.StartAsync(_database, clock, new SweepSettings());
        await UntilAsync(() => Judged(minute: 0) == Before && Count("SELECT COUNT(*) FROM session WHERE readings = 2") == Before + Sessions);

        var process = Process.GetCurrentProcess();
        await QuietAsync(process);
        var (started, busiest) = (Stopwatch.GetTimestamp(), 0.0);
        var (before, last) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        clock.Advance(Duration.FromMinutes(16));
        await UntilAsync(() =>
        {
            if (Stopwatch.GetElapsedTime(last) < TimeSpan.FromSeconds(2))
                return false;
            process.Refresh();
            var used = (process.TotalProcessorTime - before) / Stopwatch.GetElapsedTime(last);
            (before, last, busiest) = (process.TotalProcessorTime, Stopwatch.GetTimestamp(), Math.Max(busiest, used));
            output.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {Judged(minute: 60)} judged, {used:0.00} cores, {process.WorkingSet64 >> 20} MiB");
            return Judged(minute: 60) == Sessions;
        });

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1), $"it took {Stopwatch.GetElapsedTime(started)}");
        Assert.True(busiest < 0.5, $"{busiest:0.00} cores");
    }

    public void Dispose() => _database.Dispose();

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (!holds())
            await pace.WaitForNextTickAsync(limit.Token);
    }

    /// <summary>Compiling the code that has just become hot is no part of what is measured.</summary>
    private static async Task QuietAsync(Process process)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(2));
        TimeSpan before;
        do
        {
            process.Refresh();
            before = process.TotalProcessorTime;
            await pace.WaitForNextTickAsync();
            process.Refresh();
        }
        while (process.TotalProcessorTime - before > TimeSpan.FromSeconds(0.3));
    }

    /// <summary>Those that are left until they are to be closed: their charger is away, so that nobody can be asked.</summary>
    private long Judged(int minute) => Count(
        $"SELECT COUNT(*) FROM session WHERE started_at = '{At(minute)}' AND wake_at > '{At(minute) + Duration.FromHours(23)}'");

    private long Count(string sql)
    {
        using var db = _database.Database.Open();
        return db.Execute<long>(sql.Replace(":00Z", ":00.000Z", StringComparison.Ordinal));
    }

    /// <summary>What their entities would have written.</summary>
    private void Write(IEnumerable<int> numbers, int minute)
    {
        using var journal = _database.Database.OpenJournal();
        journal.BulkCopy(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows }, numbers.Select(number => (number, minute)).SelectMany(Events));
    }

    private static IEnumerable<EventRow> Events((int Number, int Minute) session)
    {
        var id = new SessionId(ChargerId.Parse($"CP-{session.Number}"), TransactionId.From(First));
        SessionEvent[] events =
        [
            new SessionOpened(Started(session.Minute)),
            new ReadingsRecorded([Meter(session.Minute + 5, 2_000)], new EnergyWh(1_000), At(session.Minute + 5)),
            new ReadingsRecorded([Meter(session.Minute + 10, 3_000)], new EnergyWh(2_000), At(session.Minute + 10)),
        ];
        return events.Select((@event, index) => EventRow.Of($"s|{id}", index + 1, @event));
    }
}
