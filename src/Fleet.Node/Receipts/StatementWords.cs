using Fleet.Cluster.Ledger.Statements;
using Fleet.Domain.Billing;

namespace Fleet.Node.Receipts;

/// <summary>A sum of a statement and what it is.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Amount">The sum, with its unit.</param>
internal sealed record StatementSumLine(string Name, string Amount);

/// <summary>What statements say in words.</summary>
internal static class StatementWords
{
    /// <summary>The stable name of what lines are for, such as <c>ENERGY</c>.</summary>
    public static string Code(StatementItemKind item) => item switch
    {
        StatementItemKind.Energy => "ENERGY",
        StatementItemKind.Time => "TIME",
        StatementItemKind.Parking => "PARKING",
        StatementItemKind.Reservation => "RESERVATION",
        StatementItemKind.Fees => "FEES",
        StatementItemKind.Premium => "PREMIUM",
        StatementItemKind.Discounts => "DISCOUNTS",
        StatementItemKind.PriceLimits => "PRICE_LIMITS",
        _ => throw new ArgumentOutOfRangeException(nameof(item), item, "no such item"),
    };

    /// <summary>What a statement is called.</summary>
    public static string Title(SiteStatement statement, string siteName) => $"Statement of {siteName} for {statement.Month.Name}";

    /// <summary>What a reader must know about it.</summary>
    public static IEnumerable<string> Notes(SiteStatement statement)
    {
        var month = statement.Month;
        yield return $"It adds up the ledger's entries of site {month.SiteId} that were recorded from {LineWords.At(month.From, Zone(month))} to {LineWords.At(month.To, Zone(month))} by the clocks of {month.TimeZone}; a correction stands in the month in which it was made.";
        yield return statement.IsFinal
            ? "The month is over: this never changes."
            : $"The month is not over: it stands as of {LineWords.At(statement.AsOf, Zone(month))}.";
        yield return statement.FirstSequence is { } first
            ? $"Its entries lie between sequences {first} and {statement.LastSequence} of the ledger, both included."
            : "The ledger has no entry of the site in this month.";
    }

    /// <summary>The parts of a currency, by name, those without an entry left out.</summary>
    public static IEnumerable<(string Name, StatementPart Part)> Parts(CurrencyStatement sum) =>
        new[] { ("Income", sum.Income), ("Bills", sum.Bills), ("Credits", sum.Credits), ("Held, no income", sum.Held) }.Where(part => part.Item2.Entries > 0);

    /// <summary>What a currency is called.</summary>
    public static string Name(CurrencyStatement sum) => sum.Currency ?? "Without a tariff";

    /// <summary>The sums of a part, one a line.</summary>
    public static IEnumerable<StatementSumLine> Lines(StatementPart part, string? currency)
    {
        yield return new("Entries", $"{part.Entries}");
        yield return new("Energy", $"{part.EnergyWh / 1000m:0.000} kWh");
        foreach (var item in part.Items)
            yield return new($"{Text(item.Item)}, {(item.IncludesTax ? "with" : "without")} tax", $"{item.Amount} {currency}");
        if (currency is null)
            yield break;
        yield return new("Total without tax", $"{part.Net} {currency}");
        foreach (var tax in part.Taxes)
            yield return new(tax.RatePercent is { } rate ? $"VAT {LineWords.Percent(rate)} on {tax.Base} {currency}" : "Tax within the price limit", $"{tax.Amount} {currency}");
        yield return new("Total with tax", $"{part.Gross} {currency}");
        if (part.WithoutNet > 0)
            yield return new("Entries of which the amount without tax cannot be told", $"{part.WithoutNet}");
        if (part.WithoutGross > 0)
            yield return new("Entries of which the amount with tax cannot be told", $"{part.WithoutGross}");
    }

    private static NodaTime.DateTimeZone Zone(SiteMonth month) => NodaTime.DateTimeZoneProviders.Tzdb[month.TimeZone];

    private static string Text(StatementItemKind item) => item switch
    {
        StatementItemKind.Energy => "Energy",
        StatementItemKind.Time => "Charging time",
        StatementItemKind.Parking => "Parking time",
        StatementItemKind.Reservation => "Reservations",
        StatementItemKind.Fees => "Session fees",
        StatementItemKind.Premium => "Premium",
        StatementItemKind.Discounts => "Discounts",
        StatementItemKind.PriceLimits => "Caps and price limits",
        _ => throw new ArgumentOutOfRangeException(nameof(item), item, "no such item"),
    };
}
