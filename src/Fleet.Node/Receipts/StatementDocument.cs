using System.Globalization;

using Fleet.Cluster.Ledger.Statements;

namespace Fleet.Node.Receipts;

/// <summary>A statement for programs: money as decimal text.</summary>
internal static class StatementDocument
{
    /// <summary>What is made JSON of.</summary>
    public static object Of(SiteStatement statement) => new
    {
        siteId = statement.Month.SiteId,
        month = statement.Month.Name,
        timeZone = statement.Month.TimeZone,
        from = statement.Month.From,
        to = statement.Month.To,
        asOf = statement.AsOf,
        final = statement.IsFinal,
        firstSequence = statement.FirstSequence,
        lastSequence = statement.LastSequence,
        currencies = statement.Currencies.Select(sum => new
        {
            currency = sum.Currency,
            sessions = sum.Sessions,
            income = Of(sum.Income),
            bills = Of(sum.Bills),
            credits = Of(sum.Credits),
            held = Of(sum.Held),
        }),
    };

    private static object Of(StatementPart part) => new
    {
        entries = part.Entries,
        energyWh = part.EnergyWh,
        net = Text(part.Net),
        tax = Text(part.Tax),
        gross = Text(part.Gross),
        withoutNet = part.WithoutNet,
        withoutGross = part.WithoutGross,
        taxes = part.Taxes.Select(tax => new { ratePercent = tax.RatePercent is { } rate ? Text(rate) : null, @base = Text(tax.Base), amount = Text(tax.Amount) }),
        items = part.Items.Select(item => new { item = StatementWords.Code(item.Item), includesTax = item.IncludesTax, amount = Text(item.Amount) }),
    };

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
