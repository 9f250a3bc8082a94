using System.Text.Json.Nodes;

using Fleet.Domain;
using Fleet.Domain.Charging;

using NodaTime.Text;

namespace Fleet.Cluster.Ledger;

/// <summary>
/// The reversal of a bill, made from the bill's own document: every figure that adds up is negated, so that sums over the ledger are right; prices, meter positions and times stay.
/// <c>creditOf</c> is <c>{ id, revision }</c> of the bill.
/// </summary>
internal static class CreditDocument
{
    private static readonly string[] AdditiveMembers = ["chargingSeconds", "energyWh", "idleSeconds", "totalExclTax", "totalInclTax"];
    private static readonly string[] AdditiveEvidenceMembers = ["estimated", "interpolated", "plain", "signed"];
    private static readonly string[] AdditiveTaxMembers = ["amount", "base"];
    private static readonly string[] AdditiveLineMembers = ["amount", "exactAmount", "quantity"];

    /// <summary>The document, in RFC 8785 form, that takes back <paramref name="bill"/> on <paramref name="ruling"/>; a null ruling is that of a rule.</summary>
    public static string Write(string bill, int revision, EntryStamp stamp, Ruling? ruling)
    {
        var ordered = ruling is null ? null : new JsonObject
        {
            ["at"] = InstantPattern.ExtendedIso.Format(ruling.At),
            ["by"] = ruling.By,
            ["reason"] = ruling.Reason,
        };
        return Write(bill, revision, stamp.Invoice, InstantPattern.ExtendedIso.Format(stamp.RecordedAt), ordered);
    }

    /// <summary>Whether <paramref name="credit"/> takes back exactly what <paramref name="bill"/> charged.</summary>
    public static bool Reverses(string credit, string bill, int revision) =>
        JsonNode.Parse(credit) is JsonObject stored
        && Write(bill, revision, stored["invoice"]?.DeepClone(), stored["recordedAt"]?.DeepClone(), stored["ruling"]?.DeepClone()) == credit;

    /// <summary>Total: what is not where a bill has it is left alone, so that a forged document is compared and not stumbled over.</summary>
    private static string Write(string bill, int revision, JsonNode? invoice, JsonNode? recordedAt, JsonNode? ruling)
    {
        var document = JsonNode.Parse(bill)!.AsObject();
        document["creditOf"] = new JsonObject { ["id"] = document["id"]?.DeepClone(), ["revision"] = document["revision"]?.DeepClone() };
        document["corrects"] = null;
        document["invoice"] = invoice;
        document["kind"] = EntryKind.Credit;
        document["recordedAt"] = recordedAt;
        document["revision"] = revision;
        document.Remove("ruling");
        if (ruling is not null)
            document["ruling"] = ruling;
        Negate(document, AdditiveMembers);
        Negate((document["evidence"] as JsonObject)?["energyWh"], AdditiveEvidenceMembers);
        foreach (var tax in document["taxes"] as JsonArray ?? [])
            Negate(tax, AdditiveTaxMembers);
        foreach (var line in document["lines"] as JsonArray ?? [])
            Negate(line, AdditiveLineMembers);
        return CanonicalJson.Canonicalize(document.ToJsonString());
    }

    private static void Negate(JsonNode? figures, string[] names)
    {
        if (figures is not JsonObject members)
            return;
        foreach (var name in names)
        {
            if (members[name] is not JsonValue figure)
                continue;
            if (figure.TryGetValue<long>(out var count))
                members[name] = -count;
            else if (figure.TryGetValue<string>(out var amount))
                members[name] = Negative(amount);
        }
    }

    /// <summary>Digits as they are, so that no place behind the point is lost; zero has no sign.</summary>
    private static string Negative(string figure) => figure switch
    {
        ['-', .. var positive] => positive,
        _ when figure.AsSpan().IndexOfAnyInRange('1', '9') < 0 => figure,
        _ => "-" + figure,
    };
}
