using Akka.Actor;

using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Entities;

/// <summary>Acknowledged is durable, and once (design: Promises 1 and 2).</summary>
public sealed class WriteTests : EntityTest
{
    [Fact]
    public void A_reply_waits_for_the_write()
    {
        var charger = HostCharger(CreateTestProbe());
        Ask<Done>(charger, new BootCharger(Given.Charger, new ChargerDescription("V", "M")));

        using (Database.HoldJournal())
        {
            charger.Tell(new ConnectCharger(Given.Charger, Socket(1)), TestActor);
            ExpectNoMsg(TimeSpan.FromMilliseconds(500));
            Assert.Equal(["ce:boot1"], JournalOfCharger);
        }

        ExpectMsg<Done>(TimeSpan.FromSeconds(10));
        Assert.Equal(["ce:boot1", "ce:on1"], JournalOfCharger);
    }

    [Fact]
    public void A_refused_write_is_answered_Retry_and_the_entity_recovers_without_it()
    {
        var shard = CreateTestProbe();
        var charger = HostCharger(shard);
        Ask<Done>(charger, new ConnectCharger(Given.Charger, Socket(1)));

        using (Database.RefuseEvents("c|CP1"))
        {
            Watch(charger);
            Assert.Contains("disk full", Ask<Retry>(charger, new ConnectCharger(Given.Charger, Socket(2, minute: 1))).Reason, StringComparison.Ordinal);
            ExpectTerminated(charger, TimeSpan.FromSeconds(10));
        }

        var again = HostCharger(shard);
        Assert.Equal(Socket(1), Ask<ConnectionFound>(again, new FindConnection(Given.Charger)).Connection);
        Ask<Done>(again, new ConnectCharger(Given.Charger, Socket(2, minute: 1)));
        Assert.Equal(Socket(2, minute: 1), Ask<ConnectionFound>(again, new FindConnection(Given.Charger)).Connection);
        Assert.Equal(["ce:on1", "ce:on1"], JournalOfCharger);
    }

    [Fact]
    public void Of_two_incarnations_after_a_split_only_one_bills()
    {
        var shard = CreateTestProbe();
        var session = HostSession(shard);
        Ask<Done>(session, new OpenSession(Session(), Started()));
        var here = HostSession(shard);
        var there = HostSession(shard);
        Ask<Done>(here, new OpenSession(Session(), Started()));
        Ask<Done>(there, new OpenSession(Session(), Started()));

        here.Tell(new StopSession(Session(), StopAt(30, 2_000)), TestActor);
        shard.ExpectMsg<PayDebt>(TimeSpan.FromSeconds(10));
        Watch(there);
        Ask<Retry>(there, new StopSession(Session(), StopAt(31, 9_000)));

        ExpectTerminated(there, TimeSpan.FromSeconds(10));
        Assert.Single(JournalOfSession, manifest => manifest == "se:bill1");
    }

    [Fact]
    public void The_same_command_again_gets_the_same_reply_and_writes_nothing()
    {
        var shard = CreateTestProbe();
        var charger = HostCharger(shard);
        charger.Tell(Start(), TestActor);
        charger.Tell(new DebtPaid(shard.ExpectMsg<PayDebt>().Key));
        var first = ExpectMsg<TransactionAnswer>(TimeSpan.FromSeconds(10));
        Ask<ConnectionFound>(charger, new FindConnection(Given.Charger));
        var written = JournalOfCharger;

        var second = Ask<TransactionAnswer>(charger, Start());

        Assert.Equal(first, second);
        Assert.Equal(["ce:start1", "ce:settle1"], written);
        Assert.Equal(written, JournalOfCharger);
    }

    [Fact]
    public void Commands_that_came_during_a_write_are_done_in_their_order_and_a_stop_loses_none()
    {
        var charger = HostCharger(CreateTestProbe());
        Ask<Done>(charger, new BootCharger(Given.Charger, new ChargerDescription("V", "M")));
        Watch(charger);

        using (Database.HoldJournal())
        {
            charger.Tell(new ConnectCharger(Given.Charger, Socket(1)), TestActor);
            charger.Tell(new DisconnectCharger(Given.Charger, Socket(1).Id), TestActor);
            charger.Tell(StopEntity.Instance);
            ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        }

        ExpectMsg<Done>(TimeSpan.FromSeconds(10));
        ExpectMsg<Done>(TimeSpan.FromSeconds(10));
        ExpectTerminated(charger, TimeSpan.FromSeconds(10));
        Assert.Equal(["ce:boot1", "ce:on1", "ce:off1"], JournalOfCharger);
    }

    [Fact]
    public void Recovery_gives_the_same_state()
    {
        var shard = CreateTestProbe();
        var session = HostSession(shard);
        Ask<Done>(session, new OpenSession(Session(), Started()));
        Ask<Done>(session, new RecordReadings(Session(), [Meter(10, 3_000)]));
        StopEntityOf(session);

        var again = HostSession(shard);
        Ask<Done>(again, new RecordReadings(Session(), [Meter(10, 3_000)]));
        again.Tell(new StopSession(Session(), StopAt(30, 5_000)), TestActor);
        again.Tell(new DebtPaid(shard.ExpectMsg<PayDebt>(TimeSpan.FromSeconds(10)).Key));

        ExpectMsg<Done>(TimeSpan.FromSeconds(10));
        Ask<Done>(again, new OpenSession(Session(), Started()));
        Assert.Equal(["se:open1", "se:read1", "se:stop1", "se:bill1", "se:settle1"], JournalOfSession);
    }
}
