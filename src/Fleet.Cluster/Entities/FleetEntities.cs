using System.Diagnostics;

using Akka.Actor;
using Akka.Hosting;

using Fleet.Domain.Deciding;

namespace Fleet.Cluster.Entities;

/// <summary>
/// The way to the entities from outside the actors. Waiting for the answer is the back pressure: only so many commands are under way from a node at a time, fewer than the
/// journal's buffer holds, and only so many to one charger. A command that may or may not have been done is asked again until its deadline; every command may be repeated.
/// </summary>
public sealed class FleetEntities : IDisposable
{
    /// <summary>The most commands under way from one node; the journal's buffer holds 50,000 and a batch 400.</summary>
    public const int MaxInFlight = 4_000;

    /// <summary>The most commands under way to one charger and its sessions; its own socket has one at a time.</summary>
    public const int MaxPerCharger = 32;

    /// <summary>The most commands that wait for a place on the node; more are turned away at once.</summary>
    public const int MaxWaiting = 100_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestAsk = TimeSpan.FromSeconds(10);

    private readonly IRequiredActor<ChargingRegion> _region;
    private readonly Places _places;

    /// <summary>The way to the entities of <paramref name="region"/>.</summary>
    public FleetEntities(IRequiredActor<ChargingRegion> region)
        : this(region, new Places(MaxInFlight, MaxPerCharger, MaxWaiting))
    {
    }

    internal FleetEntities(IRequiredActor<ChargingRegion> region, Places places) => (_region, _places) = (region, places);

    /// <summary>How many commands are under way from this node.</summary>
    public int InFlight => _places.Taken;

    /// <summary>How many commands wait for a place on this node.</summary>
    public int Waiting => _places.Waiting;

    /// <summary>The entity's answer, after everything that it stands for is in the journal.</summary>
    /// <param name="command">The command.</param>
    /// <param name="deadline">How long to try.</param>
    /// <param name="cancellation">To give up earlier.</param>
    /// <returns>Any reply but <see cref="Retry"/>.</returns>
    /// <exception cref="TimeoutException">No answer until the deadline: it is not known whether the command was done. Or too many wait already, and it was not.</exception>
    public async Task<Reply> AskAsync(IEntityCommand command, TimeSpan deadline, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        await _places.EnterAsync(deadline, cancellation);
        try
        {
            var entities = await _region.GetAsync(cancellation);
            var pause = FirstPause;
            while (true)
            {
                var left = deadline - Stopwatch.GetElapsedTime(started);
                var reason = "there was no time left to ask";
                if (left > TimeSpan.Zero)
                {
                    var reply = await TryAskAsync(entities, command, left < LongestAsk ? left : LongestAsk, cancellation);
                    if (reply is not Retry again)
                        return reply;
                    reason = again.Reason;
                }

                if (Stopwatch.GetElapsedTime(started) + pause >= deadline)
                    throw new TimeoutException($"{command.Entity} did not answer within {deadline.TotalSeconds:0} s: {reason}");
                await Task.Delay(pause, cancellation);
                pause = pause < LongestPause ? pause * 2 : LongestPause;
            }
        }
        finally
        {
            _places.Leave();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private async Task<Reply> TryAskAsync(IActorRef entities, IEntityCommand command, TimeSpan timeout, CancellationToken cancellation)
    {
        var charger = command.Entity.ChargerPart;
        if (!_places.TryEnterCharger(charger))
            return new Retry("the charger has too many commands under way");
        try
        {
            return await entities.Ask<Reply>(command, timeout, cancellation);
        }
        catch (AskTimeoutException)
        {
            return new Retry("the entity did not answer in time");
        }
        finally
        {
            _places.LeaveCharger(charger);
        }
    }
}
