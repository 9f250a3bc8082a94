using Fleet.Cluster.Serialization;

using LinqToDB.Mapping;

namespace Fleet.Cluster.Tests.Journal;

/// <summary>An event as it lies in the journal.</summary>
[Table("journal")]
internal sealed record EventRow
{
    [Column("created")]
    public long Created { get; init; }

    [Column("deleted")]
    public bool Deleted { get; init; }

    [Column("persistence_id")]
    public required string PersistenceId { get; init; }

    [Column("sequence_number")]
    public required long SequenceNumber { get; init; }

    [Column("message")]
    public required byte[] Message { get; init; }

    [Column("manifest")]
    public required string Manifest { get; init; }

    [Column("identifier")]
    public int Identifier { get; init; } = 7300;

    public static EventRow Of(string persistenceId, long sequenceNumber, object @event) => new()
    {
        PersistenceId = persistenceId,
        SequenceNumber = sequenceNumber,
        Message = Manifests.Of(@event).Write(@event),
        Manifest = Manifests.Of(@event).Manifest,
        Created = Given.Noon.ToDateTimeUtc().Ticks,
    };
}
