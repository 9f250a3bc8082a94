using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Change a setting (OCPP 1.6 5.3).</summary>
public sealed record ChangeConfigurationRequest
{
    /// <summary>Name of the setting.</summary>
    [Text(50)]
    public required string Key { get; init; }

    /// <summary>The value it shall have.</summary>
    [Text(500)]
    public required string Value { get; init; }
}

/// <summary>Whether the setting has changed (OCPP 1.6 5.3).</summary>
public sealed record ChangeConfigurationResponse
{
    /// <summary>Whether it has changed.</summary>
    public required ConfigurationStatus Status { get; init; }
}

/// <summary>Whether a setting has changed (OCPP 1.6 7.22).</summary>
[JsonConverter(typeof(WireEnumConverter<ConfigurationStatus>))]
public enum ConfigurationStatus
{
    /// <summary>It has changed.</summary>
    Accepted,

    /// <summary>It has not changed.</summary>
    Rejected,

    /// <summary>It will change with the next restart.</summary>
    RebootRequired,

    /// <summary>The setting is not known.</summary>
    NotSupported,
}
