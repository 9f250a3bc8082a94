using System.Text;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain.Billing;

/// <summary>A bill in words that a driver understands: what was paid, for what, line by line. Plain text, at most 100 columns.</summary>
public static class BillExplanation
{
    private const int Width = 100;
    private const int ShortHash = 16;

    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    /// <summary>The text of <paramref name="bill"/>, each line ended by a line feed; the same bill gives the same text.</summary>
    public static string Write(Bill bill)
    {
        var text = new StringBuilder();
        Head(bill, text);
        for (var i = 0; i < bill.Lines.Count; i++)
            Line(bill, i, text);
        Foot(bill, text);
        foreach (var finding in bill.Findings)
            Wrapped($"Note: {finding.Text} ({finding.Code})", 0, text);
        return text.ToString();
    }

    private static void Head(Bill bill, StringBuilder text)
    {
        Wrapped(Summary(bill), 0, text);
        Wrapped($"{bill.Energy.Kwh:0.000} kWh taken, {Hours(bill.ChargingSeconds)} charging, {Hours(bill.IdleSeconds)} connected without charging.", 0, text);
        if (bill.Tariff is { } tariff)
        {
            Wrapped($"Tariff {tariff.Id} as it was when the session started (fingerprint {tariff.Hash[..ShortHash]}), rules {tariff.RuleSet.Id()}.", 0, text);
            Wrapped($"All times are those of {tariff.TimeZone}.", 0, text);
        }

        text.Append('\n');
    }

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

    private static void Line(Bill bill, int index, StringBuilder text)
    {
        var line = bill.Lines[index];
        Amount($"{index + 1,2}. {line.Text}", line.Amount, bill, text);
        if (Calculation(line, bill.Currency!) is { Length: > 0 } calculation)
            Wrapped(calculation, 4, text);
        Wrapped(Evidence(line, bill), 4, text);
    }

    private static string Calculation(BillLine line, Currency currency)
    {
        var vat = line.VatPercent is { } percent ? $", VAT {percent:0.####} %" : "";
        return line.Kind switch
        {
            BillLineKind.Energy when line.TariffPointer is null => $"{line.Quantity:0.000} kWh, free of charge",
            BillLineKind.Energy => $"{line.Quantity:0.000} kWh x {Price(line.UnitPrice)} {currency} per kWh{vat}",
            BillLineKind.Time or BillLineKind.ParkingTime =>
                $"{Hours((long)line.Volume / 1000)} = {line.Quantity:0.0#####} h x {Price(line.UnitPrice)} {currency} per hour{vat}",
            BillLineKind.HeldByStation => $"{Hours((long)line.Volume / 1000)}, free of charge",
            BillLineKind.Flat => $"once a session{vat}",
            BillLineKind.ReservationTime => $"{Hours((long)line.Volume / 1000)} = {line.Quantity:0.0#####} h x {Price(line.UnitPrice)} {currency} per hour{vat}",
            BillLineKind.Discount or BillLineKind.Premium when line.Unit == BillUnit.WattHour =>
                $"{line.Quantity:0.000} kWh x {Price(line.UnitPrice)} {currency} per kWh{vat}",
            BillLineKind.Discount or BillLineKind.Premium when line.Unit == BillUnit.Millisecond =>
                $"{Hours((long)line.Volume / 1000)} = {line.Quantity:0.0#####} h x {Price(line.UnitPrice)} {currency} per hour{vat}",
            BillLineKind.MinPrice or BillLineKind.MaxPrice or BillLineKind.Cap or BillLineKind.Discount or BillLineKind.Premium or BillLineKind.Guard =>
                vat.TrimStart(',', ' '),
            _ => throw new InvalidOperationException($"{line.Kind} is no kind of line."),
        };
    }

    private static string Evidence(BillLine line, Bill bill)
    {
        var zone = bill.Tariff is { } tariff ? DateTimeZoneProviders.Tzdb[tariff.TimeZone] : DateTimeZone.Utc;
        var from = Moment.Format(line.From.InZone(zone).LocalDateTime);
        var to = Moment.Format(line.To.InZone(zone).LocalDateTime);
        var when = line.From == line.To ? from : $"{from} to {to}";
        var readings = line.FromReading == line.ToReading ? $"reading {line.FromReading}" : $"readings {line.FromReading} to {line.ToReading}";
        var between = line.Interpolated ? ", interpolated between readings" : "";
        var pointer = line.TariffPointer is { } at ? $", tariff {at}" : "";
        var promotion = line.Rule.StartsWith(BillRule.Promotion, StringComparison.Ordinal) ? $", {line.Rule.Replace(':', ' ')}" : "";
        return $"{when}, {readings}{between}{pointer}{promotion}";
    }

    private static void Foot(Bill bill, StringBuilder text)
    {
        if (bill.Currency is null)
            return;
        text.Append('-', Width).Append('\n');
        if (bill.TotalExclTax is { } net)
            Amount("Without tax", net, bill, text);
        foreach (var tax in bill.Taxes)
            Amount(tax.RatePercent is { } rate ? $"VAT {rate:0.####} % on {tax.Base} {bill.Currency}" : "Tax within the price limit", tax.Amount, bill, text);
        if (bill.TotalInclTax is { } gross)
            Amount("To pay", gross, bill, text);
        var sum = bill.TaxBasis == TaxBasis.Included ? "with tax, which contains the tax" : "without tax; tax is due on the sum of its rate";
        Wrapped($"Check it: the amounts of the {bill.Lines.Count} lines add up to the total {sum}. Halves are rounded up.", 0, text);
    }

    private static void Amount(string label, decimal amount, Bill bill, StringBuilder text)
    {
        var money = $"{amount} {bill.Currency}";
        text.Append(label).Append(' ').Append('.', Math.Max(Width - label.Length - money.Length - 2, 0)).Append(' ').Append(money).Append('\n');
    }

    private static void Wrapped(string sentence, int indent, StringBuilder text)
    {
        var column = 0;
        foreach (var word in sentence.Split(' '))
        {
            for (var rest = word; rest.Length > 0; rest = rest[Math.Min(rest.Length, Width - indent)..])
            {
                var part = rest[..Math.Min(rest.Length, Width - indent)];
                if (column > 0 && column + 1 + part.Length > Width)
                {
                    text.Append('\n');
                    column = 0;
                }

                text.Append(column == 0 ? new string(' ', indent) : " ").Append(part);
                column = (column == 0 ? indent : column + 1) + part.Length;
            }
        }

        text.Append('\n');
    }

    private static string Price(decimal price) => price.ToString("0.00######");

    private static string Hours(long seconds) => $"{seconds / 3600} h {seconds / 60 % 60:00} min {seconds % 60:00} s";
}
