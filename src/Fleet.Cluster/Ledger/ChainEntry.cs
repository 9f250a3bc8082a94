using System.Data.Common;
using System.Globalization;

using Fleet.Cluster.Database;

using NodaTime;

namespace Fleet.Cluster.Ledger;

/// <summary>A row of the ledger as the database holds it, whatever it holds: what was tampered with may not be readable as what it ought to be.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="PreviousHash">The hash of the entry before.</param>
/// <param name="Hash">Its own.</param>
/// <param name="Document">What it says.</param>
/// <param name="Copies">The columns of <see cref="EntryColumns.Names"/>.</param>
internal sealed record ChainEntry(long Sequence, string? PreviousHash, string? Hash, string Document, IReadOnlyList<object?> Copies)
{
    /// <summary>What <see cref="Read"/> wants selected, in this order.</summary>
    public static readonly IReadOnlyList<string> Columns = ["sequence", "previous_hash", "hash", "document", .. EntryColumns.Names];

    /// <summary>The session's id.</summary>
    public string Id => $"{Copies[0]}";

    /// <summary>Whether it is its session's first entry.</summary>
    public bool IsFirst => Same(Copies[1], 1);

    /// <summary>What a person calls it.</summary>
    public string Name => $"{Copies[0]}, revision {Copies[1]}";

    /// <summary>Reads a row.</summary>
    public static ChainEntry Read(DbDataReader row)
    {
        var copies = new object?[EntryColumns.Names.Count];
        for (var i = 0; i < copies.Length; i++)
            copies[i] = row.GetValue(i + Columns.Count - copies.Length);
        return new ChainEntry(row.GetInt64(0), row.GetValue(1) as string, row.GetValue(2) as string, row.GetValue(3) as string ?? "", copies);
    }

    /// <summary>The first column that does not say what the document says; null when all do.</summary>
    public string? DifferentColumn(EntryColumns columns)
    {
        var expected = columns.Values;
        for (var i = 0; i < expected.Count; i++)
        {
            if (!Same(Copies[i], expected[i]))
                return EntryColumns.Names[i];
        }

        return null;
    }

    /// <summary>SQLite keeps times and money as text, which must be the very text that the appender writes.</summary>
    private static bool Same(object? stored, object? expected) => (stored, expected) switch
    {
        (null or DBNull, _) => expected is null,
        (string text, Instant at) => text == SqlInstant.Write(at),
        (string text, decimal amount) => text == amount.ToString(CultureInfo.InvariantCulture),
        (DateTime time, Instant at) => time == at.ToDateTimeUtc(),
        (int or long, int or long) => Convert.ToInt64(stored, CultureInfo.InvariantCulture) == Convert.ToInt64(expected, CultureInfo.InvariantCulture),
        _ => stored.Equals(expected),
    };
}

/// <summary>An entry that a later one of its session refers to.</summary>
/// <param name="Sequence">Its place in the chain.</param>
/// <param name="Id">The session's id.</param>
/// <param name="Document">What it says.</param>
internal sealed record EarlierEntry(long Sequence, string Id, string Document);
