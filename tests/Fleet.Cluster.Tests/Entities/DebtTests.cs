using Akka.Actor;
using Akka.TestKit;

using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Entities;

/// <summary>What an entity owes to another one is paid, in order, whatever is lost; who waits for it is answered then.</summary>
public sealed class DebtTests : EntityTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_start_is_answered_when_its_session_is_open()
    {
        var shard = CreateTestProbe();
        var charger = HostCharger(shard);

        charger.Tell(Start(), TestActor);
        var owed = shard.ExpectMsg<PayDebt>(Soon);
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        charger.Tell(new DebtPaid(owed.Key));

        Assert.Equal(TransactionId.From(First), ExpectMsg<TransactionAnswer>(Soon).Transaction);
        Assert.Equal(EntityKey.Of(Session()), owed.Entity);
        AwaitAssert(() => Assert.Equal(["ce:start1", "ce:settle1"], JournalOfCharger), Soon);
    }

    [Fact]
    public void A_session_that_was_owed_when_the_node_was_lost_is_opened_on_recovery()
    {
        var lost = CreateTestProbe();
        var before = HostCharger(lost);
        var asker = CreateTestProbe();
        before.Tell(Start(), asker);
        lost.ExpectMsg<PayDebt>(Soon);
        StopEntityOf(before);
        asker.ExpectMsg<Retry>(Soon);

        var shard = CreateTestProbe();
        var charger = HostCharger(shard);
        var owed = shard.ExpectMsg<PayDebt>(Soon);
        charger.Tell(Start(), TestActor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        charger.Tell(new DebtPaid(owed.Key));

        Assert.Equal(TransactionId.From(First), ExpectMsg<TransactionAnswer>(Soon).Transaction);
        Assert.Equal(Session(), Assert.IsType<OpenSession>(owed.Command).Session);
        AwaitAssert(() => Assert.Equal(["ce:start1", "ce:settle1"], JournalOfCharger), Soon);
    }

    [Fact]
    public void Debts_arrive_in_order_and_one_that_was_lost_is_sent_again_first()
    {
        var shard = CreateTestProbe();
        var charger = HostCharger(shard);

        charger.Tell(Start(), TestActor);
        charger.Tell(Status(Left, ConnectorStatus.SuspendedEV, 5), TestActor);
        charger.Tell(Status(Left, ConnectorStatus.Charging, 6), TestActor);
        var lost = shard.ExpectMsg<PayDebt>(Soon);
        var first = shard.ExpectMsg<PayDebt>(Soon);
        charger.Tell(new DebtPaid(first.Key));
        var second = shard.ExpectMsg<PayDebt>(Soon);
        charger.Tell(new DebtPaid(second.Key));
        var third = shard.ExpectMsg<PayDebt>(Soon);
        charger.Tell(new DebtPaid(third.Key));

        Assert.Equal(lost, first);
        Assert.IsType<OpenSession>(first.Command);
        Assert.Equal(ConnectorStatus.SuspendedEV, Assert.IsType<NoteConnectorStatus>(second.Command).Status);
        Assert.Equal(ConnectorStatus.Charging, Assert.IsType<NoteConnectorStatus>(third.Command).Status);
        ExpectMsg<TransactionAnswer>(Soon);
        ExpectMsg<Done>(Soon);
        ExpectMsg<Done>(Soon);
    }

    [Fact]
    public void An_acknowledgement_that_comes_twice_or_late_clears_nothing_else()
    {
        var shard = CreateTestProbe();
        var charger = HostCharger(shard);
        charger.Tell(Start(), TestActor);
        charger.Tell(Status(Left, ConnectorStatus.SuspendedEV, 5), TestActor);
        var open = shard.ExpectMsg<PayDebt>(Soon);

        charger.Tell(new DebtPaid(open.Key));
        charger.Tell(new DebtPaid(open.Key));
        var status = shard.ExpectMsg<PayDebt>(Soon);
        charger.Tell(new DebtPaid(open.Key));

        ExpectMsg<TransactionAnswer>(Soon);
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        charger.Tell(new DebtPaid(status.Key));
        ExpectMsg<Done>(Soon);
        Ask<ConnectionFound>(charger, new FindConnection(Given.Charger));
        Assert.Equal(["ce:start1", "ce:report1", "ce:settle1", "ce:settle1"], JournalOfCharger);
    }

    [Fact]
    public void A_paid_debt_is_acknowledged_after_the_write_and_again_when_it_is_paid_again()
    {
        var session = HostSession(CreateTestProbe());
        var open = new PayDebt("open:700", new OpenSession(Session(), Started()));

        Assert.Equal("open:700", Ask<DebtPaid>(session, open).Key);
        Assert.Equal("open:700", Ask<DebtPaid>(session, open).Key);

        Assert.Equal(["se:open1"], JournalOfSession);
    }

    [Fact]
    public void A_debt_that_must_be_asked_again_is_not_acknowledged()
    {
        var session = HostSession(CreateTestProbe());

        session.Tell(new PayDebt("parked:1", new RecordReadings(Session(), [Meter(1, 1_100)])), TestActor);

        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        Ask<DebtPaid>(session, new PayDebt("open:700", new OpenSession(Session(), Started())));
        Ask<DebtPaid>(session, new PayDebt("parked:1", new RecordReadings(Session(), [Meter(1, 1_100)])));
        Assert.Equal(["se:open1", "se:read1"], JournalOfSession);
    }

    [Fact]
    public void A_stop_is_answered_when_the_charger_knows_of_the_end()
    {
        var shard = CreateTestProbe();
        var session = HostSession(shard);
        Ask<Done>(session, new OpenSession(Session(), Started()));

        session.Tell(new StopSession(Session(), StopAt(30, 5_000)), TestActor);
        var owed = shard.ExpectMsg<PayDebt>(Soon);
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        session.Tell(new DebtPaid(owed.Key));

        ExpectMsg<Done>(Soon);
        Assert.Equal(TransactionId.From(First), Assert.IsType<EndTransaction>(owed.Command).Transaction);
    }

    [Fact]
    public void A_relayed_command_keeps_its_asker()
    {
        var shard = CreateTestProbe();
        var charger = HostCharger(shard);
        Open(charger, shard);
        var asker = CreateTestProbe();

        charger.Tell(Readings(First, Left, Meter(10, 3_000)), asker);
        var relayed = shard.ExpectMsg<RecordReadings>(Soon);

        Assert.Equal(asker.Ref, shard.LastSender);
        Assert.Equal(Session(), relayed.Session);
        shard.Reply(Done.Instance);
        asker.ExpectMsg<Done>(Soon);
    }

    [Fact]
    public void A_debt_that_is_relayed_stays_one_and_keeps_who_owes_it()
    {
        var shard = CreateTestProbe();
        var charger = HostCharger(shard);
        Open(charger, shard);
        var creditor = CreateTestProbe();

        charger.Tell(new PayDebt("push:1", Readings(First, Left, Meter(10, 3_000))), creditor);
        var relayed = shard.ExpectMsg<PayDebt>(Soon);

        Assert.Equal(("push:1", EntityKey.Of(Session())), (relayed.Key, relayed.Entity));
        Assert.Equal(creditor.Ref, shard.LastSender);
    }

    [Fact]
    public void A_start_is_answered_when_its_session_is_open_and_a_note_of_that_which_is_lost_is_written_later()
    {
        var shard = CreateTestProbe();
        var charger = HostCharger(shard);
        charger.Tell(Start(), TestActor);
        var owed = shard.ExpectMsg<PayDebt>(Soon);

        using (Database.RefuseWrites("c|CP1"))
        {
            Watch(charger);
            charger.Tell(new DebtPaid(owed.Key));
            ExpectMsg<TransactionAnswer>(Soon);
            ExpectTerminated(charger, Soon);
        }

        Open(HostCharger(shard), shard);
        AwaitAssert(() => Assert.Equal(["ce:start1", "ce:settle1"], JournalOfCharger), Soon);
    }

    private void Open(IActorRef charger, TestProbe shard)
    {
        charger.Tell(Start(), TestActor);
        charger.Tell(new DebtPaid(shard.ExpectMsg<PayDebt>(Soon).Key));
        ExpectMsg<TransactionAnswer>(Soon);
    }
}
