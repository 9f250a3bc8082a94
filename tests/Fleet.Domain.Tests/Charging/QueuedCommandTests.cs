using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;


using static Fleet.Domain.Tests.Charging.Played;
using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Charging;

/// <summary>Commands that wait for a charger which is away.</summary>
public sealed class QueuedCommandTests
{
    private static readonly WatchPolicy Policy = WatchPolicy.Default;
    private static readonly ChargerConnection Socket = new(Guid.NewGuid(), "node", "ocpp1.6", At(10));

    [Fact]
    public void What_was_queued_is_delivered_in_order_when_the_charger_comes_and_not_again_once_it_answered()
    {
        var charger = NewCharger.After(Queue(1), Queue(2));

        var back = charger.Decide(new ConnectCharger(Charger, Socket), At(10));
        var answered = charger.After(back).After(At(11), new RecordCommandResult(Charger, Id(1), new CommandResult(CommandOutcome.Answered, "{}")));

        Assert.Equal([new DeliverCommand(Charger, "node", Command(1)), new DeliverCommand(Charger, "node", Command(2))], back.Requests);
        Assert.Equal([Command(2)], answered.Commands);
        var again = answered.Decide(new ConnectCharger(Charger, Socket with { Id = Guid.NewGuid(), ConnectedAt = At(12) }), At(12));
        Assert.Equal([new DeliverCommand(Charger, "node", Command(2))], again.Requests);
    }

    [Fact]
    public void A_command_to_a_charger_that_is_here_goes_out_at_once()
    {
        var here = NewCharger.After(new ConnectCharger(Charger, Socket));

        Assert.Equal([new DeliverCommand(Charger, "node", Command(1))], here.Decide(Queue(1), At(11)).Requests);
    }

    [Fact]
    public void A_command_that_waited_too_long_expires_and_is_not_delivered_any_more()
    {
        var charger = NewCharger.After(Queue(1), Queue(90));

        Assert.Equal(At(61), charger.WakeAt(Policy));
        Assert.Empty(charger.Wake(Policy, At(60)).Events);
        var finished = Assert.IsType<CommandFinished>(Assert.Single(charger.Wake(Policy, At(61)).Events));
        Assert.Equal((Id(1), CommandOutcome.Expired), (finished.CommandId, finished.Result.Outcome));
        Assert.Equal([new DeliverCommand(Charger, "node", Command(90))], charger.Decide(new ConnectCharger(Charger, Socket), At(62)).Requests);
        Assert.Equal(At(150), charger.After(charger.Wake(Policy, At(61))).WakeAt(Policy));
    }

    [Fact]
    public void A_command_that_is_queued_again_or_answered_again_changes_nothing()
    {
        var charger = NewCharger.After(Queue(1));
        var answer = new RecordCommandResult(Charger, Id(1), new CommandResult(CommandOutcome.TimedOut));

        Assert.Empty(charger.Decide(Queue(1), At(5)).Events);
        Assert.Empty(charger.After(answer).Decide(answer, At(6)).Events);
    }

    [Fact]
    public void The_queue_has_a_bound_which_is_said()
    {
        var charger = NewCharger.After([.. Enumerable.Range(1, 32).Select(Queue)]);

        Assert.Equal("QUEUE_FULL", Assert.IsType<Rejection>(charger.Decide(Queue(33), At(1)).Reply).Code);
        Assert.Equal(32, charger.Commands.Count);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static QueuedCommand Command(int number) => new(Id(number), "ChangeConfiguration", $$"""{"key":"k","value":"{{number}}"}""", Noon, At(60 + number));

    private static ChargerCommand Queue(int number) => new QueueCommand(Charger, Command(number));
}
