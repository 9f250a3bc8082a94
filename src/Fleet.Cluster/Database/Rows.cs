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

/// <summary>A place in the journal; its other columns are Akka's own.</summary>
[Table("journal")]
internal sealed record JournalRow
{
    [Column("ordering"), PrimaryKey]
    public required long Ordering { get; init; }

    [Column("persistence_id")]
    public required string PersistenceId { get; init; }

    [Column("sequence_number")]
    public required long SequenceNumber { get; init; }

    /// <summary>When it was written, in ticks of .NET.</summary>
    [Column("created")]
    public required long Created { get; init; }
}
