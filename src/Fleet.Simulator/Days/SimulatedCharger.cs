using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.ChargePoints;
using Fleet.Simulator.Clocks;
using Fleet.Simulator.Measuring;
using NodaTime;

namespace Fleet.Simulator.Days;

/// <summary>A charger of a day: its bays, its connection, and what it does when the central system asks for something.</summary>
internal sealed class SimulatedCharger : IChargerHardware
{
    private static readonly Duration RemoteStay = Duration.FromHours(1);
    private static readonly Duration LeastStay = Duration.FromMinutes(10);

    private readonly PlannedCharger _plan;
    private readonly ChargerClock _clock;
    private readonly Instant _end;
    private readonly Bay[] _bays;

    public SimulatedCharger(
        PlannedCharger plan, Instant end, DayOptions options, ChargerClock clock, DayTotals totals, GroundTruth truth, CallStatistics statistics)
    {
        (_plan, _end, _clock) = (plan, end, clock);
        Client = new(
            new()
            {
                Id = plan.Id,
                CentralSystem = options.CentralSystem,
                Password = options.PasswordOf?.Invoke(plan.Id),
                Connectors = plan.Evses.Count,
                Clock = clock,
                RealTime = options.RealTime,
                Seed = options.Seed,
                Truth = truth,
                Statistics = statistics,
                Faults = options.Faults,
            },
            this);
        _bays = [.. plan.Evses.Select(evse => new Bay(Client, evse, plan.RegisterWh, options.MeterInterval, clock, totals))];
    }

    public ChargePointClient Client { get; }

    /// <summary>Plays the planned sessions and those that were started remotely, and returns when all of it has been answered.</summary>
    public async Task PlayDayAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_bays.Select(bay => bay.PlayDayAsync([.. _plan.Sessions.Where(session => session.ConnectorId == bay.ConnectorId)], _end, cancellationToken)));
        await Client.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public bool TryStart(int? connectorId, string idTag)
    {
        var now = _clock.Now;
        foreach (var bay in _bays.Where(bay => connectorId is null || bay.ConnectorId == connectorId))
        {
            var taken = _plan.Sessions.Where(session => session.ConnectorId == bay.ConnectorId && session.Departure > now).Select(session => session.Arrival);
            var leave = taken.Append(_end).Append(now + RemoteStay).Min();
            if (leave - now >= LeastStay && bay.TryInvite(idTag, now, leave)) return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public bool TryStop(ChargerTransaction transaction) => BayOf(transaction.ConnectorId).TryEnd(StopReason.Remote);

    /// <inheritdoc/>
    public MeterValue? ReadMeter(int connectorId) => BayOf(connectorId).ReadMeter();

    /// <inheritdoc/>
    public void Restart(StopReason reason)
    {
        foreach (var bay in _bays) bay.TryEnd(reason);
    }

    private Bay BayOf(int connectorId) => _bays[connectorId - 1];
}
