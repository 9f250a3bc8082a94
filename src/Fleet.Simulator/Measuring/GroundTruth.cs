using System.Collections.Concurrent;
using Fleet.Domain.Identity;
using NodaTime;

namespace Fleet.Simulator.Measuring;

/// <summary>A transaction that a charger finished: its StopTransaction was answered.</summary>
/// <param name="ChargerId">The charger.</param>
/// <param name="ConnectorId">Connector number, from 1.</param>
/// <param name="TransactionId">The id that the central system gave.</param>
/// <param name="IdTag">The token that started it.</param>
/// <param name="MeterStartWh">Register at the start, Wh.</param>
/// <param name="MeterStopWh">Register at the end, Wh.</param>
/// <param name="StartedAt">Start by the charger's clock.</param>
/// <param name="StoppedAt">End by the charger's clock.</param>
public sealed record FinishedTransaction(
    string ChargerId,
    int ConnectorId,
    long TransactionId,
    string IdTag,
    long MeterStartWh,
    long MeterStopWh,
    Instant StartedAt,
    Instant StoppedAt)
{
    /// <summary>Energy delivered, Wh.</summary>
    public long EnergyWh => MeterStopWh - MeterStartWh;

    /// <summary>How many readings of it the central system acknowledged.</summary>
    public int Readings { get; init; }

    /// <summary>The bill that must come of it.</summary>
    public ExpectedBill ToExpectedBill() => new(new SessionId(Domain.Identity.ChargerId.Parse(ChargerId), new TransactionId($"{TransactionId}")).ToString(), EnergyWh);
}

/// <summary>What the chargers know to have happened; the central system's bills are compared with it. Any number of chargers may record.</summary>
public sealed class GroundTruth
{
    private readonly ConcurrentQueue<FinishedTransaction> _finished = new();
    private long _energyWh;
    private long _abandoned;

    /// <summary>The finished transactions so far, in the order in which their stops were answered.</summary>
    public IReadOnlyCollection<FinishedTransaction> Finished => _finished;

    /// <summary>Energy of all of them, Wh.</summary>
    public long EnergyWh => Interlocked.Read(ref _energyWh);

    /// <summary>Transactions whose start or stop the central system kept refusing, so that the charger gave up on it.</summary>
    public long Abandoned => Interlocked.Read(ref _abandoned);

    internal void Add(FinishedTransaction finished)
    {
        _finished.Enqueue(finished);
        Interlocked.Add(ref _energyWh, finished.EnergyWh);
    }

    internal void AddAbandoned() => Interlocked.Increment(ref _abandoned);
}
