using LinqToDB.Mapping;

using NodaTime;

namespace Fleet.Cluster.Ledger;

/// <summary>
/// An entry of the ledger. What is beside the document is copied out of it, for queries. Texts are said to be not null, because linq2db otherwise compares two columns so that no
/// index serves.
/// </summary>
[Table("billed_transaction")]
internal sealed record BilledTransactionRow
{
    [Column("sequence"), PrimaryKey]
    public required long Sequence { get; init; }

    [Column("previous_hash"), NotNull]
    public required string PreviousHash { get; init; }

    [Column("hash"), NotNull]
    public required string Hash { get; init; }

    [Column("id"), NotNull]
    public required string Id { get; init; }

    [Column("revision")]
    public required int Revision { get; init; }

    /// <summary>One of <see cref="EntryKind"/>.</summary>
    [Column("kind"), NotNull]
    public required string Kind { get; init; }

    /// <summary>To the millisecond; never before that of the entry before.</summary>
    [Column("recorded_at")]
    public required Instant RecordedAt { get; init; }

    [Column("charger_id"), NotNull]
    public required string ChargerId { get; init; }

    [Column("site_id")]
    public string? SiteId { get; init; }

    /// <summary>The driver's pseudonym.</summary>
    [Column("driver")]
    public string? Driver { get; init; }

    /// <summary>To the millisecond.</summary>
    [Column("stopped_at")]
    public required Instant StoppedAt { get; init; }

    [Column("energy_wh")]
    public required long EnergyWh { get; init; }

    [Column("currency")]
    public string? Currency { get; init; }

    [Column("total_excl_tax")]
    public decimal? TotalExclTax { get; init; }

    [Column("total_incl_tax")]
    public decimal? TotalInclTax { get; init; }

    [Column("held_for")]
    public string? HeldFor { get; init; }

    [Column("document"), NotNull]
    public required string Document { get; init; }

    /// <summary>The entry that says <paramref name="document"/> and follows on <paramref name="head"/>.</summary>
    public static BilledTransactionRow Of(string document, LedgerHead head)
    {
        var read = CanonicalObject.Read(document);
        var columns = EntryColumns.Of(read);
        var (sequence, hash) = head.Next(read);
        return new BilledTransactionRow
        {
            Sequence = sequence,
            PreviousHash = head.Hash,
            Hash = hash,
            Id = columns.Id,
            Revision = columns.Revision,
            Kind = columns.Kind,
            RecordedAt = columns.RecordedAt,
            ChargerId = columns.ChargerId,
            SiteId = columns.SiteId,
            Driver = columns.Driver,
            StoppedAt = columns.StoppedAt,
            EnergyWh = columns.EnergyWh,
            Currency = columns.Currency,
            TotalExclTax = columns.TotalExclTax,
            TotalInclTax = columns.TotalInclTax,
            HeldFor = columns.HeldFor,
            Document = document,
        };
    }
}

/// <summary>Who a pseudonym stands for.</summary>
[Table("pseudonym")]
internal sealed record PseudonymRow
{
    [Column("pseudonym"), PrimaryKey, NotNull]
    public required string Pseudonym { get; init; }

    /// <summary>One of <see cref="PseudonymKind"/>.</summary>
    [Column("kind"), NotNull]
    public required string Kind { get; init; }

    /// <summary>The token or the driver's id, as it was given.</summary>
    [Column("value"), NotNull]
    public required string Value { get; init; }

    /// <summary>The same in the form in which it is compared.</summary>
    [Column("lookup_key"), NotNull]
    public required string LookupKey { get; init; }
}

/// <summary>A pseudonym that stands for nobody any more.</summary>
[Table("erasure")]
internal sealed record ErasureRow
{
    [Column("pseudonym"), PrimaryKey, NotNull]
    public required string Pseudonym { get; init; }

    /// <summary>One of <see cref="PseudonymKind"/>.</summary>
    [Column("kind"), NotNull]
    public required string Kind { get; init; }

    [Column("erased_at")]
    public required Instant ErasedAt { get; init; }

    [Column("erased_by"), NotNull]
    public required string ErasedBy { get; init; }

    [Column("reason"), NotNull]
    public required string Reason { get; init; }
}
