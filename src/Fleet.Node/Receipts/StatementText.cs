using Fleet.Cluster.Ledger.Statements;
using Fleet.Domain.Billing;

namespace Fleet.Node.Receipts;

/// <summary>A statement as text for people.</summary>
internal static class StatementText
{
    /// <summary>Plain text, at most 100 columns wide.</summary>
    public static string Write(SiteStatement statement, string siteName)
    {
        var sheet = new TextSheet().Say(StatementWords.Title(statement, siteName));
        foreach (var note in StatementWords.Notes(statement))
            sheet.Say(note);
        foreach (var sum in statement.Currencies)
        {
            sheet.Blank().Say($"{StatementWords.Name(sum)}: {sum.Sessions} sessions billed");
            foreach (var (name, part) in StatementWords.Parts(sum))
            {
                sheet.Rule().Say(name);
                foreach (var line in StatementWords.Lines(part, sum.Currency))
                    sheet.Amount($"  {line.Name}", line.Amount);
            }
        }

        return sheet.ToString();
    }
}
