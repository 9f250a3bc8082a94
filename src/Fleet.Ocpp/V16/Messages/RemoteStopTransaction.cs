namespace Fleet.Ocpp.V16.Messages;

/// <summary>Stop a transaction (OCPP 1.6 5.12).</summary>
public sealed record RemoteStopTransactionRequest
{
    /// <summary>The transaction to stop.</summary>
    public required long TransactionId { get; init; }
}

/// <summary>Whether the charge point will try to stop (OCPP 1.6 5.12).</summary>
public sealed record RemoteStopTransactionResponse
{
    /// <summary>Whether the charge point will try; Accepted is no promise that it stops.</summary>
    public required RemoteStartStopStatus Status { get; init; }
}
