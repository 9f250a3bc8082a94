using Fleet.Cluster.Database;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;

using NodaTime;

namespace Fleet.Cluster.Ledger;

/// <summary>
/// Makes the ledger forget who somebody was. The entries stay and verify; their pseudonyms stand for nobody from then on, and whoever charges again gets another one. What other
/// tables and the journal say of a person is not touched.
/// </summary>
/// <param name="database">Where the ledger is.</param>
public sealed class LedgerErasure(FleetDatabase database)
{
    /// <summary>Erases a token, in whatever case it was written.</summary>
    /// <param name="token">The token.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="reason">Why; must not name the token.</param>
    /// <param name="at">When.</param>
    /// <returns>How many pseudonyms it had: 0 when the ledger knows no such token.</returns>
    /// <exception cref="ArgumentException">By or reason is missing, or the reason would keep what is to be forgotten; nothing was erased.</exception>
    public Task<int> EraseTokenAsync(IdToken token, string by, string reason, Instant at) => EraseAsync(Person.OfToken(token.Value), by, reason, at);

    /// <summary>Erases a driver.</summary>
    /// <param name="driverId">The driver's id, in the very letters in which it was entered.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="reason">Why; must not name the driver.</param>
    /// <param name="at">When.</param>
    /// <returns>How many pseudonyms the driver had: 0 when the ledger knows no such driver.</returns>
    /// <exception cref="ArgumentException">By or reason is missing, or the reason would keep what is to be forgotten; nothing was erased.</exception>
    public Task<int> EraseDriverAsync(string driverId, string by, string reason, Instant at) => EraseAsync(Person.OfDriver(driverId), by, reason, at);

    private async Task<int> EraseAsync(Person person, string by, string reason, Instant at)
    {
        Check(person, by, reason);
        await using var db = database.Open();
        await using var transaction = await db.BeginTransactionAsync();
        var key = person.LookupKey;
        var erased = await db.GetTable<PseudonymRow>()
            .Where(row => row.Kind == person.Kind && row.LookupKey == key)
            .DeleteWithOutputAsync(row => row.Pseudonym)
            .ToListAsync();
        foreach (var pseudonym in erased)
            await db.InsertAsync(new ErasureRow { Pseudonym = pseudonym, Kind = person.Kind, ErasedAt = at, ErasedBy = by, Reason = reason });
        await transaction.CommitAsync();
        return erased.Count;
    }

    private static void Check(Person person, string by, string reason)
    {
        if (string.IsNullOrWhiteSpace(person.Value))
            throw new ArgumentException("value: must name the token or the driver to erase");
        if (string.IsNullOrWhiteSpace(by))
            throw new ArgumentException("by: must say who erases");
        if (string.IsNullOrWhiteSpace(reason))
            throw new ArgumentException("reason: must say why");
        if (reason.Contains(person.Value, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("reason: must not name what is to be forgotten, because the reason is kept");
    }
}
