using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Read settings (OCPP 1.6 5.8).</summary>
public sealed record GetConfigurationRequest
{
    /// <summary>The settings wanted; absent or empty = all.</summary>
    [Text(50)]
    public IReadOnlyList<string>? Key { get; init; }
}

/// <summary>The settings (OCPP 1.6 5.8).</summary>
public sealed record GetConfigurationResponse
{
    /// <summary>The settings known.</summary>
    public IReadOnlyList<ConfigurationKey>? ConfigurationKey { get; init; }

    /// <summary>The settings asked for but not known.</summary>
    [Text(50)]
    public IReadOnlyList<string>? UnknownKey { get; init; }
}

/// <summary>One setting (OCPP 1.6 7.29).</summary>
public sealed record ConfigurationKey
{
    /// <summary>Name of the setting.</summary>
    [Text(50)]
    public required string Key { get; init; }

    /// <summary>Whether ChangeConfiguration cannot change it.</summary>
    public required bool Readonly { get; init; }

    /// <summary>Its value; absent when it has none or may not be shown.</summary>
    [Text(500)]
    public string? Value { get; init; }
}
