using System.Xml.Linq;

using Fleet.Cluster.Ledger.Statements;

using static Fleet.Node.Receipts.HtmlPage;

namespace Fleet.Node.Receipts;

/// <summary>A statement as a page.</summary>
internal static class StatementPage
{
    /// <summary>The page.</summary>
    public static string Write(SiteStatement statement, string siteName) => HtmlPage.Write(
        StatementWords.Title(statement, siteName),
        List(StatementWords.Notes(statement)),
        statement.Currencies.Select(sum => new object[]
        {
            Element("h2", $"{StatementWords.Name(sum)}: {sum.Sessions} sessions billed"),
            StatementWords.Parts(sum).Select(part => Table(part.Name, part.Part, sum.Currency)),
        }));

    private static XElement Table(string name, StatementPart part, string? currency) => new(
        "table",
        Element("caption", name),
        new XElement("thead", new XElement("tr", Column("What"), Column("Sum", isMoney: true))),
        new XElement("tbody", StatementWords.Lines(part, currency).Select(line => new XElement("tr", Row(line.Name), Money(line.Amount)))));
}
