using Fleet.Domain;
using Fleet.Domain.Metering.Signed;

namespace Fleet.Cli.Metering;

/// <summary>A signed value in a file.</summary>
/// <param name="Value">The value.</param>
/// <param name="Transaction">The transaction that the file gives it to; null when it gives it to none.</param>
/// <param name="Context">Its occasion in the words of the file, such as Transaction.Begin; null when none is said.</param>
internal sealed record SignedEntry(SignedValue Value, string? Transaction = null, string? Context = null)
{
    private bool Begins => Value.Record?.Readings.Items.Any(reading => reading.IsBegin) == true;

    private bool Ends => Value.Record?.Readings.Items.Any(reading => reading.IsEnd) == true;

    /// <summary>
    /// The places of the entries that belong to one transaction each: as the file says, and else from a record that begins one to the next that ends it. Only the records of one
    /// transaction can be complete or not.
    /// </summary>
    public static IEnumerable<ValueList<int>> Transactions(IReadOnlyList<SignedEntry> entries)
    {
        foreach (var named in Enumerable.Range(0, entries.Count).Where(i => entries[i].Transaction is not null).GroupBy(i => entries[i].Transaction, StringComparer.Ordinal))
            yield return named.ToValueList();
        var open = new List<int>();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Transaction is not null)
                continue;
            if (open.Count > 0 && (entry.Begins || entry.Value.Record is null))
            {
                yield return open.ToValueList();
                open.Clear();
            }

            open.Add(i);
            if (entry.Ends || entry.Value.Record is null)
            {
                yield return open.ToValueList();
                open.Clear();
            }
        }

        if (open.Count > 0)
            yield return open.ToValueList();
    }
}
