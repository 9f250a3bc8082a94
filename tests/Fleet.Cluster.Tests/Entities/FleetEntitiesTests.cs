using Akka.Actor;
using Akka.TestKit.Xunit2;

using Fleet.Cluster.Entities;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Entities;

public sealed class FleetEntitiesTests : TestKit
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly SeeCharger Command = new(Charger);

    private readonly FleetEntities _entities;

    public FleetEntitiesTests() => _entities = new FleetEntities(new Region(TestActor));

    [Fact]
    public async Task The_entitys_answer_comes_back()
    {
        var answer = _entities.AskAsync(Command, Soon, CancellationToken.None);
        Assert.Same(Command, ExpectMsg<SeeCharger>());
        Reply(new Rejection("NO", "no"));

        Assert.Equal(new Rejection("NO", "no"), await answer);
    }

    [Fact]
    public async Task Retry_is_asked_again_with_the_same_command()
    {
        var answer = _entities.AskAsync(Command, Soon, CancellationToken.None);
        for (var i = 0; i < 3; i++)
        {
            Assert.Same(Command, ExpectMsg<SeeCharger>());
            Reply(new Retry("busy"));
        }

        Assert.Same(Command, ExpectMsg<SeeCharger>());
        Reply(Done.Instance);

        Assert.Equal(Done.Instance, await answer);
    }

    [Fact]
    public async Task An_entity_that_is_silent_for_ten_seconds_is_asked_again()
    {
        var answer = _entities.AskAsync(Command, Soon, CancellationToken.None);
        ExpectMsg<SeeCharger>();
        ExpectMsg<SeeCharger>(TimeSpan.FromSeconds(15));
        Reply(Done.Instance);

        Assert.Equal(Done.Instance, await answer);
    }

    [Fact]
    public async Task At_the_deadline_it_says_that_it_does_not_know()
    {
        var silent = _entities.AskAsync(Command, TimeSpan.FromMilliseconds(200), CancellationToken.None);

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => silent);
        Assert.StartsWith("c|CP1 did not answer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retries_end_at_the_deadline_with_the_last_reason()
    {
        var refusing = Sys.ActorOf(Props.Create(() => new Refusing()));
        using var entities = new FleetEntities(new Region(refusing));

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => entities.AskAsync(Command, TimeSpan.FromSeconds(1), CancellationToken.None));

        Assert.EndsWith("disk full", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_cancels_waits_no_longer()
    {
        using var cancellation = new CancellationTokenSource();
        var answer = _entities.AskAsync(Command, Soon, cancellation.Token);
        ExpectMsg<SeeCharger>();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task No_more_commands_are_under_way_than_there_are_places()
    {
        var asked = Enumerable.Range(0, FleetEntities.MaxInFlight + 1).Select(i => _entities.AskAsync(CommandTo(i), Soon, CancellationToken.None)).ToList();
        ReceiveN(FleetEntities.MaxInFlight, Soon);
        var asker = LastSender;
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));

        asker.Tell(Done.Instance);

        ExpectMsg<SeeCharger>();
        Assert.Equal(Done.Instance, await await Task.WhenAny(asked));
    }

    [Fact]
    public async Task Who_finds_no_place_gives_up_at_the_deadline()
    {
        using var over = new CancellationTokenSource();
        var asked = Enumerable.Range(0, FleetEntities.MaxInFlight).Select(i => _entities.AskAsync(CommandTo(i), Soon, over.Token)).ToList();

        await Assert.ThrowsAsync<TimeoutException>(() => _entities.AskAsync(Command, TimeSpan.FromMilliseconds(100), CancellationToken.None));

        Assert.DoesNotContain(asked, ask => ask.IsCompleted);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(asked));
    }

    [Fact]
    public async Task One_charger_takes_only_so_many_places_and_what_is_over_is_asked_later()
    {
        var asked = Enumerable.Range(0, FleetEntities.MaxPerCharger + 1).Select(_ => _entities.AskAsync(Command, Soon, CancellationToken.None)).ToList();
        ReceiveN(FleetEntities.MaxPerCharger, Soon);
        var asker = LastSender;
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        var other = _entities.AskAsync(CommandTo(1), Soon, CancellationToken.None);
        Assert.Equal(CommandTo(1), ExpectMsg<SeeCharger>());
        Reply(Done.Instance);
        Assert.Equal(Done.Instance, await other);

        asker.Tell(Done.Instance);

        Assert.Same(Command, ExpectMsg<SeeCharger>(Soon));
        Assert.Equal(Done.Instance, await await Task.WhenAny(asked));
    }

    [Fact]
    public async Task Who_comes_when_too_many_wait_is_turned_away_at_once()
    {
        using var over = new CancellationTokenSource();
        using var entities = new FleetEntities(new Region(TestActor), new Places(inFlight: 2, perCharger: 2, waiting: 3));
        var asked = Enumerable.Range(0, 5).Select(i => entities.AskAsync(CommandTo(i), Soon, over.Token)).ToList();
        Assert.Equal((2, 3), (entities.InFlight, entities.Waiting));

        var turnedAway = await Assert.ThrowsAsync<TimeoutException>(() => entities.AskAsync(Command, Soon, CancellationToken.None));

        Assert.Contains("3 commands wait", turnedAway.Message, StringComparison.Ordinal);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(asked));
        Assert.Equal((0, 0), (entities.InFlight, entities.Waiting));
    }

    private static SeeCharger CommandTo(int charger) => new(Domain.Identity.ChargerId.Parse($"CP-{charger}"));

    protected override void AfterAll()
    {
        _entities.Dispose();
        base.AfterAll();
    }

    private void Reply(object reply) => LastSender.Tell(reply);

    private sealed class Refusing : ReceiveActor
    {
        public Refusing() => ReceiveAny(_ => Sender.Tell(new Retry("disk full")));
    }
}
