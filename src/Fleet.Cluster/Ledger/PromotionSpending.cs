using System.Globalization;
using System.Text.Json;

using Fleet.Cluster.Database;
using Fleet.Domain.Billing;
using Fleet.Domain.Billing.Promotions;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using LinqToDB.Mapping;

namespace Fleet.Cluster.Ledger;

/// <summary>
/// What the ledger's bills took of each promotion, less what credits gave back. The appender keeps it in the transaction that appends the entries, so that it always equals their
/// sum. Readers ask at most once a second.
/// </summary>
/// <param name="database">Where it is kept.</param>
/// <param name="time">For the second.</param>
public sealed class PromotionSpending(FleetDatabase database, TimeProvider time)
{
    private const string OfPromotion = BillRule.Promotion + ":";
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(1);

    private volatile Known? _known;

    /// <summary>Whether a promotion's budget is spent, as it stood at most a second ago; one without a budget never is.</summary>
    public async ValueTask<bool> IsUsedUpAsync(Promotion promotion)
    {
        if (promotion is not { Budget: { } budget, Currency: { } currency })
            return false;
        if (_known is not { } known || time.GetElapsedTime(known.Since) >= Stale)
            _known = known = new Known(time.GetTimestamp(), await ReadAsync());
        return known.Spent.GetValueOrDefault((promotion.Id.Value, currency.Code)) >= budget;
    }

    /// <summary>What was taken of a promotion by currency, as it stands.</summary>
    public async Task<IReadOnlyDictionary<string, decimal>> OfAsync(PromotionId promotion)
    {
        await using var db = database.Open();
        return await db.GetTable<PromotionSpentRow>().Where(row => row.PromotionId == promotion.Value)
            .ToDictionaryAsync(row => row.Currency, row => row.Amount, StringComparer.Ordinal);
    }

    /// <summary>Counts the discounts of entries that are appended in the caller's transaction; a hold takes nothing.</summary>
    internal static async Task CountAsync(DataConnection db, IEnumerable<BilledTransactionRow> entries)
    {
        var taken = new Dictionary<(string Promotion, string Currency), decimal>();
        foreach (var entry in entries.Where(entry => entry.Kind != EntryKind.Hold && entry.Document.Contains($"\"rule\":\"{OfPromotion}", StringComparison.Ordinal)))
        {
            foreach (var (promotion, amount) in Discounts(entry.Document))
                taken[(promotion, entry.Currency!)] = taken.GetValueOrDefault((promotion, entry.Currency!)) - amount;
        }

        foreach (var ((promotion, currency), amount) in taken)
        {
            var row = db.GetTable<PromotionSpentRow>().Where(row => row.PromotionId == promotion && row.Currency == currency);
            if (await row.SingleOrDefaultAsync() is { } before)
                await row.Set(spent => spent.Amount, before.Amount + amount).UpdateAsync();
            else
                await db.InsertAsync(new PromotionSpentRow { PromotionId = promotion, Currency = currency, Amount = amount });
        }
    }

    private static IEnumerable<(string Promotion, decimal Amount)> Discounts(string document)
    {
        using var json = JsonDocument.Parse(document);
        foreach (var line in json.RootElement.GetProperty("lines").EnumerateArray())
        {
            if (line.GetProperty("kind").GetString() == nameof(BillLineKind.Discount))
                yield return (line.GetProperty("rule").GetString()![OfPromotion.Length..], decimal.Parse(line.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture));
        }
    }

    private async Task<Dictionary<(string Promotion, string Currency), decimal>> ReadAsync()
    {
        await using var db = database.Open();
        return await db.GetTable<PromotionSpentRow>().ToDictionaryAsync(row => (row.PromotionId, row.Currency), row => row.Amount);
    }

    private sealed record Known(long Since, Dictionary<(string Promotion, string Currency), decimal> Spent);
}

/// <summary>What the ledger's entries took of a promotion in a currency.</summary>
[Table("promotion_spent")]
internal sealed record PromotionSpentRow
{
    [Column("promotion_id"), PrimaryKey(1), NotNull]
    public required string PromotionId { get; init; }

    [Column("currency"), PrimaryKey(2), NotNull]
    public required string Currency { get; init; }

    [Column("amount")]
    public required decimal Amount { get; init; }
}
