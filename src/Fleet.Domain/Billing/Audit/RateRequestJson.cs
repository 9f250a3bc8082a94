using System.Text.Json;

using Fleet.Domain.Billing.Documents;

using NodaTime;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Reads what <c>fleet rate</c> takes: a session in periods on its location's wall clock, and a tariff.</summary>
public static class RateRequestJson
{
    private static readonly string[] Members = ["tariff", "time_zone", "rule_set", "session", "evse_kind", "payment_brand"];

    // What published vectors say about themselves.
    private static readonly string[] Annotations =
    [
        "id", "about", "comment", "description", "name", "note", "source", "spec", "provenance", "source_status", "licence_note", "breakdown_as_printed",
        "expected", "expected_as_printed", "expected_recomputed",
    ];

    private static readonly Dictionary<string, EvseKind> EvseKinds = new(StringComparer.Ordinal) { ["AC"] = EvseKind.AC, ["DC"] = EvseKind.DC };

    /// <summary>Reads <paramref name="root"/>, parsed by <see cref="CanonicalJson.Parse"/>.</summary>
    /// <param name="root">The document.</param>
    /// <param name="rules">The rules to rate by; those of the document, or else <see cref="RuleSet.Ocpi221D2"/>, when null.</param>
    public static RateReading Read(JsonElement root, RuleSet? rules = null)
    {
        var faults = new TariffFaults(TariffStrictness.Lenient);
        var member = new JsonMember(root, "", faults);
        var findings = new List<DocumentFinding>();
        if (!member.IsObject([.. Members, .. Annotations]))
            return new RateReading(null, default, faults.Errors.ToValueList());
        var tariff = ReadTariff(member.Required("tariff"));
        var stated = ReadRules(member.Optional("rule_set"));
        var zone = ReadZone(member, findings);
        var terms = RatingTerms.None with
        {
            EvseKind = member.Optional("evse_kind")?.Word(EvseKinds),
            PaymentBrand = member.Optional("payment_brand")?.Text(20),
        };
        var requested = new RequestedSession(zone ?? DateTimeZone.Utc, faults, findings);
        var session = member.Required("session") is { } given ? requested.Read(given) : null;
        findings.InsertRange(0, faults.Warnings.SelectMany(warning => DocumentFinding.Unexpected([warning], WeightOf(warning))));
        if (findings.Exists(static finding => finding.Weight == FindingWeight.Block))
            session = null;
        return faults.Errors.Count > 0
            ? new RateReading(null, tariff, faults.Errors.ToValueList())
            : new RateReading(new RateRequest(session, zone?.Id, rules ?? stated ?? RuleSet.Ocpi221D2, terms, findings.ToValueList()) { WithoutEnergy = requested.WithoutEnergy }, tariff, []);
    }

    // Beside the session stands what a vector says about itself; within it, what is not understood may decide about the price.
    private static FindingWeight WeightOf(TariffError member) =>
        member.JsonPointer.LastIndexOf('/') == 0 && Spelling.Nearest(member.JsonPointer[1..], Members) is null ? FindingWeight.Note : FindingWeight.Hold;

    private static JsonElement ReadTariff(JsonMember? member)
    {
        if (member is not { } tariff)
            return default;
        if (tariff.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.String))
            tariff.Refuse("must be a tariff, or the path of one");
        return tariff.Value;
    }

    private static RuleSet? ReadRules(JsonMember? member)
    {
        if (member is not { } given)
            return null;
        var rules = given.String is { } name ? RuleSets.Find(name) : null;
        if (rules is null)
            given.Refuse($"must be one of {string.Join(", ", Enum.GetValues<RuleSet>().Select(RuleSets.Id))}");
        return rules;
    }

    private static DateTimeZone? ReadZone(JsonMember root, List<DocumentFinding> findings)
    {
        if (root.Optional("time_zone") is not { } given)
        {
            findings.Add(new DocumentFinding(
                AuditCode.MissingTimeZone, "/time_zone", "The session's time zone is missing; without it nobody knows which prices held. Name the IANA zone of the location.", FindingWeight.Block));
            return null;
        }

        if (given.Text(64) is not { } id)
            return null;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        if (zone is null)
        {
            findings.Add(new DocumentFinding(
                AuditCode.UnknownTimeZone, "/time_zone", $"'{id}' is no IANA time zone of tzdb {DateTimeZoneProviders.Tzdb.VersionId}, such as Europe/Berlin.", FindingWeight.Block));
        }

        return zone;
    }
}
