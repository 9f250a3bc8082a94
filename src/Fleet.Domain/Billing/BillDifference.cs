using System.Globalization;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain.Billing;

/// <summary>What changes for a driver when a bill takes the place of another one of the same session: line by line and in total. The same two bills give the same difference.</summary>
/// <param name="Lines">The lines that changed, in order of time.</param>
/// <param name="NetChange">What the session costs more without tax; null where it cannot be told.</param>
/// <param name="GrossChange">What the session costs more with tax; null where it cannot be told.</param>
/// <param name="Text">The change of the total in words.</param>
public sealed record BillDifference(ValueList<LineDifference> Lines, decimal? NetChange, decimal? GrossChange, string Text)
{
    private static readonly LocalDateTimePattern Hour = LocalDateTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>The change of what is to be paid: with tax where that can be told, else without.</summary>
    public decimal? Change => GrossChange ?? NetChange;

    /// <summary>The difference from <paramref name="before"/> to <paramref name="after"/>. A held bill is compared by what it proposes.</summary>
    public static BillDifference Between(Bill before, Bill after)
    {
        var zone = (after.Tariff ?? before.Tariff) is { } tariff ? DateTimeZoneProviders.Tzdb[tariff.TimeZone] : DateTimeZone.Utc;
        var comparable = before.Currency is null || after.Currency is null || before.Currency == after.Currency;
        var lines = Pairs(before.Lines, after.Lines)
            .Where(pair => pair.Before is null || pair.After is null || LineFigures.Of(pair.Before) != LineFigures.Of(pair.After))
            .Select(pair => Line(pair.Before, pair.After, comparable, (after.Currency ?? before.Currency)?.Code, zone))
            .OrderBy(line => line.From)
            .ToValueList();
        var net = comparable ? (after.TotalExclTax ?? 0) - (before.TotalExclTax ?? 0) : (decimal?)null;
        var gross = comparable && (before.TotalInclTax ?? after.TotalInclTax) is not null ? (after.TotalInclTax ?? 0) - (before.TotalInclTax ?? 0) : (decimal?)null;
        var change = (gross ?? net) is { } amount ? $", {Signed(amount)} {after.Currency ?? before.Currency}" : "";
        return new BillDifference(lines, net, gross, $"total {Price(before)} -> {Price(after)}{change}");
    }

    /// <summary>
    /// Lines that stand for the same: of one kind, first those of the same time, then by their order. What is left over on one side was taken away or added.
    /// </summary>
    private static IEnumerable<(BillLine? Before, BillLine? After)> Pairs(ValueList<BillLine> before, ValueList<BillLine> after)
    {
        foreach (var kind in before.Items.Concat(after.Items).Select(line => line.Kind).Distinct())
        {
            var olds = before.Items.Where(line => line.Kind == kind).ToList();
            var news = after.Items.Where(line => line.Kind == kind).ToList();
            foreach (var old in olds.ToList())
            {
                if (news.Find(line => (line.From, line.To, line.Rule) == (old.From, old.To, old.Rule)) is not { } same)
                    continue;
                olds.Remove(old);
                news.Remove(same);
                yield return (old, same);
            }

            for (var i = 0; i < Math.Max(olds.Count, news.Count); i++)
                yield return (olds.ElementAtOrDefault(i), news.ElementAtOrDefault(i));
        }
    }

    private static LineDifference Line(BillLine? before, BillLine? after, bool comparable, string? currency, DateTimeZone zone)
    {
        var line = (after ?? before)!;
        var change = comparable ? (after?.Amount ?? 0) - (before?.Amount ?? 0) : (decimal?)null;
        var words = (before, after) switch
        {
            (null, _) => "new",
            (_, null) => "no longer charged",
            _ => Changes(before, after),
        };
        var cost = change is { } amount ? $", {Signed(amount)} {currency}" : "";
        var text = $"{char.ToLowerInvariant(line.Text[0])}{line.Text[1..]} {At(line.From)}-{At(line.To)}: {words}{cost}";
        return new LineDifference(line.Kind, line.From, line.To, LineFigures.Of(before), LineFigures.Of(after), change, text);

        string At(Instant instant) => Hour.Format(instant.InZone(zone).LocalDateTime);
    }

    private static string Changes(BillLine before, BillLine after)
    {
        List<string> changes = [];
        if (before.UnitPrice != after.UnitPrice || before.Unit != after.Unit)
            changes.Add($"{Number(before.UnitPrice)} -> {Number(after.UnitPrice)}{(after.Unit == BillUnit.One ? "" : $" per {after.Unit.Symbol()}")}");
        if (before.Quantity != after.Quantity)
            changes.Add($"{Number(before.Quantity)} -> {Number(after.Quantity)} {after.Unit.Symbol()}");
        if (changes.Count == 0)
            changes.Add($"{before.Amount} -> {after.Amount}");
        return string.Join(", ", changes);
    }

    private static string Price(Bill bill) => bill.State == BillState.Held ? $"{bill.Price()} (held)" : bill.Price();

    private static string Number(decimal number) => number.ToString("0.00######", CultureInfo.InvariantCulture);

    private static string Signed(decimal amount) => amount > 0 ? $"+{amount}" : $"{amount}";
}
