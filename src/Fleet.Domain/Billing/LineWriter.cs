using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>Writes the lines of a bill.</summary>
/// <param name="currency">In which amounts are rounded.</param>
internal sealed class LineWriter(Currency currency)
{
    private const decimal WhPerKwh = 1000m;
    private const decimal MillisecondsPerHour = 3_600_000m;

    /// <summary>The amount of a volume at a price, not rounded.</summary>
    /// <param name="unit">What the volume counts.</param>
    /// <param name="volume">Wh, ms or 1.</param>
    /// <param name="unitPrice">Per kWh, per hour or for the whole.</param>
    public static decimal Amount(BillUnit unit, decimal volume, decimal unitPrice) => unit switch
    {
        BillUnit.WattHour => unitPrice * volume / WhPerKwh,
        BillUnit.Millisecond => unitPrice * volume / MillisecondsPerHour,
        BillUnit.One => unitPrice * volume,
        _ => throw new InvalidOperationException($"{unit} is no unit of a line."),
    };

    /// <summary>The same line, of 0.00: a guard kept it off the bill.</summary>
    public static BillLine Free(BillLine line, string text, string rule) =>
        line with { Kind = BillLineKind.Guard, Text = text, UnitPrice = 0m, ExactAmount = 0m, Amount = line.Amount - line.Amount, Rule = rule };

    /// <summary>The line of what was collected under one price.</summary>
    public BillLine Line(BillLineKind kind, in DimensionRun run, EnergyCurve curve)
    {
        var (from, to) = (Instant.FromUnixTimeTicks(run.From), Instant.FromUnixTimeTicks(run.To));
        var isEnergy = kind == BillLineKind.Energy;
        decimal volume = isEnergy ? run.Volume / 1000m : run.Volume;
        var exact = run.Price is { } price ? Amount(kind.Usual(), volume, price.Component.Price) : 0m;
        var line = Line(kind, Text(kind, run.Price), volume, exact, run.Price, from, to, curve);
        return isEnergy ? line with { Interpolated = IsInterpolated(from, to, curve) } : line;
    }

    /// <summary>Whether the energy at one end of a line is not proven by a reading.</summary>
    public static bool IsInterpolated(Instant from, Instant to, EnergyCurve curve) => !curve.IsProvenAt(from) || !curve.IsProvenAt(to);

    /// <summary>A line.</summary>
    public BillLine Line(BillLineKind kind, string text, decimal volume, decimal exact, Candidate? price, Instant from, Instant to, EnergyCurve curve) => new()
    {
        Kind = kind,
        Text = text,
        Volume = volume,
        Unit = kind.Usual(),
        UnitPrice = price?.Component.Price ?? 0m,
        ExactAmount = exact,
        Amount = currency.Round(exact),
        VatPercent = price?.Component.VatPercent,
        From = from,
        To = to,
        FromReading = curve.ReadingBefore(from),
        ToReading = curve.ReadingAfter(to),
        TariffPointer = price?.Location,
        Rule = price is { IsGrace: true } ? BillRule.IdleGrace
            : price is not null ? BillRule.FirstMatch
            : kind == BillLineKind.HeldByStation ? BillRule.HeldByStation : BillRule.NotPriced,
    };

    private static string Text(BillLineKind kind, Candidate? price) => kind switch
    {
        BillLineKind.Energy when price is null => "Energy, not priced",
        BillLineKind.Energy => "Energy",
        BillLineKind.Time => "Charging time",
        BillLineKind.ParkingTime when price is { IsGrace: true } => "Parking time within the grace period",
        BillLineKind.ParkingTime => "Parking time",
        BillLineKind.HeldByStation => "Power held back by the station, not billed",
        BillLineKind.ReservationTime => "Reservation time",
        BillLineKind.Flat or BillLineKind.MinPrice or BillLineKind.MaxPrice or BillLineKind.Cap or BillLineKind.Discount or BillLineKind.Premium
            or BillLineKind.Guard or _ => throw new InvalidOperationException($"{kind} is not collected over time."),
    };
}
