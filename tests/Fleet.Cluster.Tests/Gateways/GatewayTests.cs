using Akka.Actor;
using Akka.TestKit.Xunit2;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Gateways;
using Fleet.Cluster.Tests.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

namespace Fleet.Cluster.Tests.Gateways;

public sealed class GatewayTests : TestKit
{
    private static readonly CallCharger Call = new(Given.Charger, "Reset", """{"type":"Soft"}""", TimeSpan.FromSeconds(30));

    private readonly ConnectedChargers _chargers = new();

    [Fact]
    public void A_call_to_a_charger_that_is_not_here_is_answered_Offline()
    {
        Gateway().Tell(Call, TestActor);

        Assert.Equal(CallStatus.Offline, ExpectMsg<ChargerAnswer>().Status);
    }

    [Fact]
    public void A_call_goes_to_the_chargers_socket_and_its_answer_comes_back()
    {
        _chargers.Add(Given.Charger, new FakeSocket());

        Gateway().Tell(Call, TestActor);

        Assert.Equal(new ChargerAnswer(CallStatus.Answered, """["Reset",{"type":"Soft"},30]"""), ExpectMsg<ChargerAnswer>());
    }

    [Fact]
    public void A_socket_that_breaks_leaves_open_whether_the_charger_got_the_call()
    {
        _chargers.Add(Given.Charger, new FakeSocket(() => Task.FromException<ChargerAnswer>(new IOException("the socket broke"))));

        Gateway().Tell(Call, TestActor);

        Assert.Equal(new ChargerAnswer(CallStatus.TimedOut, ErrorDescription: "the socket broke"), ExpectMsg<ChargerAnswer>());
    }

    [Fact]
    public void A_charger_that_takes_long_holds_up_no_other()
    {
        var slow = new TaskCompletionSource<ChargerAnswer>();
        _chargers.Add(Given.Charger, new FakeSocket(() => slow.Task));
        var gateway = Gateway();
        gateway.Tell(Call, TestActor);

        gateway.Tell(Call with { Charger = Domain.Identity.ChargerId.Parse("CP2") }, TestActor);
        Assert.Equal(CallStatus.Offline, ExpectMsg<ChargerAnswer>().Status);
        slow.SetResult(new ChargerAnswer(CallStatus.Error, ErrorCode: "NotSupported"));

        Assert.Equal("NotSupported", ExpectMsg<ChargerAnswer>().ErrorCode);
    }

    [Fact]
    public void Readings_are_requested_from_the_socket_and_nobody_waits_for_the_answer()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _chargers.Add(Given.Charger, new FakeSocket(() =>
        {
            asked.SetResult();
            return Task.FromResult(new ChargerAnswer(CallStatus.Answered));
        }));

        Gateway().Tell(new RequestReadings(Given.Charger, "node", Given.Left), TestActor);

        AwaitCondition(() => asked.Task.IsCompleted, TimeSpan.FromSeconds(10));
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Theory]
    [InlineData(CallStatus.Answered, CommandOutcome.Answered)]
    [InlineData(CallStatus.Error, CommandOutcome.Error)]
    [InlineData(CallStatus.TimedOut, CommandOutcome.TimedOut)]
    public void What_became_of_a_queued_command_is_recorded_with_its_charger(CallStatus status, CommandOutcome outcome)
    {
        _chargers.Add(Given.Charger, new FakeSocket(() => Task.FromResult(new ChargerAnswer(status, "{}", "code", "words"))));

        Gateway().Tell(new DeliverCommand(Given.Charger, "node", Queued), TestActor);

        Assert.Equal(new RecordCommandResult(Given.Charger, Queued.Id, new CommandResult(outcome, "{}", "code", "words")), ExpectMsg<RecordCommandResult>());
        LastSender.Tell(Done.Instance);
    }

    [Fact]
    public void A_command_whose_charger_went_away_again_stays_queued()
    {
        _chargers.Add(Given.Charger, new FakeSocket(() => Task.FromResult(new ChargerAnswer(CallStatus.Offline))));
        var gateway = Gateway();

        gateway.Tell(new DeliverCommand(Given.Charger, "node", Queued), TestActor);
        gateway.Tell(new DeliverCommand(Domain.Identity.ChargerId.Parse("CP2"), "node", Queued), TestActor);

        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
    }

    private static QueuedCommand Queued { get; } = new(Guid.NewGuid(), "Reset", "{}", Given.Noon, Given.At(60));

    private IActorRef Gateway()
    {
        var chargers = _chargers;
        var entities = new FleetEntities(new Region(TestActor));
        return Sys.ActorOf(Props.Create(() => new Gateway(chargers, entities)));
    }
}
