using System.Globalization;

using NodaTime;

namespace Fleet.Cluster.Ledger;

/// <summary>What the ledger's appender goes by.</summary>
/// <param name="Clock">The node's clock, by which entries are dated.</param>
/// <param name="InvoicePrefix">What stands before the sequence in an invoice's number.</param>
public sealed record LedgerTerms(IClock Clock, string InvoicePrefix)
{
    /// <summary>The number of the invoice or credit note that stands at <paramref name="sequence"/>.</summary>
    public string Invoice(long sequence) => InvoicePrefix + sequence.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What an entry gets when it is appended, for ever.</summary>
/// <param name="RecordedAt">When, to the millisecond.</param>
/// <param name="Invoice">The number of its invoice or credit note; a held bill does not take it.</param>
public sealed record EntryStamp(Instant RecordedAt, string Invoice);
