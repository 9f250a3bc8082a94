using Akka.Actor;
using Akka.TestKit.Xunit2;

using Fleet.Cluster.Gateways;

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

    private IActorRef Gateway()
    {
        var chargers = _chargers;
        return Sys.ActorOf(Props.Create(() => new Gateway(chargers)));
    }
}
