using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.Cars;
using Fleet.Simulator.Clocks;
using NodaTime;

namespace Fleet.Simulator.Days;

/// <summary>A car that charges at a bay, up to a time.</summary>
internal sealed class Visit(Car car, EnergyMeter meter, DayTotals totals, Instant arrival)
{
    private readonly TaskCompletionSource<StopReason> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _powerW;

    public Car Car => car;

    /// <summary>The time up to which the car has charged.</summary>
    public Instant At { get; private set; } = arrival;

    /// <summary>Somebody ends the visit; the first one wins.</summary>
    public bool TryEnd(StopReason reason) => _ended.TrySetResult(reason);

    /// <summary>Waits until the clock shows <paramref name="until"/> (null) or somebody ends the visit (the reason).</summary>
    public async Task<StopReason?> WaitAsync(ChargerClock clock, Instant until, CancellationToken cancellationToken)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_ended.Task, clock.WaitUntilAsync(until, given.Token));
        await given.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return _ended.Task.IsCompleted ? await _ended.Task : null;
    }

    /// <summary>Lets the car charge until <paramref name="until"/>.</summary>
    public void DrawUntil(Instant until)
    {
        totals.AddEnergy(car.Charge((until - At).ToInt64Nanoseconds() / 1_000_000, meter));
        At = until;
        ShowPower(car.PowerW);
    }

    /// <summary>Takes its power off the totals.</summary>
    public void Leave() => ShowPower(0);

    private void ShowPower(long powerW)
    {
        totals.AddPower(powerW - _powerW);
        _powerW = powerW;
    }
}
