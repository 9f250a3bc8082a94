using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Restart (OCPP 1.6 5.14).</summary>
public sealed record ResetRequest
{
    /// <summary>How to restart.</summary>
    public required ResetType Type { get; init; }
}

/// <summary>Whether the charge point will restart (OCPP 1.6 5.14).</summary>
public sealed record ResetResponse
{
    /// <summary>Whether it will restart.</summary>
    public required ResetStatus Status { get; init; }
}

/// <summary>How to restart (OCPP 1.6 7.38).</summary>
[JsonConverter(typeof(WireEnumConverter<ResetType>))]
public enum ResetType
{
    /// <summary>At once; transactions may end without a message.</summary>
    Hard,

    /// <summary>After stopping transactions gracefully.</summary>
    Soft,
}

/// <summary>Whether a restart will happen (OCPP 1.6 7.37).</summary>
[JsonConverter(typeof(WireEnumConverter<ResetStatus>))]
public enum ResetStatus
{
    /// <summary>It will happen.</summary>
    Accepted,

    /// <summary>It will not happen.</summary>
    Rejected,
}
