using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Something vendor-specific, in either direction (OCPP 1.6 4.3, 5.6).</summary>
public sealed record DataTransferRequest
{
    /// <summary>Whose extension this is.</summary>
    [Text(255)]
    public required string VendorId { get; init; }

    /// <summary>Which message of the vendor.</summary>
    [Text(50)]
    public string? MessageId { get; init; }

    /// <summary>The content, without a format of its own.</summary>
    public string? Data { get; init; }
}

/// <summary>What became of it (OCPP 1.6 4.3, 5.6).</summary>
public sealed record DataTransferResponse
{
    /// <summary>Whether it was understood.</summary>
    public required DataTransferStatus Status { get; init; }

    /// <summary>The content of the answer.</summary>
    public string? Data { get; init; }
}

/// <summary>Whether a DataTransfer was understood (OCPP 1.6 7.14).</summary>
[JsonConverter(typeof(WireEnumConverter<DataTransferStatus>))]
public enum DataTransferStatus
{
    /// <summary>Understood and accepted.</summary>
    Accepted,

    /// <summary>Understood and refused.</summary>
    Rejected,

    /// <summary>The vendor is known, the message is not.</summary>
    UnknownMessageId,

    /// <summary>The vendor is not known.</summary>
    UnknownVendorId,
}
