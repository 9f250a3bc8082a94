using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>What a bill line charges for.</summary>
public enum BillLineKind
{
    /// <summary>Energy; volume in Wh.</summary>
    Energy = 1,

    /// <summary>Charging time; volume in ms.</summary>
    Time = 2,

    /// <summary>Parking time; volume in ms.</summary>
    ParkingTime = 3,

    /// <summary>A fee for the session; volume 1.</summary>
    Flat = 4,

    /// <summary>Time in which the station held power back, always 0.00; volume in ms.</summary>
    HeldByStation = 5,

    /// <summary>What is missing to the tariff's least price; volume 1.</summary>
    MinPrice = 6,

    /// <summary>What is above the tariff's highest price, negative; volume 1.</summary>
    MaxPrice = 7,

    /// <summary>Time for which the EVSE was kept free; volume in ms.</summary>
    ReservationTime = 8,

    /// <summary>What is above the most that a dimension costs, negative; volume 1.</summary>
    Cap = 9,

    /// <summary>A promotion or a membership, negative; volume as of what it is about.</summary>
    Discount = 10,

    /// <summary>What a premium station costs more; volume as of what it is about.</summary>
    Premium = 11,

    /// <summary>A guard that kept something off the bill, always 0.00; volume 1.</summary>
    Guard = 12,
}

/// <summary>One line of a bill: a quantity that readings prove, times a price that the tariff names.</summary>
public sealed record BillLine
{
    /// <summary>What is charged.</summary>
    public required BillLineKind Kind { get; init; }

    /// <summary>The same in words.</summary>
    public required string Text { get; init; }

    /// <summary>Quantity in the smallest unit: Wh, ms, or 1; exact, a Wh to three decimals.</summary>
    public required decimal Volume { get; init; }

    /// <summary>What <see cref="Volume"/> counts.</summary>
    public required BillUnit Unit { get; init; }

    /// <summary>Price of a kWh, an hour, or the whole.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>Volume times price, not rounded.</summary>
    public required decimal ExactAmount { get; init; }

    /// <summary>What is charged, in the currency's minor unit.</summary>
    public required decimal Amount { get; init; }

    /// <summary>VAT in percent; null where the tariff gives none.</summary>
    public decimal? VatPercent { get; init; }

    /// <summary>Start of the time it is about.</summary>
    public required Instant From { get; init; }

    /// <summary>End of that time.</summary>
    public required Instant To { get; init; }

    /// <summary>Number of the last reading at or before <see cref="From"/>.</summary>
    public required int FromReading { get; init; }

    /// <summary>Number of the first reading at or after <see cref="To"/>.</summary>
    public required int ToReading { get; init; }

    /// <summary>Whether the energy at one of its ends lies between two readings and was interpolated.</summary>
    public bool Interpolated { get; init; }

    /// <summary>JSON pointer of the price in the tariff's canonical JSON; null where no price applies.</summary>
    public string? TariffPointer { get; init; }

    /// <summary>The rule that made the line: one of <see cref="BillRule"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>Quantity in the unit that the price is for: kWh, hours rounded to six decimals, or the whole.</summary>
    public decimal Quantity => Unit switch
    {
        BillUnit.WattHour => Volume / 1000m,
        BillUnit.Millisecond => Math.Round(Volume / 3_600_000m, 6, MidpointRounding.AwayFromZero),
        BillUnit.One => Volume,
        _ => throw new InvalidOperationException($"{Unit} is no unit of a line."),
    };
}

/// <summary>What a bill line counts.</summary>
public enum BillUnit
{
    /// <summary>Energy in Wh; priced by the kWh.</summary>
    WattHour = 1,

    /// <summary>Time in ms; priced by the hour.</summary>
    Millisecond = 2,

    /// <summary>The whole.</summary>
    One = 3,
}

/// <summary>The units of bill lines in interfaces.</summary>
public static class BillUnits
{
    /// <summary>What a line of <paramref name="kind"/> counts unless it says otherwise.</summary>
    public static BillUnit Usual(this BillLineKind kind) => kind switch
    {
        BillLineKind.Energy => BillUnit.WattHour,
        BillLineKind.Time or BillLineKind.ParkingTime or BillLineKind.HeldByStation or BillLineKind.ReservationTime => BillUnit.Millisecond,
        BillLineKind.Flat or BillLineKind.MinPrice or BillLineKind.MaxPrice or BillLineKind.Cap or BillLineKind.Discount or BillLineKind.Premium
            or BillLineKind.Guard => BillUnit.One,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of a bill line."),
    };

    /// <summary>What a quantity is given in: <c>kWh</c>, <c>h</c> or <c>1</c>.</summary>
    public static string Symbol(this BillUnit unit) => unit switch
    {
        BillUnit.WattHour => "kWh",
        BillUnit.Millisecond => "h",
        BillUnit.One => "1",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a unit of a bill line."),
    };

    /// <summary>The unit of that symbol, or null.</summary>
    public static BillUnit? Find(string symbol) => symbol switch
    {
        "kWh" => BillUnit.WattHour,
        "h" => BillUnit.Millisecond,
        "1" => BillUnit.One,
        _ => null,
    };

    /// <summary>The volume of a line's quantity: the inverse of <see cref="BillLine.Quantity"/>, times to the whole millisecond.</summary>
    public static decimal Volume(this BillUnit unit, decimal quantity) => unit switch
    {
        BillUnit.WattHour => quantity * 1000m,
        BillUnit.Millisecond => Math.Round(quantity * 3_600_000m, MidpointRounding.AwayFromZero),
        BillUnit.One => quantity,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a unit of a bill line."),
    };
}

/// <summary>The rules that make bill lines. Stable: they stand in bills.</summary>
public static class BillRule
{
    /// <summary>The first element of the tariff that holds and prices the dimension (OCPI 2.2.1 mod_tariffs).</summary>
    public const string FirstMatch = "first-match";

    /// <summary>No element prices it: free.</summary>
    public const string NotPriced = "not-priced";

    /// <summary>Rounding up to the tariff's block (OCPI step_size).</summary>
    public const string StepSize = "step-size";

    /// <summary>The station held power back: neither charging nor parking is billed.</summary>
    public const string HeldByStation = "held-by-station";

    /// <summary>The tariff's least price.</summary>
    public const string MinPrice = "min-price";

    /// <summary>The tariff's highest price.</summary>
    public const string MaxPrice = "max-price";

    /// <summary>The most that a dimension costs.</summary>
    public const string Cap = "cap";

    /// <summary>A promotion, a membership or a premium station; followed by its id, as in <c>promotion:SUMMER</c>.</summary>
    public const string Promotion = "promotion";

    /// <summary>The grace before an idle fee begins.</summary>
    public const string IdleGrace = "idle-grace";

    /// <summary>The meter's clock is informative only, so no time may be billed by it (OCMF clock status U or I).</summary>
    public const string ClockInformative = "clock-informative";

    /// <summary>So little was taken in so short a time that it was no service (billing.md 1.9, A18).</summary>
    public const string NoService = "no-service";

    /// <summary>A session that followed at once on the same EVSE with the same token pays no second fee.</summary>
    public const string ReconnectMerge = "reconnect-merge";
}
