using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.Measuring;
using NodaTime;

namespace Fleet.Simulator.ChargePoints;

/// <summary>A transaction as its charger knows it: begun at once, given an id when the central system answers.</summary>
public sealed class ChargerTransaction
{
    private readonly TaskCompletionSource<StartTransactionResponse?> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<FinishedTransaction?> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ChargerTransaction(int connectorId, string idTag, long meterStartWh, Instant startedAt) =>
        (ConnectorId, IdTag, MeterStartWh, StartedAt) = (connectorId, idTag, meterStartWh, startedAt);

    /// <summary>Connector number, from 1.</summary>
    public int ConnectorId { get; }

    /// <summary>The token that started it.</summary>
    public string IdTag { get; }

    /// <summary>Register at the start, Wh.</summary>
    public long MeterStartWh { get; }

    /// <summary>Start by the charger's clock.</summary>
    public Instant StartedAt { get; }

    /// <summary>The answer to StartTransaction; null when the charger gave up on it, the transaction then has no id.</summary>
    public Task<StartTransactionResponse?> Started => _started.Task;

    /// <summary>The whole transaction, once StopTransaction was answered; null when the charger gave up on start or stop.</summary>
    public Task<FinishedTransaction?> Stopped => _stopped.Task;

    /// <summary>The id, if one has been given.</summary>
    public long? TransactionId => _started.Task is { IsCompletedSuccessfully: true, Result: { } answer } ? answer.TransactionId : null;

    /// <summary>How many readings of it were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    internal void Acknowledge(int readings) => Acknowledged += readings;

    internal void SetStarted(StartTransactionResponse? answer) => _started.TrySetResult(answer);

    internal void SetStopped(FinishedTransaction? finished) => _stopped.TrySetResult(finished);
}
