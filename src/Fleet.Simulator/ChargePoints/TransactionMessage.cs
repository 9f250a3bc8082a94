using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;
using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.Measuring;

namespace Fleet.Simulator.ChargePoints;

/// <summary>A transaction-related message that waits to be sent (OCPP 1.6 3.7). Its request is made when it is sent, since only then the transaction's id is known.</summary>
internal abstract record TransactionMessage
{
    private const long NoTransactionId = -1;

    /// <summary>The operation, and the request as it stands now; null = nothing is sent, it counts as answered.</summary>
    public abstract (OcppAction Action, object Request)? ToSend();

    /// <summary>It was answered with <paramref name="response"/>.</summary>
    public virtual void Answered(object? response)
    {
    }

    /// <summary>The central system refused it for good.</summary>
    public virtual void GivenUp()
    {
    }

    /// <summary>StartTransaction.</summary>
    public sealed record Start(ChargerTransaction Transaction, GroundTruth Truth) : TransactionMessage
    {
        /// <inheritdoc/>
        public override (OcppAction, object)? ToSend() => (Actions.StartTransaction, new StartTransactionRequest
        {
            ConnectorId = Transaction.ConnectorId,
            IdTag = Transaction.IdTag,
            MeterStart = Transaction.MeterStartWh,
            Timestamp = Transaction.StartedAt,
        });

        /// <inheritdoc/>
        public override void Answered(object? response) => Transaction.SetStarted((StartTransactionResponse)response!);

        /// <inheritdoc/>
        public override void GivenUp()
        {
            Truth.AddAbandoned();
            Transaction.SetStarted(null);
        }
    }

    /// <summary>MeterValues, of a transaction or of none.</summary>
    public sealed record Readings(int ConnectorId, ChargerTransaction? Transaction, IReadOnlyList<MeterValue> Values) : TransactionMessage
    {
        /// <inheritdoc/>
        public override (OcppAction, object)? ToSend() => (Actions.MeterValues, new MeterValuesRequest
        {
            ConnectorId = ConnectorId,
            TransactionId = Transaction is null ? null : Transaction.TransactionId ?? NoTransactionId,
            MeterValue = Values,
        });

        /// <inheritdoc/>
        public override void Answered(object? response) => Transaction?.Acknowledge(Values.Count);
    }

    /// <summary>StopTransaction.</summary>
    public sealed record Stop(string ChargerId, ChargerTransaction Transaction, StopTransactionRequest Request, GroundTruth Truth) : TransactionMessage
    {
        /// <inheritdoc/>
        public override (OcppAction, object)? ToSend() => (Actions.StopTransaction, Request with { TransactionId = Transaction.TransactionId ?? NoTransactionId });

        /// <inheritdoc/>
        public override void Answered(object? response)
        {
            var finished = Transaction.TransactionId is { } id
                ? new FinishedTransaction(
                    ChargerId, Transaction.ConnectorId, id, Transaction.IdTag, Transaction.MeterStartWh, Request.MeterStop, Transaction.StartedAt, Request.Timestamp)
                { Readings = Transaction.Acknowledged + (Request.TransactionData?.Count ?? 0) }
                : null;
            if (finished is not null) Truth.Add(finished);
            Transaction.SetStopped(finished);
        }

        /// <inheritdoc/>
        public override void GivenUp()
        {
            // A transaction whose start was given up is counted already.
            if (Transaction.TransactionId is not null) Truth.AddAbandoned();
            Transaction.SetStopped(null);
        }
    }

    /// <summary>Nothing to send: tells that all before it are done.</summary>
    public sealed record Marker(TaskCompletionSource Reached) : TransactionMessage
    {
        /// <inheritdoc/>
        public override (OcppAction, object)? ToSend() => null;

        /// <inheritdoc/>
        public override void Answered(object? response) => Reached.TrySetResult();
    }
}
