using Fleet.Cluster.Ledger;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Node.Settings;

using NodaTime;

namespace Fleet.Node.Receipts;

/// <summary>What stands on a receipt beside a term, such as the seller or the place.</summary>
/// <param name="Term">What it is.</param>
/// <param name="Text">What it says.</param>
internal sealed record ReceiptFact(string Term, string Text);

/// <summary>What a driver gets about an entry of the ledger. Everything is as it was booked; nothing is rated anew.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Site">Its site as it is entered now; null when there is none.</param>
/// <param name="Seller">Who sells.</param>
/// <param name="Related">The entries of the session that it takes back or replaces, or that take it back or replace it, by revision.</param>
internal sealed record Receipt(BilledTransaction Entry, SiteSettings? Site, SellerSettings Seller, IReadOnlyDictionary<int, BilledTransaction> Related)
{
    /// <summary>What it is called.</summary>
    public string Title => NameOf(Entry);

    /// <summary>What its total is called.</summary>
    public string TotalName => Entry.Kind switch
    {
        EntryKind.Hold => "Proposed, not charged",
        EntryKind.Credit => "Given back",
        _ => "To pay",
    };

    /// <summary>The clocks that its times are of: those of the tariff, else the site's.</summary>
    public DateTimeZone Zone => Entry.Bill.Tariff is null && Site is { } site ? DateTimeZoneProviders.Tzdb[site.TimeZone] : BillExplanation.Zone(Entry.Bill);

    /// <summary>Who, where, when and by which tariff.</summary>
    public IEnumerable<ReceiptFact> Facts()
    {
        var bill = Entry.Bill;
        yield return new("Seller", SellerText());
        yield return new(Entry.Kind == EntryKind.Credit ? "Credit note number" : "Invoice number", Entry.Invoice ?? "none: nothing is charged");
        yield return new("Date", At(Entry.RecordedAt));
        yield return new("Place", $"{SiteText()}charger {Entry.ChargerId}, EVSE {Entry.EvseId}, connector {Entry.ConnectorId}");
        yield return new("Token", Entry.Token);
        if (Entry.DriverId is { } driver)
            yield return new("Driver", driver);
        yield return new("Session", $"{Entry.Id}, {At(Entry.StartedAt)} to {(Entry.StoppedAt is { } stopped ? At(stopped) : "an unknown time")} ({Zone.Id})");
        yield return new("Meter", $"from {Kwh(Entry.MeterStartWh)} to {(Entry.MeterStopWh is { } stop ? Kwh(stop) : "an unknown position")}");
        yield return new("Use", BillExplanation.Use(bill).TrimEnd('.'));
        if (bill.Tariff is { } tariff)
            yield return new("Tariff", $"{tariff.Id} as it was when the session started, by the rules {tariff.RuleSet.Id()}");
        yield return new("Energy proven", $"{Kwh(bill.Evidence.SignedEnergy.Value)} by signed readings, {Kwh(bill.Evidence.PlainEnergy.Value)} by readings, {Kwh(bill.Evidence.InterpolatedEnergy.Value)} interpolated, {Kwh(bill.Evidence.EstimatedEnergy.Value)} estimated");
    }

    /// <summary>What is paid or given back or why nothing is, and what it corrects.</summary>
    public IEnumerable<string> Statements()
    {
        foreach (var statement in Entry.Kind switch
        {
            EntryKind.Hold => HoldStatements(),
            EntryKind.Credit => CreditStatements(),
            _ => BillStatements(),
        })
        {
            yield return statement;
        }

        if (Entry.Ruling is { } ruling)
            yield return $"This was decided by {ruling.By} on {At(ruling.At)}: {ruling.Reason}";
    }

