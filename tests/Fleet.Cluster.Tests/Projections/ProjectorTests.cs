using System.Diagnostics;

using Akka.Actor;

using Fleet.Cluster.Journal;
using Fleet.Cluster.Projections;
using Fleet.Cluster.Tests.Entities;
using Fleet.Cluster.Tests.Ledger;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using LinqToDB;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Projections;

/// <summary>The projector on a journal that is being written.</summary>
public sealed class ProjectorTests : EntityTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private IActorRef _session = ActorRefs.Nobody;
    private int _sent;

    [Fact]
    public void What_is_written_is_projected_and_a_projector_that_starts_again_doubles_nothing()
    {
        var first = Project();
        Open();
        Read(50);
        AwaitAssert(() => Assert.Equal(50, ReadingsInTables()), Soon);

        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);
        Read(50);
        Project();

        AwaitAssert(() => Assert.Equal(100, ReadingsInTables()), Soon);
        Assert.Equal(Database.QueryJournal<long>("SELECT MAX(ordering) FROM journal"), OffsetInTables());
    }

    [Fact]
    public void Two_projectors_at_once_double_nothing()
    {
        Project();
        Project();
        Open();
        for (var i = 0; i < 10; i++)
            Read(20);
        _session.Tell(new StopSession(Session(), StopAt(900, 900_000)), TestActor);

        AwaitAssert(() => Assert.Equal(("BILLED", 200), (Row()!.State, Row()!.Readings)), Soon);
        Assert.Equal(1L, Database.QueryTables<long>("SELECT COUNT(*) FROM billed_transaction"));
    }

    [Fact]
    public void A_table_that_cannot_be_written_is_tried_again_until_it_can()
    {
        var full = Database.RefuseRows("session");
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.LogEvent));
        Project();
        Open();
        FishForMessage(message => message is Akka.Event.LogEvent log && log.ToString().Contains("disk full", StringComparison.Ordinal), Soon);
        Assert.Null(Row());

        full.Dispose();

        AwaitAssert(() => Assert.Equal("CHARGING", Row()?.State), Soon);
    }

    [Fact]
    public void At_a_gap_that_a_refused_write_left_the_reader_waits_then_goes_on_and_nothing_is_skipped()
    {
        Project();
        Open();
        Read(10);
        AwaitAssert(() => Assert.Equal(10, ReadingsInTables()), Soon);

        Database.LeaveGap();
        var left = Stopwatch.GetTimestamp();
        Read(10);
        AwaitAssert(() => Assert.Equal(20, ReadingsInTables()), Soon);

        Assert.True(Stopwatch.GetElapsedTime(left) > Database.Database.GapPatience * 0.8, $"the reader went on after {Stopwatch.GetElapsedTime(left)}");
        Read(10);
        AwaitAssert(() => Assert.Equal(30, ReadingsInTables()), Soon);
    }

    private IActorRef Project()
    {
        var journal = new JournalReader(Sys);
        var tables = new ReadTables(Database.Database, WatchPolicy.Default, TestLedger.Terms, journal.ReadAsync);
        return Sys.ActorOf(Props.Create(() => new Projector(journal, tables)));
    }

    private void Open()
    {
        _session = HostSession(CreateTestProbe());
        Ask<Done>(_session, new OpenSession(Session(), Started()));
    }

    private void Read(int count)
    {
        var asker = CreateTestProbe();
        for (var i = 0; i < count; i++, _sent++)
            _session.Tell(new RecordReadings(Session(), [Meter(_sent + 1, 1_000 + _sent)]), asker);
        asker.ReceiveN(count, Soon);
    }

    private SessionView? Row()
    {
        using var db = Database.Database.Open();
        return db.GetTable<SessionView>().FirstOrDefault(row => row.SessionId == "CP1:700");
    }

    private int ReadingsInTables() => Row()?.Readings ?? 0;

    private long OffsetInTables() => Database.QueryTables<long>("SELECT journal_offset FROM projection");
}
