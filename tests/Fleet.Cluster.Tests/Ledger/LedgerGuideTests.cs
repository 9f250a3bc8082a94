using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

using Fleet.Cluster.Ledger;
using Fleet.Domain.Charging;

using LinqToDB;

using static Fleet.Cluster.Tests.Given;
using static Fleet.Cluster.Tests.Ledger.TestLedger;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>The numbers in docs/ledger.md are those of a real ledger.</summary>
public sealed partial class LedgerGuideTests
{
    [Fact]
    public async Task The_example_of_the_guide_is_what_the_ledger_holds()
    {
        using var ledger = new TestLedger();
        await using (var db = ledger.Database.Open())
        {
            await db.InsertAsync(new PseudonymRow { Pseudonym = "p_Gx3v0pLr5UOyTQyiCwZtlA", Kind = "TOKEN", Value = "Alice", LookupKey = "ALICE" });
            await db.InsertAsync(new PseudonymRow { Pseudonym = "p_9mJw1hHcRGeXq0cV3f2k7g", Kind = "DRIVER", Value = "driver", LookupKey = "driver" });
        }

        await ledger.AppendAsync(
            (Stopped(), new SessionBilled(Bill())), (Stopped(), new SessionBilled(Bill(0.40m), 3, 1, new Ruling("ops:ann", "wrong tariff", At(90)), CorrectionCause.Tariff)));

        var guide = Guide();
        Assert.Equal(
            (await ledger.RowsAsync()).Select(row => $"| {row.Sequence} | {row.Id}, {row.Revision} | `{row.Kind}` | {row.EnergyWh} | {row.TotalInclTax} | `{row.Hash}` |"),
            EntryLine().Matches(guide).Select(line => line.Value),
            StringComparer.Ordinal);
        Assert.Equal(Hashed().Match(guide).Groups["text"].Value, await ledger.Queries.HashedTextAsync("CP1:700", 1));
    }

    [Fact]
    public void The_first_hash_of_the_guide_is_that_of_the_text_it_shows()
    {
        var guide = Guide();

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Hashed().Match(guide).Groups["text"].Value)));

        Assert.Contains($"| `{hash}` |", EntryLine().Match(guide).Value, StringComparison.Ordinal);
    }

    private static string Guide()
    {
        using var reader = new StreamReader(typeof(LedgerGuideTests).Assembly.GetManifestResourceStream("ledger.md")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^\| \d.*\|$", RegexOptions.Multiline, 1000)]
    private static partial Regex EntryLine();

    [GeneratedRegex(@"^```json\n(?<text>.*)\n```$", RegexOptions.Multiline, 1000)]
    private static partial Regex Hashed();
}
