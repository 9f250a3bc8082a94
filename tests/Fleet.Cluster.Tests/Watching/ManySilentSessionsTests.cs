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

    /// <summary>Compiled on the way by those: a node that was just started is no measure.</summary>
    private const int First500 = 500;

    private readonly TemporaryDatabase _database = new();

    [Fact]
    public async Task Ten_thousand_are_woken_and_judged_within_a_minute_and_leave_half_a_core_free()
    {
        Write(Enumerable.Range(1, Sessions));
        var clock = new ManualClock(At(11));
        await using var node = await Node.StartAsync(_database, clock, new SweepSettings());
        await Eventually.IsAsync(() => Task.FromResult(Count("SELECT COUNT(*) FROM session WHERE readings = 2") == Sessions ? "all" : null));

        var process = Process.GetCurrentProcess();
        clock.Advance(Duration.FromMinutes(16));
        var (started, busiest, before, last) = (Stopwatch.GetTimestamp(), 0.0, process.TotalProcessorTime, Stopwatch.GetTimestamp());
        var judged = 0L;
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(2));
        while (judged < Sessions && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2))
        {
            await pace.WaitForNextTickAsync();
            process.Refresh();
            var used = (process.TotalProcessorTime - before) / Stopwatch.GetElapsedTime(last);
            (before, last, busiest) = (process.TotalProcessorTime, Stopwatch.GetTimestamp(), Math.Max(busiest, used));
            judged = Count($"SELECT COUNT(*) FROM session WHERE wake_at > '{At(40)}'");
            output.WriteLine($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {judged} judged, {used:0.00} cores, {process.WorkingSet64 >> 20} MiB");
        }

        Assert.Equal(Sessions, judged);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1));
        Assert.True(busiest < 0.5, $"{busiest:0.00} cores");
    }

    public void Dispose() => _database.Dispose();

    private long Count(string sql)
    {
        using var db = _database.Database.Open();
        return db.Execute<long>(sql);
    }

    /// <summary>What their entities would have written.</summary>
    private void Write(IEnumerable<int> numbers)
    {
        using var journal = _database.Database.OpenJournal();
        journal.BulkCopy(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows }, numbers.SelectMany(Events));
    }

    private static IEnumerable<EventRow> Events(int number)
    {
        var session = new SessionId(ChargerId.Parse($"CP-{number}"), TransactionId.From(First));
        SessionEvent[] events =
        [
            new SessionOpened(Started()),
            new ReadingsRecorded([Meter(5, 2_000)], new EnergyWh(1_000), At(5)),
            new ReadingsRecorded([Meter(10, 3_000)], new EnergyWh(2_000), At(10)),
        ];
        return events.Select((@event, index) => EventRow.Of($"s|{session}", index + 1, @event));
    }
}
