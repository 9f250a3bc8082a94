using System.Threading.Channels;
using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.Cars;
using Fleet.Simulator.ChargePoints;
using Fleet.Simulator.Clocks;
using NodaTime;

namespace Fleet.Simulator.Days;

/// <summary>One connector and its meter: cars come, charge and go, one after the other.</summary>
internal sealed class Bay(ChargePointClient client, PlannedEvse evse, long registerWh, Duration meterInterval, ChargerClock clock, DayTotals totals)
{
    private readonly EnergyMeter _meter = new(registerWh);
    private readonly Channel<PlannedSession> _invited = Channel.CreateBounded<PlannedSession>(1);
    private volatile Visit? _visit;
    private Instant _freeSince;

    public int ConnectorId => evse.Id;

    /// <summary>Plays the sessions, and between them and up to the end of the day those that were invited.</summary>
    public async Task PlayDayAsync(IReadOnlyList<PlannedSession> sessions, Instant end, CancellationToken cancellationToken)
    {
        foreach (var session in sessions)
        {
            await PlayInvitedAsync(session.Arrival, cancellationToken);
            await PlayAsync(session, cancellationToken);
        }

        await PlayInvitedAsync(end, cancellationToken);
    }

    /// <summary>A remote start brings a car; false when the bay is taken.</summary>
    public bool TryInvite(string idTag, Instant arrival, Instant departure) =>
        _visit is null && _invited.Writer.TryWrite(new PlannedSession(ConnectorId, idTag, CarModel.All[1], 300, arrival, departure));

    /// <summary>Ends the session that runs, now and for this reason; false when none does.</summary>
    public bool TryEnd(StopReason reason) => _visit is { } visit && visit.TryEnd(reason);

    /// <summary>What the meter showed last, with the time of that; null when no car is here.</summary>
    public MeterValue? ReadMeter() =>
        _visit is { } visit ? MeterReadings.Read(_meter, visit.Car, evse.Supply, visit.At, ReadingContext.Trigger) : null;

    /// <summary>An invited car that finds the bay taken after all does not charge: accepting a remote start promises nothing (OCPP 1.6 5.11).</summary>
    private async Task PlayInvitedAsync(Instant until, CancellationToken cancellationToken)
    {
        while (await InvitedBeforeAsync(until, cancellationToken) is { } invited)
        {
            if (invited.Arrival >= _freeSince) await PlayAsync(invited, cancellationToken);
        }
    }

    /// <summary>The next invited session, if one comes before the clock shows <paramref name="until"/>.</summary>
    private async Task<PlannedSession?> InvitedBeforeAsync(Instant until, CancellationToken cancellationToken)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var arrives = _invited.Reader.WaitToReadAsync(given.Token).AsTask();
        await Task.WhenAny(arrives, clock.WaitUntilAsync(until, given.Token));
        await given.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return _invited.Reader.TryRead(out var invited) ? invited : null;
    }

    private async Task PlayAsync(PlannedSession session, CancellationToken cancellationToken)
    {
        await client.ReportStatusAsync(ConnectorId, ChargePointStatus.Preparing, session.Arrival, cancellationToken);
        if (await client.AuthorizeAsync(session.IdTag, cancellationToken) is { Status: not AuthorizationStatus.Accepted })
        {
            totals.AddRefused();
        }
        else
        {
            await ChargeAsync(session, cancellationToken);
        }

        _freeSince = session.Departure;
        await client.ReportStatusAsync(ConnectorId, ChargePointStatus.Available, session.Departure, cancellationToken);
    }

    private async Task ChargeAsync(PlannedSession session, CancellationToken cancellationToken)
    {
        var visit = new Visit(new Car(session.Car, session.ChargePerMille, evse.Supply), _meter, totals, session.Arrival);
        _visit = visit;
        totals.AddCharging(1);
        try
        {
            var transaction = await client.StartAsync(ConnectorId, session.IdTag, _meter.RegisterWh, session.Arrival, cancellationToken);
            await client.ReportStatusAsync(ConnectorId, ChargePointStatus.Charging, session.Arrival, cancellationToken);
            var reason = await DrawAsync(visit, transaction, session, cancellationToken);
            MeterValue[] last = [MeterReadings.Read(_meter, visit.Car, evse.Supply, visit.At, ReadingContext.TransactionEnd)];
            await client.StopAsync(transaction, _meter.RegisterWh, visit.At, reason, last, cancellationToken);
            await client.ReportStatusAsync(ConnectorId, ChargePointStatus.Finishing, visit.At, cancellationToken);
        }
        finally
        {
            _visit = null;
            visit.Leave();
            totals.AddCharging(-1);
        }
    }

    /// <summary>Draws power and tells readings until the car leaves or is made to; returns why it ended.</summary>
    private async Task<StopReason> DrawAsync(Visit visit, ChargerTransaction transaction, PlannedSession session, CancellationToken cancellationToken)
    {
        var isSuspended = false;
        while (true)
        {
            var next = Instant.Min(visit.At + meterInterval, session.Departure);
            var ended = await visit.WaitAsync(clock, next, cancellationToken);
            visit.DrawUntil(ended is null ? next : Instant.Max(visit.At, Instant.Min(clock.Now, next)));
            if (ended is { } reason) return reason;
            if (transaction.Started is { IsCompletedSuccessfully: true, Result.IdTagInfo.Status: not AuthorizationStatus.Accepted }) return StopReason.DeAuthorized;
            if (visit.At >= session.Departure) return StopReason.Local;
            await client.SendReadingsAsync(
                transaction, [MeterReadings.Read(_meter, visit.Car, evse.Supply, visit.At, ReadingContext.SamplePeriodic)], cancellationToken);
            if (!visit.Car.IsFull || isSuspended) continue;
            isSuspended = true;
            await client.ReportStatusAsync(ConnectorId, ChargePointStatus.SuspendedEV, visit.At, cancellationToken);
        }
    }
}
