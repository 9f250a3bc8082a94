using System.Text.Json.Serialization;

using LinqToDB.Mapping;

using NodaTime;

namespace Fleet.Cluster.Projections;

/// <summary>A charger as its journal makes it.</summary>
[Table("charger")]
public sealed record ChargerView
{
    /// <summary>Which charger.</summary>
    [Column("charger_id"), PrimaryKey]
    public required string ChargerId { get; init; }

    /// <summary>The last of the entity's events that this row saw.</summary>
    [Column("last_sequence")]
    [JsonIgnore]
    public long LastSequence { get; init; }

    /// <summary>Whether it has a socket.</summary>
    [Column("connected")]
    public bool Connected { get; init; }

    /// <summary>Its socket.</summary>
    [Column("connection_id")]
    public string? ConnectionId { get; init; }

    /// <summary>The node that holds, or held, its socket.</summary>
    [Column("node")]
    public string? Node { get; init; }

    /// <summary>The subprotocol of its last connection.</summary>
    [Column("ocpp_version")]
    public string? OcppVersion { get; init; }

    /// <summary>Since when it is, or was, connected.</summary>
    [Column("connected_at")]
    public Instant? ConnectedAt { get; init; }

    /// <summary>Its last sign of life that was written down, at most ten minutes old while it is connected.</summary>
    [Column("last_seen_at")]
    public Instant? LastSeenAt { get; init; }

    /// <summary>Its maker.</summary>
    [Column("vendor")]
    public string? Vendor { get; init; }

    /// <summary>Its model.</summary>
    [Column("model")]
    public string? Model { get; init; }

    /// <summary>Its serial number.</summary>
    [Column("serial_number")]
    public string? SerialNumber { get; init; }

    /// <summary>Its firmware's version.</summary>
    [Column("firmware")]
    public string? Firmware { get; init; }

    /// <summary>When the entity must be looked at, or earlier; null when it can wait for ever.</summary>
    [Column("wake_at"), JsonIgnore]
    public Instant? WakeAt { get; init; }

    /// <summary>Its connectors, as <see cref="ConnectorList"/> writes them.</summary>
    [Column("connectors"), JsonIgnore]
    public string ConnectorsJson { get; init; } = "[]";

    /// <summary>Its connectors, in order.</summary>
    [NotColumn]
    public IReadOnlyList<ConnectorView> Connectors => ConnectorList.Read(ConnectorsJson);
}
