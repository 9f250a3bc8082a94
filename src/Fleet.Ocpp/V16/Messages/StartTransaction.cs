using Fleet.Ocpp.Validation;
using NodaTime;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>A transaction has started (OCPP 1.6 4.8). Connector 0 is against the specification but accepted, for the evidence's sake.</summary>
public sealed record StartTransactionRequest
{
    /// <summary>Connector number; 0 is the charge point as a whole.</summary>
    [AtLeast(0)]
    public required int ConnectorId { get; init; }

    /// <summary>The identifier that started it; its case is kept.</summary>
    [Text(20)]
    public required string IdTag { get; init; }

    /// <summary>Energy register at the start, in Wh, as the charge point says it (may be negative nonsense).</summary>
    public required long MeterStart { get; init; }

    /// <summary>The reservation that this transaction uses up.</summary>
    public int? ReservationId { get; init; }

    /// <summary>When the transaction started, by the charge point's clock.</summary>
    public required Instant Timestamp { get; init; }
}

/// <summary>The transaction's id, also when the identifier is refused (OCPP 1.6 4.8).</summary>
public sealed record StartTransactionResponse
{
    /// <summary>What the identifier may do.</summary>
    public required IdTagInfo IdTagInfo { get; init; }

    /// <summary>Id of the transaction, chosen by the central system.</summary>
    public required long TransactionId { get; init; }
}
