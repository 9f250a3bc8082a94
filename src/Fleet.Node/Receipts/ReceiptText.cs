using Fleet.Domain.Billing;

namespace Fleet.Node.Receipts;

/// <summary>A receipt as plain text, at most 100 columns wide.</summary>
internal static class ReceiptText
{
    /// <summary>The text, each line ended by a line feed; the same receipt gives the same text.</summary>
    public static string Write(Receipt receipt)
    {
        var sheet = new TextSheet().Say(receipt.Title).Blank();
        foreach (var (term, text) in receipt.Facts())
            sheet.Say($"{term}: {text}.");
        sheet.Blank();
        foreach (var statement in receipt.Statements())
            sheet.Say(statement);
        sheet.Blank();
        BillExplanation.WriteLines(receipt.Entry.Bill, receipt.TotalName, sheet);
        sheet.Blank();
        foreach (var check in receipt.Checks())
            sheet.Say(check);
        return sheet.ToString();
    }
}
