using System.Text.Json.Serialization;

using LinqToDB.Mapping;

using NodaTime;

namespace Fleet.Cluster.Projections;

/// <summary>A session as its journal makes it.</summary>
[Table("session")]
public sealed record SessionView
{
    /// <summary>Which session.</summary>
    [Column("session_id"), PrimaryKey, JsonPropertyName("id")]
    public required string SessionId { get; init; }

    /// <summary>The last of the entity's events that this row saw.</summary>
    [Column("last_sequence")]
    [JsonIgnore]
    public long LastSequence { get; init; }

    /// <summary>When the entity must be looked at, or earlier; null when it can wait for ever.</summary>
    [Column("wake_at"), JsonIgnore]
    public Instant? WakeAt { get; init; }

    /// <summary>Which charger.</summary>
    [Column("charger_id")]
    public string ChargerId { get; init; } = "";

    /// <summary>The transaction on its charger.</summary>
    [Column("transaction_id")]
    public string TransactionId { get; init; } = "";

    /// <summary>The EVSE.</summary>
    [Column("evse_id")]
    public int EvseId { get; init; }

    /// <summary>The connector of that EVSE.</summary>
    [Column("connector_id")]
    public int ConnectorId { get; init; }

    /// <summary>Who started it.</summary>
    [Column("token")]
    public string Token { get; init; } = "";

    /// <summary>The same in the form in which tokens are looked up.</summary>
    [Column("token_key"), JsonIgnore]
    public string TokenKey { get; init; } = "";

    /// <summary>Whose token it is.</summary>
    [Column("driver_id")]
    public string? DriverId { get; init; }

    /// <summary>Where its charger stands.</summary>
    [Column("site_id")]
    public string? SiteId { get; init; }

    /// <summary><c>CHARGING</c>, <c>BILLED</c> or <c>HELD</c>.</summary>
    [Column("state")]
    public string State { get; init; } = "";

    /// <summary>Its start, by the charger's clock.</summary>
    [Column("started_at")]
    public Instant StartedAt { get; init; }

    /// <summary>Its end, by the charger's clock.</summary>
    [Column("stopped_at")]
    public Instant? StoppedAt { get; init; }

    /// <summary>The register at the start.</summary>
    [Column("meter_start_wh")]
    public long MeterStartWh { get; init; }

    /// <summary>The register at the end, as the charger gave it.</summary>
    [Column("meter_stop_wh")]
    public long? MeterStopWh { get; init; }

    /// <summary>Why it ended.</summary>
    [Column("stop_reason")]
    public string? StopReason { get; init; }

    /// <summary>The energy that its evidence proves.</summary>
    [Column("energy_wh")]
    public long EnergyWh { get; init; }

    /// <summary>The power at the last reading, while it charges.</summary>
    [Column("power_w")]
    public long? PowerW { get; init; }

    /// <summary>The car's state of charge at the last reading, tenths of a percent.</summary>
    [Column("soc_permille")]
    public long? SocPermille { get; init; }

    /// <summary>How many readings it has.</summary>
    [Column("readings")]
    public int Readings { get; init; }

    /// <summary>The newest reading, by the charger's clock.</summary>
    [Column("last_reading_at")]
    public Instant? LastReadingAt { get; init; }

    /// <summary>When Fleet first heard of it.</summary>
    [Column("arrived_at")]
    public Instant ArrivedAt { get; init; }

    /// <summary>What it is priced by.</summary>
    [Column("tariff_id")]
    public string? TariffId { get; init; }

    /// <summary>The price's currency.</summary>
    [Column("currency")]
    public string? Currency { get; init; }

    /// <summary>What a person must look at although it has its bill, as a sentence; null when there is nothing.</summary>
    [Column("review")]
    public string? Review { get; init; }

    /// <summary>What it costs with tax, and while it runs has cost so far; decimal text in JSON.</summary>
    [Column("total_incl_tax"), JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public decimal? TotalInclTax { get; init; }
}
