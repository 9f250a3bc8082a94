using System.Xml.Linq;

using Fleet.Domain.Billing;

using static Fleet.Node.Receipts.HtmlPage;

namespace Fleet.Node.Receipts;

/// <summary>A receipt as a page.</summary>
internal static class ReceiptPage
{
    /// <summary>The page.</summary>
    public static string Write(Receipt receipt)
    {
        var bill = receipt.Entry.Bill;
        return HtmlPage.Write(
            receipt.Title,
            receipt.Statements().Select(statement => Element("p", statement)),
            new XElement("dl", receipt.Facts().Select(fact => new object[] { Element("dt", fact.Term), Element("dd", fact.Text) })),
            bill.Currency is { } currency ? [Lines(receipt, currency), Taxes(bill, currency)] : Array.Empty<XElement>(),
            Notes(bill),
            Element("h2", "Check it yourself"),
            List(bill.Currency is null ? receipt.Checks() : receipt.Checks().Prepend($"Add it up: {BillExplanation.Check(bill)}")));
    }

    private static XElement Lines(Receipt receipt, Currency currency) => new(
        "table",
        Element("caption", "What it is made of"),
        new XElement("thead", new XElement("tr", Column("No."), Column("For"), Column("Time and readings"), Column($"Amount, {currency}", isMoney: true))),
        new XElement("tbody", receipt.Entry.Bill.Lines.Select((line, index) => new XElement(
            "tr",
            Element("td", $"{index + 1}"),
            Row(line.Text, Small(line.Calculation(currency)), Small(line.Source())),
            new XElement("td", line.Times(receipt.Zone), Small(line.Readings())),
            Money($"{line.Amount}")))),
        new XElement("tfoot", Totals(receipt).Select(total => new XElement("tr", new XElement("th", new XAttribute("scope", "row"), new XAttribute("colspan", "3"), total.Name), Money(total.Amount)))));

    private static IEnumerable<(string Name, string Amount)> Totals(Receipt receipt)
    {
        var bill = receipt.Entry.Bill;
        if (bill.TotalExclTax is { } net)
            yield return ("Without tax", $"{net}");
        if (bill is { TotalInclTax: { } gross, TotalExclTax: { } untaxed })
            yield return ("Tax", $"{gross - untaxed}");
        if (bill.TotalInclTax is { } total)
            yield return (receipt.TotalName, $"{total}");
    }

    private static XElement Taxes(Bill bill, Currency currency) => bill.Taxes.IsEmpty
        ? Element("p", "No VAT is named by the tariff.")
        : new XElement(
            "table",
            Element("caption", "Value added tax"),
            new XElement("thead", new XElement("tr", Column("Rate"), Column($"On, {currency}", isMoney: true), Column($"Tax, {currency}", isMoney: true))),
            new XElement("tbody", bill.Taxes.Select(tax => new XElement(
                "tr",
                Row(tax.RatePercent is { } rate ? LineWords.Percent(rate) : "within the price limit"),
                Money($"{tax.Base}"),
                Money($"{tax.Amount}")))));

    private static IEnumerable<XElement> Notes(Bill bill) => bill.Findings.IsEmpty ? [] : [Element("h2", "Notes"), List(BillExplanation.Notes(bill))];

    private static IEnumerable<XElement> Small(string text) => text.Length == 0 ? [] : [Element("small", text)];
}
