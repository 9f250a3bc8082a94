using LinqToDB.Mapping;

using NodaTime;

namespace Fleet.Cluster.Database;

/// <summary>How far a projection has read the journal.</summary>
[Table("projection")]
internal sealed record ProjectionRow
{
    [Column("name"), PrimaryKey]
    public required string Name { get; init; }

    [Column("journal_offset")]
    public required long Offset { get; init; }
}

/// <summary>A charger as its journal makes it.</summary>
[Table("charger")]
internal sealed record ChargerRow
{
    [Column("charger_id"), PrimaryKey]
    public required string ChargerId { get; init; }

    [Column("last_sequence")]
    public long LastSequence { get; init; }

    [Column("connected")]
    public bool Connected { get; init; }

    [Column("connection_id")]
    public string? ConnectionId { get; init; }

    [Column("node")]
    public string? Node { get; init; }

    [Column("ocpp_version")]
    public string? OcppVersion { get; init; }

    [Column("connected_at")]
    public Instant? ConnectedAt { get; init; }

    [Column("last_seen_at")]
    public Instant? LastSeenAt { get; init; }

    [Column("vendor")]
    public string? Vendor { get; init; }

    [Column("model")]
    public string? Model { get; init; }

    [Column("serial_number")]
    public string? SerialNumber { get; init; }

    [Column("firmware")]
    public string? Firmware { get; init; }

    /// <summary>JSON: an array of connectors.</summary>
    [Column("connectors")]
    public string Connectors { get; init; } = "[]";
}

/// <summary>A session as its journal makes it.</summary>
[Table("session")]
internal sealed record SessionRow
{
    [Column("session_id"), PrimaryKey]
    public required string SessionId { get; init; }

    [Column("last_sequence")]
    public long LastSequence { get; init; }

    [Column("charger_id")]
    public string ChargerId { get; init; } = "";

    [Column("transaction_id")]
    public string TransactionId { get; init; } = "";

    [Column("evse_id")]
    public int EvseId { get; init; }

    [Column("connector_id")]
    public int ConnectorId { get; init; }

    [Column("token")]
    public string Token { get; init; } = "";

    [Column("driver_id")]
    public string? DriverId { get; init; }

    [Column("site_id")]
    public string? SiteId { get; init; }

    [Column("state")]
    public string State { get; init; } = "";

    [Column("started_at")]
    public Instant StartedAt { get; init; }

    [Column("stopped_at")]
    public Instant? StoppedAt { get; init; }

    [Column("meter_start_wh")]
    public long MeterStartWh { get; init; }

    [Column("meter_stop_wh")]
    public long? MeterStopWh { get; init; }

    [Column("stop_reason")]
    public string? StopReason { get; init; }

    [Column("energy_wh")]
    public long EnergyWh { get; init; }

    [Column("power_w")]
    public long? PowerW { get; init; }

    [Column("soc_permille")]
    public long? SocPermille { get; init; }

    [Column("readings")]
    public int Readings { get; init; }

    [Column("last_reading_at")]
    public Instant? LastReadingAt { get; init; }

    [Column("arrived_at")]
    public Instant ArrivedAt { get; init; }

    [Column("tariff_id")]
    public string? TariffId { get; init; }

    [Column("currency")]
    public string? Currency { get; init; }

    [Column("total_incl_tax")]
    public string? TotalInclTax { get; init; }
}

/// <summary>An entry of the ledger.</summary>
[Table("billed_transaction")]
internal sealed record BilledTransactionRow
{
    [Column("sequence"), PrimaryKey, Identity]
    public long Sequence { get; init; }

    [Column("id")]
    public required string Id { get; init; }

    [Column("revision")]
    public required int Revision { get; init; }

    [Column("kind")]
    public required string Kind { get; init; }

    [Column("charger_id")]
    public required string ChargerId { get; init; }

    [Column("site_id")]
    public string? SiteId { get; init; }

    [Column("driver_id")]
    public string? DriverId { get; init; }

    [Column("stopped_at")]
    public required Instant StoppedAt { get; init; }

    [Column("energy_wh")]
    public required long EnergyWh { get; init; }

    [Column("currency")]
    public string? Currency { get; init; }

    [Column("total_excl_tax")]
    public string? TotalExclTax { get; init; }

    [Column("total_incl_tax")]
    public string? TotalInclTax { get; init; }

    [Column("held_for")]
    public string? HeldFor { get; init; }

    [Column("document")]
    public required string Document { get; init; }
}

/// <summary>A version of something that people entered.</summary>
[Table("reference_data")]
internal sealed record ReferenceDataRow
{
    [Column("version"), PrimaryKey, Identity]
    public long Version { get; init; }

    [Column("kind")]
    public required string Kind { get; init; }

    [Column("key")]
    public required string Key { get; init; }

    [Column("document")]
    public required string Document { get; init; }

    [Column("recorded_at")]
    public required Instant RecordedAt { get; init; }

    [Column("recorded_by")]
    public required string RecordedBy { get; init; }

    [Column("reason")]
    public string? Reason { get; init; }
}

/// <summary>A tariff that a bill ever froze.</summary>
[Table("tariff_version")]
internal sealed record TariffVersionRow
{
    [Column("hash"), PrimaryKey]
    public required string Hash { get; init; }

    [Column("document")]
    public required string Document { get; init; }
}
