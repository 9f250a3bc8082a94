using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>What became of one line of a bill in the bill that took its place.</summary>
/// <param name="Kind">What is charged.</param>
/// <param name="From">Start of the time it is about.</param>
/// <param name="To">End of that time.</param>
/// <param name="Before">The line as it was; null when it is new.</param>
/// <param name="After">The line as it is; null when it is gone.</param>
/// <param name="Amount">What it costs more; negative when it costs less. Null where the currencies differ.</param>
/// <param name="Text">The same in words.</param>
public sealed record LineDifference(BillLineKind Kind, Instant From, Instant To, LineFigures? Before, LineFigures? After, decimal? Amount, string Text);

/// <summary>What a line charges.</summary>
/// <param name="Quantity">In the unit that the price is for.</param>
/// <param name="UnitPrice">Price of a unit.</param>
/// <param name="Amount">What is charged.</param>
public sealed record LineFigures(decimal Quantity, decimal UnitPrice, decimal Amount)
{
    /// <summary>Those of <paramref name="line"/>; null of none.</summary>
    public static LineFigures? Of(BillLine? line) => line is null ? null : new LineFigures(line.Quantity, line.UnitPrice, line.Amount);
}
