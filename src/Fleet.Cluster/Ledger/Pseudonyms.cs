using System.Buffers.Text;
using System.Security.Cryptography;

using Fleet.Cluster.Database;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Fleet.Cluster.Ledger;

/// <summary>What a pseudonym stands for.</summary>
internal static class PseudonymKind
{
    public const string Token = "TOKEN";
    public const string Driver = "DRIVER";
}

/// <summary>A token or a driver.</summary>
/// <param name="Kind">One of <see cref="PseudonymKind"/>.</param>
/// <param name="Value">As it was given.</param>
internal readonly record struct Person(string Kind, string Value)
{
    public static Person OfToken(string token) => new(PseudonymKind.Token, token);

    public static Person OfDriver(string driver) => new(PseudonymKind.Driver, driver);

    /// <summary>The form in which it is compared.</summary>
    public string LookupKey => Kind == PseudonymKind.Token ? new IdToken(Value).Key : Value;
}

/// <summary>
/// Who stands behind the pseudonyms of the ledger. They are random, so that nothing but the table links them to anybody: once a row is erased, nobody can, and the same token
/// gets another pseudonym when it charges again.
/// </summary>
internal static class Pseudonyms
{
    private const int RandomBytes = 16;
    /// <summary>The pseudonyms of <paramref name="people"/>; whoever has none gets one.</summary>
    public static async Task<IReadOnlyDictionary<Person, string>> AssignAsync(DataConnection db, IReadOnlySet<Person> people)
    {
        var tokens = people.Where(person => person.Kind == PseudonymKind.Token).Select(person => person.Value).ToList();
        var drivers = people.Where(person => person.Kind == PseudonymKind.Driver).Select(person => person.Value).ToList();
        var known = await db.GetTable<PseudonymRow>()
            .Where(row => (row.Kind == PseudonymKind.Token && tokens.Contains(row.Value)) || (row.Kind == PseudonymKind.Driver && drivers.Contains(row.Value)))
            .ToDictionaryAsync(row => new Person(row.Kind, row.Value), row => row.Pseudonym);
        var added = people.Where(person => !known.ContainsKey(person))
            .Select(person => new PseudonymRow { Pseudonym = Create(), Kind = person.Kind, Value = person.Value, LookupKey = person.LookupKey })
            .ToList();
        await db.GetTable<PseudonymRow>().InsertAllAsync(added);
        foreach (var row in added)
            known[new Person(row.Kind, row.Value)] = row.Pseudonym;
        return known;
    }

    /// <summary>Who stands behind <paramref name="pseudonyms"/>; one that was erased is not among them.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ResolveAsync(DataConnection db, IReadOnlyCollection<string> pseudonyms) =>
        await db.GetTable<PseudonymRow>()
            .Where(row => pseudonyms.Contains(row.Pseudonym))
            .ToDictionaryAsync(row => row.Pseudonym, row => row.Value, StringComparer.Ordinal);

    private static string Create() => "p_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
}
