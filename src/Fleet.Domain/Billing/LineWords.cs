using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain.Billing;

/// <summary>A bill's line in words that a driver understands.</summary>
public static class LineWords
{
    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    /// <summary>How the amount comes about, such as <c>4.000 kWh x 0.50 EUR per kWh, VAT 19 %</c>; empty where there is nothing to multiply.</summary>
    public static string Calculation(this BillLine line, Currency currency)
    {
        var vat = line.VatPercent is { } percent ? $", VAT {Percent(percent)}" : "";
        return line.Kind switch
        {
            BillLineKind.Energy when line.TariffPointer is null => $"{line.Quantity:0.000} kWh, free of charge",
            BillLineKind.HeldByStation => $"{Time(line)}, free of charge",
            BillLineKind.Flat => $"once a session{vat}",
            BillLineKind.Energy or BillLineKind.Discount or BillLineKind.Premium when line.Unit == BillUnit.WattHour =>
                $"{line.Quantity:0.000} kWh x {Price(line.UnitPrice)} {currency} per kWh{vat}",
            BillLineKind.Time or BillLineKind.ParkingTime or BillLineKind.ReservationTime or BillLineKind.Discount or BillLineKind.Premium
                when line.Unit == BillUnit.Millisecond =>
                $"{Time(line)} = {line.Quantity:0.0#####} h x {Price(line.UnitPrice)} {currency} per hour{vat}",
            BillLineKind.MinPrice or BillLineKind.MaxPrice or BillLineKind.Cap or BillLineKind.Discount or BillLineKind.Premium or BillLineKind.Guard =>
                vat.TrimStart(',', ' '),
            BillLineKind.Energy or BillLineKind.Time or BillLineKind.ParkingTime or BillLineKind.ReservationTime or _ =>
                throw new InvalidOperationException($"{line.Kind} is no kind of line that counts in {line.Unit}."),
        };
    }

    /// <summary>From when to when, by the clocks of <paramref name="zone"/>.</summary>
    public static string Times(this BillLine line, DateTimeZone zone) =>
        line.From == line.To ? At(line.From, zone) : $"{At(line.From, zone)} to {At(line.To, zone)}";

    /// <summary>The readings at both ends.</summary>
    public static string Readings(this BillLine line)
    {
        var readings = line.FromReading == line.ToReading ? $"reading {line.FromReading}" : $"readings {line.FromReading} to {line.ToReading}";
        return line.Interpolated ? $"{readings}, interpolated between readings" : readings;
    }

    /// <summary>Where its price stands, such as <c>tariff /elements/0/price_components/0</c>; empty where no price applies.</summary>
    public static string Source(this BillLine line)
    {
        var pointer = line.TariffPointer is { } at ? $"tariff {at}" : "";
        return !line.Rule.StartsWith(BillRule.Promotion, StringComparison.Ordinal) ? pointer
            : string.Join(", ", new[] { pointer, line.Rule.Replace(':', ' ') }.Where(part => part.Length > 0));
    }

    /// <summary>A moment by the clocks of <paramref name="zone"/>.</summary>
    public static string At(Instant at, DateTimeZone zone) => Moment.Format(at.InZone(zone).LocalDateTime);

    /// <summary>A time that passed, such as <c>1 h 05 min 00 s</c>.</summary>
    public static string Hours(long seconds) => seconds < 0 ? $"-{Hours(-seconds)}" : $"{seconds / 3600} h {seconds / 60 % 60:00} min {seconds % 60:00} s";

    /// <summary>A rate, such as <c>19 %</c>.</summary>
    public static string Percent(decimal percent) => $"{percent:0.####} %";

    /// <summary>A unit price.</summary>
    private static string Price(decimal price) => price.ToString("0.00######");

    /// <summary>To the whole second: a ledger keeps hours to six decimals, which is 4 ms.</summary>
    private static string Time(BillLine line) => Hours((long)Math.Round(line.Volume / 1000m, MidpointRounding.AwayFromZero));
}
