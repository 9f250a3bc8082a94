using Fleet.Cluster.Database;
using Fleet.Cluster.Projections;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

using NodaTime;

namespace Fleet.Cluster.Ledger;

/// <summary>
/// What a batch of events appends to the ledger. There is one appender, the projector: it reads the chain's end and writes the next entries in the transaction that moves its
/// offset, so that sequences have no gap and no decision is entered twice. A decision that the ledger has already stays as it was entered: the ledger is never rebuilt.
/// </summary>
internal static class LedgerAppender
{
    /// <summary>Appends what was decided about <paramref name="bills"/>, in their order, within the caller's transaction.</summary>
    /// <param name="db">Where the ledger is.</param>
    /// <param name="bills">The decisions.</param>
    /// <param name="terms">Clock and invoice numbers.</param>
    /// <exception cref="InvalidOperationException">A decision does not follow on what the ledger has; nothing may be written then.</exception>
    public static async Task AppendAsync(DataConnection db, IReadOnlyList<BookedBill> bills, LedgerTerms terms)
    {
        if (bills.Count == 0)
            return;
        bills = [.. bills.Select(bill => bill with { Session = AsStored(bill.Session) })];
        var entries = await ReadEntriesAsync(db, bills);
        var pseudonyms = await Pseudonyms.AssignAsync(db, PeopleNewTo(entries, bills));
        var (head, lastAt) = await ReadEndAsync(db);
        var now = Instant.Max(SqlInstant.Storable(terms.Clock.GetCurrentInstant()), lastAt);
        var added = new List<BilledTransactionRow>(bills.Count);
        foreach (var (session, billed) in bills)
        {
            var ofSession = entries[session.SessionId];
            foreach (var document in DocumentsOf(session, billed, ofSession, pseudonyms, sequence => new EntryStamp(now, terms.Invoice(sequence)), head.Sequence + 1))
            {
                var row = BilledTransactionRow.Of(document, head);
                head = new LedgerHead(row.Sequence, row.Hash);
                ofSession.Add(row);
                added.Add(row);
            }
        }

        await db.GetTable<BilledTransactionRow>().InsertAllAsync(added);
        await PromotionSpending.CountAsync(db, added);
    }

    /// <summary>The chain's end, and when its last entry was recorded: later ones never say that they were recorded before, whatever the clocks of the nodes say.</summary>
    private static async Task<(LedgerHead Head, Instant At)> ReadEndAsync(DataConnection db)
    {
        var last = await db.GetTable<BilledTransactionRow>()
            .OrderByDescending(row => row.Sequence)
            .Select(row => new { row.Sequence, row.Hash, row.RecordedAt })
            .FirstOrDefaultAsync();
        return last is null ? (LedgerHead.None, Instant.MinValue) : (new LedgerHead(last.Sequence, last.Hash), last.RecordedAt);
    }

    /// <summary>The session's row as its table gives it back, so that an entry does not depend on where the projector cuts its batches.</summary>
    private static SessionView AsStored(SessionView session) => session with
    {
        SessionId = SqlValues.Storable(session.SessionId),
        ChargerId = SqlValues.Storable(session.ChargerId),
        TransactionId = SqlValues.Storable(session.TransactionId),
        Token = SqlValues.Storable(session.Token),
        DriverId = SqlValues.Storable(session.DriverId),
        SiteId = SqlValues.Storable(session.SiteId),
        StartedAt = SqlInstant.Storable(session.StartedAt),
        StoppedAt = session.StoppedAt is { } stopped ? SqlInstant.Storable(stopped) : null,
    };

    /// <summary>The sessions' entries so far, oldest first.</summary>
    private static async Task<Dictionary<string, List<BilledTransactionRow>>> ReadEntriesAsync(DataConnection db, IReadOnlyList<BookedBill> bills)
    {
        var ids = bills.Select(bill => bill.Session.SessionId).Distinct(StringComparer.Ordinal).ToList();
        var rows = await db.GetTable<BilledTransactionRow>().Where(row => ids.Contains(row.Id)).OrderBy(row => row.Revision).ToListAsync();
        var entries = ids.ToDictionary(id => id, _ => new List<BilledTransactionRow>(), StringComparer.Ordinal);
        foreach (var row in rows)
            entries[row.Id].Add(row);
        return entries;
    }

    /// <summary>All entries of a session carry the same pseudonyms: those of its first one, though they be erased.</summary>
    private static HashSet<Person> PeopleNewTo(Dictionary<string, List<BilledTransactionRow>> entries, IReadOnlyList<BookedBill> bills) => bills
        .Where(bill => entries[bill.Session.SessionId].Count == 0)
        .SelectMany(bill => PeopleOf(bill.Session))
        .ToHashSet();

    private static IEnumerable<Person> PeopleOf(SessionView session) =>
        session.DriverId is { } driver ? [Person.OfToken(session.Token), Person.OfDriver(driver)] : [Person.OfToken(session.Token)];

    private static IEnumerable<string> DocumentsOf(
        SessionView session, SessionBilled billed, List<BilledTransactionRow> entries, IReadOnlyDictionary<Person, string> pseudonyms, Func<long, EntryStamp> stamp, long next)
    {
        if (entries.Find(row => row.Revision == billed.Revision) is { } entered)
        {
            if (!Says(entered, billed.Bill))
                throw Different(session, billed, $"the ledger's sequence {entered.Sequence} says something else");
            return [];
        }

        var newest = entries.LastOrDefault();
        if (!Follows(billed, newest))
            throw Different(session, billed, newest is null ? "the ledger has none before it" : $"the ledger's newest is revision {newest.Revision}, a {newest.Kind}");
        if (newest is null)
        {
            var driver = session.DriverId is { } id ? pseudonyms[Person.OfDriver(id)] : null;
            return [new LedgerDocument(session, billed, stamp(next), pseudonyms[Person.OfToken(session.Token)], driver).Write()];
        }

        var before = CanonicalObject.Read(newest.Document);
        var isCharged = newest.Kind == EntryKind.Bill;
        var anew = new LedgerDocument(session, billed, stamp(isCharged ? next + 1 : next), before.RequiredText("token"u8), before.Text("driverId"u8)).Write();
        return isCharged ? [CreditDocument.Write(newest.Document, billed.Revision - 1, stamp(next), billed.Ruling), anew] : [anew];
    }

    /// <summary>A held bill, never charged, gives way to the next entry; a charged one is taken back first, by the entry between.</summary>
    private static bool Follows(SessionBilled billed, BilledTransactionRow? newest) => newest switch
    {
        null => billed is { Revision: 1, Corrects: null },
        { Kind: EntryKind.Hold } => billed.Corrects is null && billed.Revision == newest.Revision + 1,
        { Kind: EntryKind.Bill } => billed.Corrects == newest.Revision && billed.Revision == newest.Revision + 2,
        _ => false,
    };

    private static bool Says(BilledTransactionRow row, Bill bill) =>
        (row.Kind, row.EnergyWh, row.Currency, row.TotalExclTax, row.TotalInclTax)
        == (bill.State == BillState.Billed ? EntryKind.Bill : EntryKind.Hold, bill.Energy.Value, bill.Currency?.Code, bill.TotalExclTax, bill.TotalInclTax);

    private static InvalidOperationException Different(SessionView session, SessionBilled billed, string why) => new(
        $"{session.SessionId}: the journal's bill of revision {billed.Revision} does not follow on the ledger: {why}. "
        + "If journal and ledger come from different back-ups, restore both from one.");
}
