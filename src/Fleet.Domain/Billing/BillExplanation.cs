using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>A bill in words that a driver understands: what was paid, for what, line by line. Plain text, at most 100 columns.</summary>
public static class BillExplanation
{
    private const int ShortHash = 16;

    /// <summary>The text of <paramref name="bill"/>, each line ended by a line feed; the same bill gives the same text.</summary>
    public static string Write(Bill bill)
    {
        var sheet = new TextSheet().Say(Summary(bill)).Say(Use(bill));
        if (bill.Tariff is { } tariff)
        {
            sheet.Say($"Tariff {tariff.Id} as it was when the session started (fingerprint {tariff.Hash[..ShortHash]}), rules {tariff.RuleSet.Id()}.");
            sheet.Say($"All times are those of {tariff.TimeZone}.");
        }

        sheet.Blank();
        WriteLines(bill, "To pay", sheet);
        return sheet.ToString();
    }

    /// <summary>The lines of <paramref name="bill"/>, its sums and its findings.</summary>
    /// <param name="bill">The bill.</param>
    /// <param name="total">What its total is called.</param>
    /// <param name="sheet">Where to.</param>
    public static void WriteLines(Bill bill, string total, TextSheet sheet)
    {
        for (var i = 0; i < bill.Lines.Count; i++)
            Line(bill, i, sheet);
        Foot(bill, total, sheet);
        foreach (var note in Notes(bill))
            sheet.Say(note);
    }

    /// <summary>What was taken, and for how long.</summary>
    public static string Use(Bill bill) =>
        $"{bill.Energy.Kwh:0.000} kWh taken, {LineWords.Hours(bill.ChargingSeconds)} charging, {LineWords.Hours(bill.IdleSeconds)} connected without charging.";

    /// <summary>The clocks that the bill's times are of.</summary>
    public static DateTimeZone Zone(Bill bill) => bill.Tariff is { } tariff ? DateTimeZoneProviders.Tzdb[tariff.TimeZone] : DateTimeZone.Utc;

    /// <summary>How anyone adds it up.</summary>
    public static string Check(Bill bill)
    {
        var sum = bill.TaxBasis == TaxBasis.Included ? "with tax, which contains the tax" : "without tax; tax is due on the sum of its rate";
        var lines = bill.Lines.Count == 1 ? "the amount of the one line is" : $"the amounts of the {bill.Lines.Count} lines add up to";
        return $"{lines} the total {sum}. Halves are rounded up.{Rounding(bill)}";
    }

    // billing.md 1.7: what rounding each line to what can be paid comes to is said, not hidden.
    private static string Rounding(Bill bill)
    {
        var (rounded, exact) = bill.TaxBasis == TaxBasis.Included ? (bill.TotalInclTax, bill.ExactInclTax) : (bill.TotalExclTax, bill.ExactExclTax);
        return rounded - exact is not { } difference || Math.Round(difference, 6, MidpointRounding.AwayFromZero) is not (not 0m and var shown)
            ? ""
            : $" Rounding them makes it {Math.Abs(shown):0.00####} {bill.Currency} {(shown > 0m ? "more" : "less")} than the exact sum.";
    }

    /// <summary>What a tax is called.</summary>
    public static string Tax(TaxLine tax, Currency currency) =>
        tax.RatePercent is { } rate ? $"VAT {LineWords.Percent(rate)} on {tax.Base} {currency}" : "Tax within the price limit";

    /// <summary>The bill's findings in words.</summary>
    public static IEnumerable<string> Notes(Bill bill) => bill.Findings.Select(finding => $"Note: {finding.Text} ({finding.Code})");

    private static string Summary(Bill bill)
    {
        var total = bill.Currency is null ? "not priced"
            : bill.TotalInclTax is { } gross ? $"{gross} {bill.Currency} including tax"
            : bill.TotalExclTax is { } net ? $"{net} {bill.Currency} plus tax, which the tariff does not name"
            : "not derivable";
        return bill.State switch
        {
            BillState.Billed => $"Total: {total}.",
            BillState.Held => $"HELD for {string.Join(", ", bill.HeldFor)}: nothing is charged until a person has looked at it. Proposal: {total}.",
            _ => throw new InvalidOperationException($"{bill.State} is no state of a bill."),
        };
    }

    private static void Line(Bill bill, int index, TextSheet sheet)
    {
        var line = bill.Lines[index];
        sheet.Amount($"{index + 1,2}. {line.Text}", $"{line.Amount} {bill.Currency}");
        if (line.Calculation(bill.Currency!) is { Length: > 0 } calculation)
            sheet.Say(calculation, 4);
        var source = line.Source() is { Length: > 0 } at ? $", {at}" : "";
        sheet.Say($"{line.Times(Zone(bill))}, {line.Readings()}{source}", 4);
    }

    private static void Foot(Bill bill, string total, TextSheet sheet)
    {
        if (bill.Currency is not { } currency)
            return;
        sheet.Rule();
        if (bill.TotalExclTax is { } net)
            sheet.Amount("Without tax", $"{net} {currency}");
        foreach (var tax in bill.Taxes)
            sheet.Amount(Tax(tax, currency), $"{tax.Amount} {currency}");
        if (bill.TotalInclTax is { } gross)
            sheet.Amount(total, $"{gross} {currency}");
        sheet.Say($"Check it: {Check(bill)}");
    }
}
