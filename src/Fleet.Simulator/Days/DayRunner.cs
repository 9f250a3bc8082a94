using Fleet.Simulator.Clocks;
using Fleet.Simulator.Measuring;

namespace Fleet.Simulator.Days;

/// <summary>Plays a day against a central system, faster than it was: the chargers' clocks run through the day.</summary>
public sealed class DayRunner
{
    private readonly NetworkDay _day;
    private readonly ChargerClock _clock;
    private readonly DayTotals _totals = new();
    private readonly SimulatedCharger[] _chargers;
    private readonly int _planned;

    /// <summary>A day that has not begun.</summary>
    public DayRunner(NetworkDay day, DayOptions options)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(options);
        _day = day;
        _planned = day.Sessions.Count();
        _clock = new(options.RealTime, day.Start, options.Speed, isRunning: false);
        _chargers = [.. day.Chargers.Select(charger => new SimulatedCharger(charger, day.End, options, _clock, _totals, Truth, Statistics))];
    }

    /// <summary>The transactions that the chargers finished; complete when <see cref="RunAsync"/> has returned.</summary>
    public GroundTruth Truth { get; } = new();

    /// <summary>The chargers' calls.</summary>
    public CallStatistics Statistics { get; } = new();

    /// <summary>How far the day has come; ask from any thread, as often as you like.</summary>
    public DayProgress Progress => new(
        _clock.Now < _day.End ? _clock.Now : _day.End,
        _chargers.Count(charger => charger.Client.IsOnline),
        _totals.Charging,
        _totals.PowerW,
        _totals.EnergyWh,
        Truth.Finished.Count,
        _totals.Refused,
        _planned);

    /// <summary>Connects all chargers, plays the day, and returns when everything the chargers had to tell has been answered.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the chargers are disconnected, their sessions are left open.</exception>
    public async Task<IReadOnlyCollection<FinishedTransaction>> RunAsync(CancellationToken cancellationToken = default)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var links = Task.WhenAll(_chargers.Select(charger => charger.Client.RunAsync(over.Token)));
        try
        {
            await Task.WhenAll(_chargers.Select(charger => charger.Client.Accepted)).WaitAsync(cancellationToken);
            _clock.Start();
            await Task.WhenAll(_chargers.Select(charger => charger.PlayDayAsync(cancellationToken)));
        }
        finally
        {
            await over.CancelAsync();
            await links;
        }

        return Truth.Finished;
    }
}
