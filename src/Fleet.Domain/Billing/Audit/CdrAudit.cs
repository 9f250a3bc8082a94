using System.Text.Json;

using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Rates another party's record again, by its own tariff, and compares what it states with what comes out.</summary>
/// <param name="Tariff">The tariff to audit by, and what pointers into it begin with; null for the record's own.</param>
/// <param name="Zone">The location's time zone; null when the record or its country must tell.</param>
/// <param name="Rules">The rules to audit by; null for those of the record's version.</param>
public sealed record CdrAudit((JsonElement Document, string Place)? Tariff = null, DateTimeZone? Zone = null, RuleSet? Rules = null)
{
    /// <summary>Audits <paramref name="root"/>, parsed by <see cref="CanonicalJson.Parse"/>.</summary>
    public AuditOutcome Run(JsonElement root)
    {
        var reading = CdrJson.Read(root);
        return reading.Cdr is { } cdr ? Run(cdr) : AuditOutcome.Malformed(reading.Errors);
    }

    private AuditOutcome Run(Cdr cdr)
    {
        var findings = new List<DocumentFinding>(cdr.Findings);
        var errors = new List<TariffError>();
        if (Currency.Find(cdr.Currency) is null)
            findings.Add(new DocumentFinding(AuditCode.UnknownCurrency, "/currency", $"'{cdr.Currency}' is no current ISO 4217 currency code.", FindingWeight.Block));
        var document = AuditedTariff.Find(cdr, Tariff, findings, errors);
        if (errors.Count > 0)
            return AuditOutcome.Malformed(errors.ToValueList(), cdr) with { Findings = findings.ToValueList() };
        if (document is null)
        {
            _ = new CdrSession(cdr, null, findings).Build();
            return NotVerifiable(cdr, findings);
        }

        CheckCurrency(cdr, document.Tariff, findings);
        CheckCredit(cdr, findings);
        var zone = ZoneOf(cdr, document.Tariff, findings);
        if (new CdrSession(cdr, document.Tariff, findings).Build() is not { } session)
            return NotVerifiable(cdr, findings);
        var byTimes = Compare(cdr, document, session, zone.Id, findings);
        return byTimes.Verdict == Verdict.Mismatch ? ByRoundedHours(cdr, document, zone.Id, findings) ?? byTimes : byTimes;
    }

    /// <summary>The outcome for who multiplied with the rounded hours that the periods state; null when that explains nothing.</summary>
    private AuditOutcome? ByRoundedHours(Cdr cdr, TariffDocument document, string zone, List<DocumentFinding> findings)
    {
        if (new CdrSession(cdr, document.Tariff, [], asWritten: true).Build() is not { } session)
            return null;
        var outcome = Compare(cdr, document, session, zone, findings);
        return outcome.Verdict != Verdict.Ok ? null : outcome with
        {
            Findings = outcome.Findings.Add(new DocumentFinding(
                AuditCode.RoundedHours, "/charging_periods", "The costs agree with the hours as they are written, which are rounded, and not with the times.", FindingWeight.Note)),
        };
    }

    private AuditOutcome Compare(Cdr cdr, TariffDocument document, BillableSession session, string zone, List<DocumentFinding> findings)
    {
        AuditOutcome? first = null;
        foreach (var rules in Rules is { } given ? [given] : cdr.Version.Rules())
        {
            var bill = Rating.Rate(FrozenTariff.Freeze(document, rules, zone), session, RatingTerms.None with { EvseKind = cdr.EvseKind });
            var comparisons = CdrComparison.Of(cdr, document.Tariff, bill, session);
            var outcome = Judge(cdr, bill, comparisons, findings);
            if (outcome.Verdict == Verdict.Ok)
                return outcome;
            first ??= outcome;
        }

        return first!;
    }

