using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain.Metering.Signed;

/// <summary>One reading of a record, with the fields that it took over from the one before it.</summary>
/// <param name="At">TM: when, by the meter's clock; null when it cannot be read.</param>
/// <param name="Clock">How far that time may be relied on.</param>
/// <param name="Transaction">TX: its place in the transaction, one letter; null outside of transactions.</param>
/// <param name="Value">RV: the value in <paramref name="Unit"/>; null where there is none.</param>
/// <param name="ValueText">RV as it stands in the record: its digits say how exact it is.</param>
/// <param name="Register">RI: the register; null where there is none.</param>
/// <param name="Unit">RU: such as kWh.</param>
/// <param name="ErrorFlags">EF: E where energy, t where time may not be billed.</param>
/// <param name="Status">ST: the meter's state; G is good.</param>
public sealed record OcmfReading(
    Instant? At,
    ClockStatus Clock,
    char? Transaction,
    decimal? Value,
    string? ValueText,
    ObisCode? Register,
    string? Unit,
    string ErrorFlags,
    string? Status)
{
    private const decimal MostWh = 1_000_000_000_000_000m;

    private static readonly OffsetDateTimePattern[] Times =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<+HHmm>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFFFo<Z+HH:mm>"),
    ];

    /// <summary>Whether the transaction begins with it.</summary>
    public bool IsBegin => Transaction == 'B';

    /// <summary>Whether the transaction ends with it: E, or why it did (local, remote, aborted, power failure).</summary>
    public bool IsEnd => Transaction is 'E' or 'L' or 'R' or 'A' or 'P';

    /// <summary>Whether the meter says that its energy may be billed: its state is good, energy is not flagged as faulty, and no error is reported.</summary>
    public bool IsUsable => Status == "G" && !ErrorFlags.Contains('E', StringComparison.Ordinal) && Transaction != 'X';

    /// <summary>Whether it is of a register of imported energy.</summary>
    public bool IsImport => Register?.Preference > 0 && EnergyWh is not null;

    /// <summary>The energy in Wh, exact; null when it is no energy, or beyond any meter.</summary>
    public decimal? EnergyWh => (Value, Unit?.ToUpperInvariant()) switch
    {
        ({ } value, "KWH") when Math.Abs(value) <= MostWh / 1000m => value * 1000m,
        ({ } value, "WH") when Math.Abs(value) <= MostWh => value,
        _ => null,
    };

    /// <summary>Reads TM: a time and, after a blank, the state of the clock.</summary>
    internal static (Instant? At, ClockStatus Clock) ReadTime(string text)
    {
        var parts = text.Trim().Split(' ', 2);
        var at = Times.Select(pattern => pattern.Parse(parts[0])).FirstOrDefault(read => read.Success)?.Value.ToInstant();
        return (at, parts is [_, var state] ? ReadClock(state.Trim()) : ClockStatus.Unknown);
    }

    private static ClockStatus ReadClock(string state) => state switch
    {
        "S" => ClockStatus.Synchronized,
        "R" => ClockStatus.Relative,
        "I" => ClockStatus.Informative,
        _ => ClockStatus.Unknown,
    };
}
