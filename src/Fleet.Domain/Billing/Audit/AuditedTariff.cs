using System.Text.Json;

using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Metering;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Finds the tariff by which a record is audited.</summary>
internal static class AuditedTariff
{
    /// <summary>The tariff; null when there is none to be sure of, or it is malformed.</summary>
    /// <param name="cdr">The record.</param>
    /// <param name="given">The tariff to audit by instead of the record's own; null for those.</param>
    /// <param name="findings">Where it is told why there is none.</param>
    /// <param name="errors">Where it is told what is malformed in it.</param>
    public static TariffDocument? Find(Cdr cdr, (JsonElement Document, string Place)? given, List<DocumentFinding> findings, List<TariffError> errors)
    {
        var chosen = given ?? Choose(cdr, findings);
        if (chosen is not var (document, place))
            return null;
        var reading = TariffJson.Read(document, TariffStrictness.Lenient);
        findings.AddRange(reading.Warnings.SelectMany(warning => DocumentFinding.Unexpected([warning], WeightOf(warning), place)));
        foreach (var error in reading.Errors)
        {
            if (error.Code == LintCode.UnknownCurrency)
                findings.Add(new DocumentFinding(AuditCode.UnknownCurrency, place + error.JsonPointer, DocumentFinding.Sentence(place + error.JsonPointer, error.Rule), FindingWeight.Block));
            else
                errors.Add(error with { JsonPointer = place + error.JsonPointer });
        }

        return reading.Document;
    }

    // Within an element, what is not understood is a restriction or a price, and decides.
    private static FindingWeight WeightOf(TariffError member) =>
        member.JsonPointer.StartsWith("/elements/", StringComparison.Ordinal) ? FindingWeight.Block : FindingWeight.Hold;

    private static (JsonElement Document, string Place)? Choose(Cdr cdr, List<DocumentFinding> findings)
    {
        var ids = cdr.Periods.Select(static period => period.TariffId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (cdr.Tariffs.IsEmpty)
            Block(FindingCode.NoTariff, "The record holds no tariff; name one by --tariff.");
        else if (ids.Count > 1 || (ids.Count == 0 && cdr.Tariffs.Count > 1))
            Block(AuditCode.SeveralTariffs, $"{Math.Max(ids.Count, cdr.Tariffs.Count)} tariffs price one session, for which OCPI has no rule.");
        else if (ids.Count == 0)
            return (cdr.Tariffs[0].Document, cdr.Tariffs[0].JsonPointer);
        else if (cdr.Tariffs.FirstOrDefault(tariff => tariff.Id == ids[0]) is { } named)
            return (named.Document, named.JsonPointer);
        else
            Block(AuditCode.TariffNotGiven, $"The periods name tariff {ids[0]}, which the record does not hold; name it by --tariff.");
        return null;

        void Block(string code, string text) => findings.Add(new DocumentFinding(code, "/tariffs", text, FindingWeight.Block));
    }
}
