using NodaTime;

namespace Fleet.Simulator.Clocks;

/// <summary>A charger's own clock: it may run through a past day faster than real time. Time-outs and back-off are real time and not its business.</summary>
public sealed class ChargerClock
{
    private readonly TimeProvider _realTime;
    private readonly Instant _origin;
    private readonly int _speed;
    private long? _started;

    /// <summary>A clock that shows <paramref name="origin"/> now and then runs on.</summary>
    /// <param name="realTime">What it is driven by.</param>
    /// <param name="origin">What it shows at first.</param>
    /// <param name="speed">Simulated seconds for each real second, at least 1.</param>
    /// <param name="isRunning">False = it stands still until <see cref="Start"/>; nobody may wait for it before.</param>
    public ChargerClock(TimeProvider realTime, Instant origin, int speed, bool isRunning = true)
    {
        ArgumentNullException.ThrowIfNull(realTime);
        ArgumentOutOfRangeException.ThrowIfLessThan(speed, 1);
        (_realTime, _origin, _speed) = (realTime, origin, speed);
        if (isRunning) Start();
    }

    /// <summary>What the clock shows, in whole milliseconds after its origin: OCPP messages carry no more.</summary>
    public Instant Now => _started is { } started
        ? _origin + Duration.FromMilliseconds(_realTime.GetElapsedTime(started).Ticks * _speed / TimeSpan.TicksPerMillisecond)
        : _origin;

    /// <summary>A clock that shows the real time.</summary>
    public static ChargerClock Real(TimeProvider realTime)
    {
        ArgumentNullException.ThrowIfNull(realTime);
        return new(realTime, Instant.FromUnixTimeMilliseconds(realTime.GetUtcNow().ToUnixTimeMilliseconds()), speed: 1);
    }

    /// <summary>Sets a clock going that stood still; does nothing to one that runs.</summary>
    public void Start() => _started ??= _realTime.GetTimestamp();

    /// <summary>Completes when the clock shows <paramref name="at"/> or later.</summary>
    public Task WaitUntilAsync(Instant at, CancellationToken cancellationToken)
    {
        var left = at - Now;
        return left <= Duration.Zero
            ? Task.CompletedTask
            : Task.Delay(left.ToTimeSpan() / _speed, _realTime, cancellationToken);
    }
}
