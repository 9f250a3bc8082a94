using System.Text.Json;

using Fleet.Cluster.Database;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

using NodaTime;

namespace Fleet.Cluster.Ledger.Statements;

/// <summary>Makes statements of sites, reading the ledger a page at a time.</summary>
/// <param name="database">Where the ledger is.</param>
/// <param name="clock">The node's.</param>
public sealed class SiteStatements(FleetDatabase database, IClock clock)
{
    private const int PageSize = 1_000;

    /// <summary>The statement as the ledger stands.</summary>
    /// <param name="month">Which month, of which site.</param>
    /// <param name="cancellation">Ends it between two pages.</param>
    public async Task<SiteStatement> MakeAsync(SiteMonth month, CancellationToken cancellation = default)
    {
        var asOf = clock.GetCurrentInstant();
        var sums = new SortedDictionary<string, CurrencySum>(StringComparer.Ordinal);
        (long? first, BookedEntry? last) = (null, null);
        await using var db = database.Open();
        while (await ReadPageAsync(db, month, last, cancellation) is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                if (!sums.TryGetValue(entry.Currency ?? "", out var sum))
                    sums[entry.Currency ?? ""] = sum = new CurrencySum();
                sum.Add(entry);
            }

            first ??= page[0].Sequence;
            last = page[^1];
        }

        return new SiteStatement(month, asOf, first, last?.Sequence, [.. sums.Select(sum => sum.Value.Total(sum.Key.Length == 0 ? null : sum.Key))]);
    }

    /// <summary>Times never go back along the chain, so that the last entry's time bounds the next page too.</summary>
    private static Task<List<BookedEntry>> ReadPageAsync(DataConnection db, SiteMonth month, BookedEntry? last, CancellationToken cancellation)
    {
        var (site, from, to, after) = (month.SiteId, last?.RecordedAt ?? month.From, month.To, last?.Sequence ?? 0);
        return db.GetTable<BilledTransactionRow>()
            .Where(row => row.SiteId == site && row.RecordedAt >= from && row.RecordedAt < to && row.Sequence > after)
            .OrderBy(row => row.RecordedAt).ThenBy(row => row.Sequence)
            .Take(PageSize)
            .Select(row => new BookedEntry(row.Sequence, row.RecordedAt, row.Kind, row.Currency, row.Document))
            .ToListAsync(cancellation);
    }

    private sealed record BookedEntry(long Sequence, Instant RecordedAt, string Kind, string? Currency, string Document);

    /// <summary>The sums of a currency.</summary>
    private sealed class CurrencySum
    {
        private readonly StatementSum _income = new();
        private readonly StatementSum _bills = new();
        private readonly StatementSum _credits = new();
        private readonly StatementSum _held = new();

        public void Add(BookedEntry entry)
        {
            using var document = JsonDocument.Parse(entry.Document);
            var bill = LedgerBill.Read(document.RootElement);
            if (entry.Kind == EntryKind.Hold)
            {
                _held.Add(bill);
                return;
            }

            _income.Add(bill);
            (entry.Kind == EntryKind.Bill ? _bills : _credits).Add(bill);
        }

        public CurrencyStatement Total(string? currency)
        {
            var (bills, credits) = (_bills.Total(), _credits.Total());
            return new CurrencyStatement(currency, bills.Entries - credits.Entries, _income.Total(), bills, credits, _held.Total());
        }
    }
}
