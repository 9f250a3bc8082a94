using System.Buffers;
using System.Text;
using System.Text.Json;

using LinqToDB.Data;

namespace Fleet.Cluster.Ledger;

/// <summary>An entry as it is read: what is stored, and whether a later one took its place.</summary>
/// <param name="Sequence">Its place in the chain.</param>
/// <param name="PreviousHash">The hash of the entry before.</param>
/// <param name="Hash">Its own.</param>
/// <param name="Revision">Which of its session's entries.</param>
/// <param name="Kind">One of <see cref="EntryKind"/>.</param>
/// <param name="IsReplaced">Whether its session has a later entry.</param>
/// <param name="Document">What it says.</param>
internal sealed record StoredEntry(long Sequence, string PreviousHash, string Hash, int Revision, string Kind, bool IsReplaced, string Document)
{
    /// <summary>What became of it: of a session's entries exactly one is <c>BILLED</c> or <c>HELD</c>.</summary>
    public string State => (Kind, IsReplaced) switch
    {
        (EntryKind.Credit, _) => "CREDIT",
        (_, true) => "CREDITED",
        (EntryKind.Bill, false) => "BILLED",
        (EntryKind.Hold, false) => "HELD",
        _ => throw new InvalidOperationException($"the ledger knows no kind {Kind}"),
    };

    /// <summary>The revision that took its place; null while it is live, and for a credit. A bill's is the one after its credit.</summary>
    public int? ReplacedBy => (Kind, IsReplaced) switch
    {
        (EntryKind.Bill, true) => Revision + 2,
        (EntryKind.Hold, true) => Revision + 1,
        _ => null,
    };

    /// <summary>
    /// The documents of <paramref name="entries"/> with what is computed when they are read: the state, the place in the chain, and the token and the driver where their pseudonyms
    /// may still be resolved; else the pseudonyms themselves.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ShowAsync(DataConnection db, IReadOnlyList<StoredEntry> entries)
    {
        var documents = entries.Select(entry => CanonicalObject.Read(entry.Document)).ToList();
        var pseudonyms = documents.SelectMany(PseudonymsIn).ToHashSet(StringComparer.Ordinal);
        var people = await Pseudonyms.ResolveAsync(db, pseudonyms);
        return [.. entries.Zip(documents, (entry, document) => entry.Show(document, people))];
    }

    private static IEnumerable<string> PseudonymsIn(CanonicalObject document) =>
        document.Text("driverId"u8) is { } driver ? [document.RequiredText("token"u8), driver] : [document.RequiredText("token"u8)];

    private string Show(CanonicalObject document, IReadOnlyDictionary<string, string> people)
    {
        var shown = new ArrayBufferWriter<byte>(4096);
        document.CopyWith(
            shown,
            ("driverId", Name(document.Text("driverId"u8))),
            ("ledger", $$"""{"hash":"{{Hash}}","previousHash":"{{PreviousHash}}","sequence":{{Sequence}}}"""),
            ("replacedBy", ReplacedBy is { } revision ? $$"""{"revision":{{revision}}}""" : "null"),
            ("state", $"\"{State}\""),
            ("token", Name(document.Text("token"u8))));
        return Encoding.UTF8.GetString(shown.WrittenSpan);

        string Name(string? pseudonym) => pseudonym is null ? "null" : JsonSerializer.Serialize(people.GetValueOrDefault(pseudonym, pseudonym));
    }
}
