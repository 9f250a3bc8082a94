using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;

using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Entities;

public sealed class PassivationTests : EntityTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public void An_idle_entity_leaves_memory_and_wakes_as_it_was()
    {
        var shard = CreateTestProbe();
        var charger = HostImpatient(shard);
        Ask<Done>(charger, new ConnectCharger(Given.Charger, Socket(1)));

        Assert.Same(StopEntity.Instance, shard.ExpectMsg<Passivate>(Soon).StopMessage);
        Assert.Equal(charger, shard.LastSender);
        StopEntityOf(charger);

        Assert.Equal(Socket(1), Ask<ConnectionFound>(HostImpatient(shard), new FindConnection(Given.Charger)).Connection);
    }

    [Fact]
    public void An_entity_that_nobody_ever_wrote_to_leaves_memory_too()
    {
        var shard = CreateTestProbe();
        HostImpatient(shard);

        shard.ExpectMsg<Passivate>(Soon);
    }

    [Fact]
    public void An_entity_that_owes_stays_until_it_has_paid()
    {
        var shard = CreateTestProbe();
        var charger = HostImpatient(shard);
        charger.Tell(Start(), TestActor);

        var owed = shard.ExpectMsg<PayDebt>(Soon);
        Assert.Equal(owed, shard.ExpectMsg<PayDebt>(Soon));
        charger.Tell(new DebtPaid(owed.Key));

        ExpectMsg<TransactionAnswer>(Soon);
        shard.FishForMessage(message => message is Passivate, Soon);
    }

    private IActorRef HostImpatient(TestProbe shard) => Host<Impatient, ChargerCommand, ChargerEvent>(shard, EntityKey.Of(Given.Charger));
}
