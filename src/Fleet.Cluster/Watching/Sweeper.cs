using System.Diagnostics;

using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Event;
using Akka.Hosting;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Projections;

using NodaTime;

namespace Fleet.Cluster.Watching;

/// <summary>
/// Looks at those that nobody speaks to, a cluster singleton: it pokes every entity whose read row is due, at a bounded pace, and writes down when to look again. Entities are
/// not remembered; the read tables are the memory, and this is what wakes a silent session or a debt after a node was lost.
/// </summary>
internal sealed class Sweeper : ReceiveActor, IWithTimers
{
    /// <summary>A row whose events the projector has yet to read, or whose entity still owes something, is looked at again after this time.</summary>
    private static readonly Duration Again = Duration.FromSeconds(10);

    /// <summary>One that does not answer, say because a newer version wrote its journal, must not keep the others from their turn.</summary>
    private static readonly Duration Unanswered = Duration.FromMinutes(1);

    private static readonly TimeSpan AskTime = TimeSpan.FromSeconds(20);

    private readonly SweepSettings _settings;
    private readonly DueRows _rows;
    private readonly ReadTables _tables;
    private readonly FleetEntities _entities;
    private readonly IClock _clock;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public Sweeper(SweepSettings settings, DueRows rows, ReadTables tables, FleetEntities entities, IClock clock)
    {
        (_settings, _rows, _tables, _entities, _clock) = (settings, rows, tables, entities, clock);
        Receive<Sweep>(sweep => { _ = SweepAsync().PipeTo(Self, failure: failure => new Status.Failure(failure)); });
        Receive<Swept>(swept => Schedule(PauseAfter(swept)));
        Receive<Status.Failure>(failed =>
        {
            _log.Warning(failed.Cause, "A sweep failed and is made again");
            Schedule(settings.IdlePause);
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Schedule(_settings.IdlePause);

    private void Schedule(TimeSpan pause) => Timers.StartSingleTimer(Sweep.Instance, Sweep.Instance, pause);

    /// <summary>As long as the sweep took, so that on a busy node, or one that has just started, waking the silent ones takes no more than its share.</summary>
    private TimeSpan PauseAfter(Swept swept)
    {
        if (!swept.IsMoreDue)
            return _settings.IdlePause;
        return swept.Took > _settings.Pause ? swept.Took : _settings.Pause;
    }

    private async Task<Swept> SweepAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var due = await _rows.FindAsync(_clock.GetCurrentInstant(), _settings.AtOnce);
        var answers = new RowAnswer?[due.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = _settings.InParallel };
        await Parallel.ForAsync(0, due.Count, limits, async (i, _) => answers[i] = await LookAsync(due[i]));
        await _rows.SettleAsync([.. answers.OfType<RowAnswer>()]);
        return new Swept(IsMoreDue: due.Count == _settings.AtOnce, Stopwatch.GetElapsedTime(started));
    }

    private async Task<RowAnswer?> LookAsync(DueRow row)
    {
        try
        {
            var knows = (Poked)await _entities.AskAsync(new Poke(row.Entity, _settings.Policy with { CanProbe = row.ChargerIsHere }), AskTime, CancellationToken.None);
            var now = _clock.GetCurrentInstant();
            if (knows.SequenceNr <= row.LastSequence)
                return new RowAnswer(row, knows.WakeAt is { } at ? Instant.Max(at, now + Again) : null);
            if (!await _rows.HasPassedAsync(row.Entity, row.LastSequence + 1))
                return new RowAnswer(row, now + Again);
            _log.Warning("The row of {0} was behind: it saw event {1} of {2}, and is filled again", row.Entity, row.LastSequence, knows.SequenceNr);
            await _tables.RefillAsync(row.Entity.Value, knows.SequenceNr);
            return null;
        }
        catch (TimeoutException late)
        {
            _log.Warning("{0} could not be looked at: {1}", row.Entity, late.Message);
            return new RowAnswer(row, _clock.GetCurrentInstant() + Unanswered);
        }
    }

    /// <summary>Look whether something is due; also the key of its own timer.</summary>
    private sealed record Sweep
    {
        public static readonly Sweep Instance = new();
    }

    private sealed record Swept(bool IsMoreDue, TimeSpan Took);
}

/// <summary>Adds the sweeper to a cluster.</summary>
internal static class SweeperSetup
{
    public static AkkaConfigurationBuilder WithSweeper(this AkkaConfigurationBuilder builder, string role) => builder.WithSingleton<Sweeper>(
        "sweeper", (_, _, resolver) => resolver.Props<Sweeper>(), new ClusterSingletonOptions { Role = role }, createProxyToo: false);
}
