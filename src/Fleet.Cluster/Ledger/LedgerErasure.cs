using Fleet.Cluster.Database;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;

using NodaTime;

namespace Fleet.Cluster.Ledger;

/// <summary>What came of an erasure.</summary>
/// <param name="Pseudonyms">How many pseudonyms stand for nobody now: 0 when the ledger knows no such token or driver.</param>
/// <param name="Refusal">Why nothing was erased, in a sentence that names the field; null when it was not refused.</param>
public sealed record Erasure(int Pseudonyms, string? Refusal = null);

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
    public Task<Erasure> EraseTokenAsync(IdToken token, string by, string reason, Instant at) => EraseAsync(Person.OfToken(token.Value), by, reason, at);

    /// <summary>Erases a driver.</summary>
    /// <param name="driverId">The driver's id, in the very letters in which it was entered.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="reason">Why; must not name the driver.</param>
    /// <param name="at">When.</param>
    public Task<Erasure> EraseDriverAsync(string driverId, string by, string reason, Instant at) => EraseAsync(Person.OfDriver(driverId), by, reason, at);

    private async Task<Erasure> EraseAsync(Person person, string by, string reason, Instant at)
    {
        if (RefusalOf(person, by, reason) is { } refusal)
            return new Erasure(0, refusal);
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
        return new Erasure(erased.Count);
    }

    private static string? RefusalOf(Person person, string by, string reason)
    {
        if (string.IsNullOrWhiteSpace(person.Value))
            return "value: must name the token or the driver to erase";
        if (string.IsNullOrWhiteSpace(by))
            return "by: must say who erases";
        if (string.IsNullOrWhiteSpace(reason))
            return "reason: must say why";
        return reason.Contains(person.Value, StringComparison.OrdinalIgnoreCase)
            ? "reason: must not name what is to be forgotten, because the reason is kept"
            : null;
    }
}