    /// <summary>What anyone can do to check it, beside adding up the lines.</summary>
    public IEnumerable<string> Checks()
    {
        var id = $"'{Entry.Id.Replace("'", @"'\''", StringComparison.Ordinal)}'";
        yield return $"Make it again: fleet bill bundle {id} --out bill.json writes the readings, the tariff and everything else that the session's newest bill was made from; fleet bill verify bill.json makes the same bill of them on any machine.";
        yield return $"Ledger: it is entry {Entry.Place.Sequence} (revision {Entry.Revision} of its session) with the hash {Entry.Place.Hash}, the SHA-256 of what /api/v1/transactions/{Uri.EscapeDataString(Entry.Id)}?revision={Entry.Revision}&form=hashed gives.";
        yield return $"Readings: numbers of readings are those of /api/v1/sessions/{Uri.EscapeDataString(Entry.Id)}/readings; 0 is the start.";
        if (Entry.Bill.Tariff is { } tariff)
            yield return $"Tariff: fingerprint {tariff.Hash}, the SHA-256 of its canonical JSON; time-zone data {tariff.Tzdb}.";
    }

    private IEnumerable<string> BillStatements()
    {
        yield return $"The bill comes to {Price(Entry.Bill)}.";
        if (Entry.Corrects is { } before && Related.TryGetValue(before, out var corrected))
        {
            var takenBack = Related.TryGetValue(Entry.Revision - 1, out var credit) && credit.Kind == EntryKind.Credit
                ? $", which {Named(credit)} takes back in full"
                : ", by which nothing was charged";
            yield return $"It takes the place of {Named(corrected)}{takenBack}, {Entry.Cause?.Text()}.";
        }

        if (Entry.ReplacedBy is { } after && Related.TryGetValue(after, out var anew) && Related.TryGetValue(Entry.Revision + 1, out var reversal))
            yield return $"It does not hold any more: {Named(reversal)} takes it back in full, and {Named(anew)} stands in its place, {anew.Cause?.Text()}.";
    }

    private IEnumerable<string> CreditStatements()
    {
        if (Entry.CreditOf is { } of && Related.TryGetValue(of, out var taken))
            yield return $"It takes back {Named(taken)} in full: {Price(taken.Bill)} are given back.";
        if (Related.TryGetValue(Entry.Revision + 1, out var anew))
            yield return $"In its place stands {Named(anew)}, {anew.Cause?.Text()}.";
    }

    private IEnumerable<string> HoldStatements()
    {
        yield return "Nothing is charged: a person must look at this bill first. Its lines are a proposal.";
        foreach (var code in Entry.Bill.HeldFor)
        {
            var why = Entry.Bill.Findings.Where(finding => finding.Code == code).Select(finding => finding.Text).FirstOrDefault();
            yield return why is null ? $"It is held for {code}." : $"It is held because: {why} ({code}).";
        }

        if (Entry.ReplacedBy is { } after && Related.TryGetValue(after, out var anew))
            yield return $"It is decided: {Named(anew)} took its place, {anew.Cause?.Text()}.";
    }

    private static string Price(Bill bill) => bill.TotalInclTax is null ? bill.Price() : $"{bill.Price()} including tax";

    private string Named(BilledTransaction entry) => $"{char.ToLowerInvariant(NameOf(entry)[0])}{NameOf(entry)[1..]} of {At(entry.RecordedAt)} (revision {entry.Revision})";

    private string SiteText() => (Entry.SiteId, Site) switch
    {
        (null, _) => "",
        ({ } id, null) => $"site {id}, ",
        ({ } id, { } site) => $"{site.Name} (site {id}), ",
    };

    private string SellerText() => Seller.Name is not { } name
        ? "not named. The operator has not set Fleet:Billing:Seller, so this shows what was charged but is no tax invoice"
        : string.Join(", ", new[] { name, Seller.Address, Seller.VatId is { } vat ? $"VAT id {vat}" : "without a VAT id" }.Where(part => !string.IsNullOrEmpty(part)));

    private string At(Instant at) => LineWords.At(at, Zone);

    private static string NameOf(BilledTransaction entry) => entry.Kind switch
    {
        EntryKind.Hold => "Bill on hold",
        EntryKind.Credit => $"Credit note {entry.Invoice}",
        _ => $"Invoice {entry.Invoice}",
    };

    private static string Kwh(long wh) => $"{wh / 1000m:0.000} kWh";
}
