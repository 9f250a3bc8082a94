using Akka.Actor;
using Akka.Event;

using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Entities;

public sealed class RecoveryTests : EntityTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_charger_leaves_a_snapshot_after_200_events_which_says_the_same_as_they_do()
    {
        var shard = CreateTestProbe();
        var charger = HostCharger(shard);
        charger.Tell(Start(), TestActor);
        charger.Tell(new DebtPaid(shard.ExpectMsg<PayDebt>(Soon).Key));
        ExpectMsg<TransactionAnswer>(Soon);
        Ask<Done>(charger, new ConnectCharger(Given.Charger, Socket(1)));
        for (var boot = 0; boot < 202; boot++)
            charger.Tell(new BootCharger(Given.Charger, new ChargerDescription("V", $"M{boot}")), TestActor);
        ReceiveN(202, TimeSpan.FromSeconds(30));
        AwaitAssert(() => Assert.Equal((1L, 200L), (Count("SELECT COUNT(*) FROM snapshot"), Count("SELECT MAX(sequence_number) FROM snapshot"))), Soon);
        StopEntityOf(charger);

        Database.ExecuteInJournal("UPDATE snapshot SET persistence_id = 'hidden'");
        var fromEvents = HostCharger(shard);
        var expected = (Ask<TransactionAnswer>(fromEvents, Start()), Ask<ConnectionFound>(fromEvents, new FindConnection(Given.Charger)));
        StopEntityOf(fromEvents);

        // Without the events before it nothing but the snapshot can know the transaction.
        Database.ExecuteInJournal("UPDATE snapshot SET persistence_id = 'c|CP1'; DELETE FROM journal WHERE sequence_number <= 200");
        var fromSnapshot = HostCharger(shard);

        Assert.Equal(TransactionId.From(First), expected.Item1.Transaction);
        Assert.Equal(Socket(1), expected.Item2.Connection);
        Assert.Equal(expected, (Ask<TransactionAnswer>(fromSnapshot, Start()), Ask<ConnectionFound>(fromSnapshot, new FindConnection(Given.Charger))));
    }

    [Fact]
    public void A_session_leaves_no_snapshot()
    {
        var session = HostSession(CreateTestProbe());
        Ask<Done>(session, new OpenSession(Session(), Started()));
        for (var minute = 1; minute <= 210; minute++)
            session.Tell(new RecordReadings(Session(), [Meter(minute, 1_000 + minute)]), TestActor);
        ReceiveN(210, TimeSpan.FromSeconds(30));
        StopEntityOf(session);

        Assert.Equal(0, Count("SELECT COUNT(*) FROM snapshot"));
    }

    [Fact]
    public void An_unknown_manifest_stops_the_entity_with_an_error_and_loses_nothing()
    {
        var shard = CreateTestProbe();
        var session = HostSession(shard);
        Ask<Done>(session, new OpenSession(Session(), Started()));
        Ask<Done>(session, new RecordReadings(Session(), [Meter(10, 3_000)]));
        StopEntityOf(session);
        Database.ExecuteInJournal("UPDATE journal SET manifest = 'se:read9' WHERE manifest = 'se:read1'");
        Sys.EventStream.Subscribe(TestActor, typeof(Error));

        var stopped = HostSession(shard);
        Watch(stopped);
        stopped.Tell(new StopSession(Session(), StopAt(30, 5_000)), CreateTestProbe());

        var error = (Error)FishForMessage(message => message is Error, Soon);
        Assert.Contains("se:read9", error.Cause.ToString(), StringComparison.Ordinal);
        FishForMessage(message => message is Terminated, Soon);
        Assert.Equal(["se:open1", "se:read9"], JournalOfSession);
        Database.ExecuteInJournal("UPDATE journal SET manifest = 'se:read1' WHERE manifest = 'se:read9'");
        Ask<Done>(HostSession(shard), new RecordReadings(Session(), [Meter(10, 3_000)]));
        Assert.Equal(["se:open1", "se:read1"], JournalOfSession);
    }

    private long Count(string sql) => Database.QueryJournal<long>(sql);
}
