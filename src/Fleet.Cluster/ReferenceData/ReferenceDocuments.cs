using System.Text.Json.Serialization;

using Fleet.Domain;
using Fleet.Domain.Charging;

using NodaTime;

namespace Fleet.Cluster.ReferenceData;

/// <summary>What people enter about a charger.</summary>
/// <param name="SiteId">Where it stands.</param>
/// <param name="TariffId">What it costs.</param>
/// <param name="PasswordHash">The secret of its Basic authentication, hashed; null when it needs none.</param>
/// <param name="SecurityProfile">OCPP security profile, 0 to 3.</param>
/// <param name="Evses">Its EVSEs.</param>
/// <param name="Decommissioned">Whether it is out of service for good: it may not connect, its history stays.</param>
public sealed record ChargerSettings(
    string? SiteId = null,
    string? TariffId = null,
    string? PasswordHash = null,
    int? SecurityProfile = null,
    IReadOnlyList<EvseSettings>? Evses = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Decommissioned = false)
{
    /// <summary>What is known of an EVSE; null when nothing is.</summary>
    public EvseSettings? Evse(int id) => Evses?.FirstOrDefault(evse => evse.Id == id);
}

/// <summary>What people enter about an EVSE.</summary>
/// <param name="Id">Its number on the charger, from 1.</param>
/// <param name="Connectors">How many connectors it has.</param>
/// <param name="MaxPowerW">The most that it delivers, W.</param>
/// <param name="Phases">On how many phases, 1 or 3.</param>
/// <param name="Kind"><c>AC</c> or <c>DC</c>.</param>
/// <param name="PublicKey">The key of its meter's signatures, hex.</param>
public sealed record EvseSettings(
    int Id, int? Connectors = null, long? MaxPowerW = null, int? Phases = null, string? Kind = null, string? PublicKey = null);

/// <summary>What people enter about a token.</summary>
/// <param name="Status">Whether it may charge.</param>
/// <param name="ParentToken">The group that it belongs to.</param>
/// <param name="DriverId">Whose it is.</param>
/// <param name="ExpiresAt">From when on it is expired.</param>
/// <param name="Memberships">Further groups that it belongs to, for promotions.</param>
/// <param name="CampaignCodes">Codes that its driver entered, for promotions.</param>
public sealed record TokenSettings(
    TokenStatus Status,
    string? ParentToken = null,
    string? DriverId = null,
    Instant? ExpiresAt = null,
    IReadOnlyList<string>? Memberships = null,
    IReadOnlyList<string>? CampaignCodes = null)
{
    /// <summary>All groups that it belongs to.</summary>
    public IEnumerable<string> AllGroups() => ParentToken is null ? Memberships ?? [] : [ParentToken, .. Memberships ?? []];

    /// <summary>What it may at <paramref name="at"/>.</summary>
    public TokenStatus StatusAt(Instant at) => Status == TokenStatus.Accepted && ExpiresAt <= at ? TokenStatus.Expired : Status;
}

/// <summary>What people enter about a site.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TimeZone">Its IANA time zone: what a tariff's hours mean there.</param>
/// <param name="LimitA">What its grid connection carries on L1, L2 and L3, A.</param>
/// <param name="ParentSiteId">The site above it, with a limit of its own.</param>
public sealed record SiteSettings(string Name, string TimeZone, IReadOnlyList<decimal>? LimitA = null, string? ParentSiteId = null);

/// <summary>JSON of what people enter, as it is kept.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(ChargerSettings))]
[JsonSerializable(typeof(TokenSettings))]
[JsonSerializable(typeof(SiteSettings))]
internal sealed partial class ReferenceJson : JsonSerializerContext;
