using System.Text.Json;

namespace Fleet.Cluster.Ledger;

/// <summary>A walk along the chain: what was verified so far, and the first thing that is wrong.</summary>
/// <param name="remembered">A head that was seen before; null when there is none.</param>
/// <param name="duplicate">The first entry that has the id and the revision of an earlier one; null when there is none.</param>
internal sealed class ChainWalk(LedgerHead? remembered, long? duplicate)
{
    private EntryColumns? _last;

    /// <summary>The last entry that is right.</summary>
    public LedgerHead Head { get; private set; } = LedgerHead.None;

    /// <summary>The first broken row; null as long as there is none.</summary>
    public LedgerFault? Fault { get; private set; }

    /// <summary>Verifies the entries of <paramref name="page"/>, which follow on the last one, up to the first broken one.</summary>
    /// <param name="page">In the order of their sequence.</param>
    /// <param name="sessions">The entries of the sessions that have corrections on the page.</param>
    public void Follow(IEnumerable<ChainEntry> page, ILookup<string, EarlierEntry> sessions)
    {
        foreach (var entry in page)
        {
            Fault = entry.Sequence == Head.Sequence + 1
                ? FaultOf(entry, sessions) is { } what ? new LedgerFault(entry.Sequence, entry.Name, what) : null
                : new LedgerFault(Head.Sequence + 1, null, $"is missing; the next entry has sequence {entry.Sequence}");
            if (Fault is not null)
                return;
        }
    }

    /// <summary>What is wrong when no entry follows.</summary>
    public LedgerFault? FaultAtEnd()
    {
        if (remembered is not null && Head.Sequence < remembered.Sequence)
            return new LedgerFault(Head.Sequence + 1, null, $"is missing; the ledger ends before it, but sequence {remembered.Sequence} was there when the head was written down");
        return _last?.Kind == EntryKind.Credit ? new LedgerFault(Head.Sequence + 1, null, "is missing; the bill that follows a credit stands there") : null;
    }

    private string? FaultOf(ChainEntry entry, ILookup<string, EarlierEntry> sessions)
    {
        try
        {
            if (entry.PreviousHash != Head.Hash)
                return $"previous hash is not the hash of sequence {Head.Sequence}";
            var document = CanonicalObject.Read(entry.Document);
            var head = Head.Next(document);
            if (entry.Hash != head.Hash)
                return "hash does not match the document";
            if (!document.IsCanonical)
                return "the document is not in canonical form";
            var columns = EntryColumns.Of(document);
            if (entry.DifferentColumn(columns) is { } column)
                return $"column {column} does not say what the document says";
            if (columns.RecordedAt < _last?.RecordedAt)
                return "it was recorded before the entry before it";
            if (entry.Sequence == duplicate)
                return "an earlier entry has the same id and revision";
            if (head.Sequence == remembered?.Sequence && head.Hash != remembered.Hash)
                return "hash is not the one that was written down: the ledger was made anew";
            if (FaultOfCorrection(entry, columns, sessions) is { } fault)
                return fault;
            (Head, _last) = (head, columns);
            return null;
        }
        catch (JsonException e)
        {
            return $"the document is none of the ledger's: {e.Message}";
        }
    }

    /// <summary>A credit takes back the bill before it in its session, and the next bill follows at once; a held bill gives way to a bill.</summary>
    private string? FaultOfCorrection(ChainEntry entry, EntryColumns columns, ILookup<string, EarlierEntry> sessions)
    {
        if (columns.Kind is not (EntryKind.Bill or EntryKind.Hold or EntryKind.Credit))
            return $"the ledger knows no kind {columns.Kind}";
        if (columns.Revision < 1)
            return "revision must be at least 1";
        if (_last is { Kind: EntryKind.Credit } && (columns.Id != _last.Id || columns.Revision != _last.Revision + 1))
            return $"it is not the bill that must follow the credit of {_last.Id}";
        if (columns.Revision == 1)
            return columns.Kind == EntryKind.Credit ? "it is a credit, and there is no bill before it" : null;
        foreach (var earlier in sessions[columns.Id])
        {
            if (earlier.Sequence >= entry.Sequence)
                continue;
            var before = EntryColumns.Of(CanonicalObject.Read(earlier.Document));
            if (before.Revision == columns.Revision - 1)
                return FaultOfSuccession(before, earlier, columns, entry);
        }

        return $"revision {columns.Revision - 1} of its session is not before it";
    }

    private static string? FaultOfSuccession(EntryColumns before, EarlierEntry earlier, EntryColumns columns, ChainEntry entry) => (before.Kind, columns.Kind) switch
    {
        (EntryKind.Bill, EntryKind.Credit) => CreditDocument.Reverses(entry.Document, earlier.Document, columns.Revision)
            ? null
            : $"it does not take back exactly what revision {before.Revision} charged",
        (EntryKind.Hold or EntryKind.Credit, EntryKind.Bill or EntryKind.Hold) => null,
        _ => $"a {columns.Kind} cannot follow a {before.Kind}",
    };
}
