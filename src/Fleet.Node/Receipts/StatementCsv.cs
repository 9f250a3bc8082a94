using System.Globalization;

using CsvHelper;

using Fleet.Cluster.Ledger.Statements;

namespace Fleet.Node.Receipts;

/// <summary>A statement as a table (RFC 4180): one sum a row, so that rows of one section, item and currency of many statements add up.</summary>
internal static class StatementCsv
{
    private static readonly string[] Columns =
    [
        "site", "month", "time_zone", "final", "currency", "section", "item", "tax_rate_percent", "tax_included", "base", "amount", "entries", "energy_wh",
    ];

    /// <summary>The table with its header.</summary>
    public static string Write(SiteStatement statement)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        WriteRow(csv, Columns);
        foreach (var sum in statement.Currencies)
        {
            (string Section, StatementPart Part)[] parts = [("INCOME", sum.Income), ("BILLS", sum.Bills), ("CREDITS", sum.Credits), ("HELD", sum.Held)];
            foreach (var (section, part) in parts)
            {
                object?[] frame = [statement.Month.SiteId, statement.Month.Name, statement.Month.TimeZone, statement.IsFinal ? "yes" : "no", sum.Currency, section];
                foreach (var row in Rows(part))
                    WriteRow(csv, [.. frame, .. row]);
            }
        }

        csv.Flush();
        return text.ToString();
    }

    private static IEnumerable<object?[]> Rows(StatementPart part)
    {
        yield return ["NET", null, null, null, part.Net, part.Entries, part.EnergyWh];
        foreach (var tax in part.Taxes)
            yield return ["TAX", tax.RatePercent, null, tax.Base, tax.Amount, null, null];
        yield return ["GROSS", null, null, null, part.Gross, null, null];
        foreach (var item in part.Items)
            yield return [StatementWords.Code(item.Item), null, item.IncludesTax ? "yes" : "no", null, item.Amount, null, null];
    }

    private static void WriteRow(CsvWriter csv, IEnumerable<object?> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(Convert.ToString(cell, CultureInfo.InvariantCulture));
        csv.NextRecord();
    }
}
