using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;
using NodaTime;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>May this identifier charge (OCPP 1.6 4.1)?</summary>
public sealed record AuthorizeRequest
{
    /// <summary>The identifier; compared without regard to case, its case is kept.</summary>
    [Text(20)]
    public required string IdTag { get; init; }
}

/// <summary>What the identifier may do (OCPP 1.6 4.1).</summary>
public sealed record AuthorizeResponse
{
    /// <summary>What the identifier may do.</summary>
    public required IdTagInfo IdTagInfo { get; init; }
}

/// <summary>What an identifier may do (OCPP 1.6 7.27).</summary>
public sealed record IdTagInfo
{
    /// <summary>When the charge point has to forget this information.</summary>
    public Instant? ExpiryDate { get; init; }

    /// <summary>The group that the identifier belongs to.</summary>
    [Text(20)]
    public string? ParentIdTag { get; init; }

    /// <summary>Whether the identifier is accepted.</summary>
    public required AuthorizationStatus Status { get; init; }
}

/// <summary>Whether an identifier is accepted (OCPP 1.6 7.2).</summary>
[JsonConverter(typeof(WireEnumConverter<AuthorizationStatus>))]
public enum AuthorizationStatus
{
    /// <summary>May charge.</summary>
    Accepted,

    /// <summary>Is known and barred.</summary>
    Blocked,

    /// <summary>Is known and no longer valid.</summary>
    Expired,

    /// <summary>Is unknown.</summary>
    Invalid,

    /// <summary>Is in another transaction and may have only one.</summary>
    ConcurrentTx,
}