    private static AuditOutcome Judge(Cdr cdr, Bill bill, ValueList<AuditComparison> comparisons, List<DocumentFinding> before)
    {
        var findings = new List<DocumentFinding>(before);
        findings.AddRange(bill.Findings.Select(finding => OnBill(finding, bill)));

        // What a period costs whose price changes within it depends on a curve that the record does not hold.
        var spans = findings.Exists(static finding => finding.Code == FindingCode.PeriodSpansPriceChange);
        var differs = findings.Exists(static finding => finding.Code is AuditCode.CurrencyDiffers or AuditCode.CreditSign)
            || comparisons.Any(comparison => !comparison.Agrees && comparison.Computed is not null && !(spans && comparison.IsMoney));
        var verdict = findings.Exists(static finding => finding.Weight == FindingWeight.Block) ? Verdict.NotVerifiable
            : differs ? Verdict.Mismatch
            : comparisons.All(static comparison => comparison.Agrees) ? Verdict.Ok
            : Verdict.NotVerifiable;
        findings.AddRange(comparisons.Where(static comparison => !comparison.Agrees).Select(Explain));
        return new AuditOutcome(verdict, cdr, bill, comparisons, findings.ToValueList(), []);
    }

    private static DocumentFinding OnBill(Finding finding, Bill bill)
    {
        var holds = bill.HeldFor.Contains(finding.Code, StringComparer.Ordinal);
        return finding.Code == FindingCode.NotVerifiable
            ? new DocumentFinding(AuditCode.MissingLoad, "/charging_periods", finding.Text, FindingWeight.Block)
            : DocumentFinding.Of(finding, holds ? FindingWeight.Block : finding.Code == FindingCode.PeriodSpansPriceChange ? FindingWeight.Hold : FindingWeight.Note);
    }

    private static DocumentFinding Explain(AuditComparison comparison) => new(
        comparison.Code,
        comparison.JsonPointer,
        comparison.Computed is { } computed
            ? $"{comparison.Stated} is stated, {computed:0.########} comes out: {comparison.Difference:+0.########;-0.########} apart."
            : $"{comparison.Stated} is stated, and nothing in the record or its tariff says what it should be.",
        FindingWeight.Hold);

    private static void CheckCurrency(Cdr cdr, Tariff tariff, List<DocumentFinding> findings)
    {
        if (cdr.Currency != tariff.Currency.Code)
            findings.Add(new DocumentFinding(AuditCode.CurrencyDiffers, "/currency", $"The record is in {cdr.Currency}, its tariff in {tariff.Currency}.", FindingWeight.Hold));
    }

    private static void CheckCredit(Cdr cdr, List<DocumentFinding> findings)
    {
        if (cdr.IsCredit && cdr.CreditReference is null)
        {
            findings.Add(new DocumentFinding(
                AuditCode.CreditWithoutReference, "/credit_reference_id", "A credit must name the record that it takes back.", FindingWeight.Hold));
        }

        if (cdr.IsCredit && cdr.Totals.Cost?.Net is { Value: > 0m } charged)
            findings.Add(new DocumentFinding(AuditCode.CreditSign, charged.JsonPointer, $"A credit takes money back, and {charged.Value} charges it.", FindingWeight.Hold));
    }

    private DateTimeZone ZoneOf(Cdr cdr, Tariff tariff, List<DocumentFinding> findings)
    {
        if (!tariff.UsesWallClock)
            return Zone ?? DateTimeZone.Utc;
        var zone = Zone
            ?? (cdr.TimeZone is { } id ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : null)
            ?? (cdr.Country is { } country ? CountryZones.Find(country) : null);
        if (zone is null)
        {
            findings.Add(new DocumentFinding(
                AuditCode.MissingTimeZone,
                null,
                $"The tariff depends on the wall clock, and nothing says which one: neither the record nor its country {cdr.Country}. Name the IANA zone by --zone.",
                FindingWeight.Block));
        }

        return zone ?? DateTimeZone.Utc;
    }

    private static AuditOutcome NotVerifiable(Cdr cdr, List<DocumentFinding> findings) => new(Verdict.NotVerifiable, cdr, null, [], findings.ToValueList(), []);
}
