using LinqToDB.Mapping;

using NodaTime;

namespace Fleet.Cluster.Database.Migrations;

/// <summary>A migration that was applied.</summary>
[Table("schema_migration")]
internal sealed record MigrationRow
{
    [Column("version"), PrimaryKey]
    public required int Version { get; init; }

    [Column("name")]
    public required string Name { get; init; }

    [Column("checksum")]
    public required string Checksum { get; init; }

    [Column("applied_at")]
    public required Instant AppliedAt { get; init; }
}

/// <summary>Which of all databases of Fleet this is: files that belong together have the same id.</summary>
[Table("installation")]
internal sealed record InstallationRow
{
    [Column("database_id")]
    public required string DatabaseId { get; init; }
}
