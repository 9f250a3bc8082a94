using NodaTime;

namespace Fleet.Cli.Replay;

/// <summary>Says when a message's turn is on the wall clock.</summary>
/// <param name="speed">Seconds of the file in a second of the wall clock; null: as fast as the node answers.</param>
/// <param name="zero">The first message's turn in the file.</param>
/// <param name="time">The wall clock.</param>
internal sealed class Pace(decimal? speed, Instant zero, TimeProvider time)
{
    /// <summary>A timer takes no more than 49 days at once.</summary>
    private static readonly TimeSpan MostDelay = TimeSpan.FromDays(1);

    private readonly long _started = time.GetTimestamp();

    /// <summary>Waits for the turn of a message that is due at <paramref name="due"/> in the file; at once when that has passed.</summary>
    public async Task UntilAsync(Instant due, CancellationToken cancellation)
    {
        if (speed is not { } fast)
            return;
        var turn = (due - zero).BclCompatibleTicks / fast;
        while (turn - time.GetElapsedTime(_started).Ticks is var wait and > 0)
            await Task.Delay(TimeSpan.FromTicks((long)Math.Min(wait, MostDelay.Ticks)), time, cancellation);
    }
}
