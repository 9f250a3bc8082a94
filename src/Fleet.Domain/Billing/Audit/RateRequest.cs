using System.Text.Json;

using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Metering;

namespace Fleet.Domain.Billing.Audit;

/// <summary>A session that is to be rated, with all that decides about its price but the tariff.</summary>
/// <param name="Session">The session; null when nothing sure can be said of it.</param>
/// <param name="TimeZone">IANA zone of the location; null when it is not known.</param>
/// <param name="RuleSet">The rules.</param>
/// <param name="Terms">What else decides.</param>
/// <param name="Findings">What a person should know of it.</param>
public sealed record RateRequest(BillableSession? Session, string? TimeZone, RuleSet RuleSet, RatingTerms Terms, ValueList<DocumentFinding> Findings)
{
    /// <summary>Pointers of the periods in which the car charged and the document does not say how much it took; they count as 0 kWh.</summary>
    public ValueList<string> WithoutEnergy { get; init; }

    /// <summary>Rates the session.</summary>
    /// <param name="tariff">The tariff's document.</param>
    /// <param name="place">What pointers into it begin with: <c>/tariff</c>, or a file.</param>
    public RateOutcome Rate(JsonElement tariff, string place)
    {
        var reading = TariffJson.Read(tariff, TariffStrictness.Lenient);
        var findings = new List<DocumentFinding>(Findings);
        findings.AddRange(DocumentFinding.Unexpected(reading.Warnings, FindingWeight.Hold, place));
        if (reading.Document is not { } document)
            return Refuse(reading.Errors, place, findings);
        if (Session is null || TimeZone is null)
            return new RateOutcome(null, null, findings.ToValueList(), []);
        var frozen = FrozenTariff.Freeze(document, RuleSet, TimeZone);
        var bill = Rating.Rate(frozen, Session, Terms);
        if (!WithoutEnergy.IsEmpty && DependsOnEnergy(document.Tariff))
        {
            findings.Add(new DocumentFinding(
                AuditCode.MissingVolume, WithoutEnergy[0], "The car charged and nothing says how much it took, on which the price depends; the total is a proposal for none.", FindingWeight.Hold));
        }

        findings.AddRange(bill.Findings.Select(finding => DocumentFinding.Of(finding, bill.HeldFor.Contains(finding.Code, StringComparer.Ordinal) ? FindingWeight.Hold : FindingWeight.Note)));
        return new RateOutcome(bill, frozen, findings.ToValueList(), []);
    }

    private bool DependsOnEnergy(Tariff tariff)
    {
        var plan = PricePlan.Of(tariff, []);
        return plan.Session[(int)TariffDimension.Energy].Length > 0 || plan.Energies.Length > 0
            || Session!.Stretches.Items.Any(stretch => stretch.Kind == StretchKind.Charging && plan.Misses(stretch.Load ?? new Load()));
    }

    // A currency that is none is the one fault of a tariff that leaves the session readable: it is held, not refused.
    private static RateOutcome Refuse(ValueList<TariffError> errors, string place, List<DocumentFinding> findings)
    {
        var placed = errors.Select(error => error with { JsonPointer = place + error.JsonPointer }).ToValueList();
        if (!placed.All(error => error.Code == LintCode.UnknownCurrency))
            return new RateOutcome(null, null, findings.ToValueList(), placed);
        findings.AddRange(placed.Select(error => new DocumentFinding(
            AuditCode.UnknownCurrency, error.JsonPointer, DocumentFinding.Sentence(error.JsonPointer, error.Rule), FindingWeight.Block)));
        return new RateOutcome(null, null, findings.ToValueList(), []);
    }
}

/// <summary>The outcome of reading a request: a request and its tariff, or at least one error.</summary>
/// <param name="Request">The request, when there is no error.</param>
/// <param name="Tariff">The tariff as the document gives it: an object, or a text that says where it is.</param>
/// <param name="Errors">What is wrong, in the document's order.</param>
public sealed record RateReading(RateRequest? Request, JsonElement Tariff, ValueList<TariffError> Errors);

/// <summary>What became of a request.</summary>
/// <param name="Bill">What the session costs; null when nothing sure can be said.</param>
/// <param name="Tariff">What it was priced by; null when it was not.</param>
/// <param name="Findings">What a person should know, of the document first.</param>
/// <param name="Errors">What is wrong with the tariff; there is no bill then.</param>
public sealed record RateOutcome(Bill? Bill, FrozenTariff? Tariff, ValueList<DocumentFinding> Findings, ValueList<TariffError> Errors)
{
    /// <summary>Whether the bill may be charged as it is.</summary>
    public BillState State =>
        Bill is { State: BillState.Billed } && Findings.All(finding => finding.Weight == FindingWeight.Note) ? BillState.Billed : BillState.Held;
}
