using NodaTime;

namespace Fleet.Simulator.Clocks;

/// <summary>A charger's own clock: it may run through a past day faster than real time. Time-outs and back-off are real time and not its business.</summary>
public sealed class ChargerClock
{
    private readonly TimeProvider _realTime;
    private readonly Instant _origin;
    private readonly int _speed;
    private readonly long _started;

    /// <summary>A clock that shows <paramref name="origin"/> now and then runs on.</summary>
    /// <param name="realTime">What it is driven by.</param>
    /// <param name="origin">What it shows at first.</param>
    /// <param name="speed">Simulated seconds for each real second, at least 1.</param>
    public ChargerClock(TimeProvider realTime, Instant origin, int speed)
    {
        ArgumentNullException.ThrowIfNull(realTime);
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, 1);
        (_realTime, _origin, _speed, _started) = (realTime, origin, speed, realTime.GetTimestamp());
    }

    /// <summary>What the clock shows.</summary>
    public Instant Now => _origin + (Duration.FromTimeSpan(_realTime.GetElapsedTime(_started)) * _speed);

    /// <summary>A clock that shows the real time.</summary>
    public static ChargerClock Real(TimeProvider realTime)
    {
        ArgumentNullException.ThrowIfNull(realTime);
        return new(realTime, Instant.FromDateTimeOffset(realTime.GetUtcNow()), speed: 1);
    }

    /// <summary>Completes when the clock shows <paramref name="at"/> or later.</summary>
    public Task WaitUntilAsync(Instant at, CancellationToken cancellationToken)
    {
        var left = at - Now;
        return left <= Duration.Zero
            ? Task.CompletedTask
            : Task.Delay(left.ToTimeSpan() / _speed, _realTime, cancellationToken);
    }
}
