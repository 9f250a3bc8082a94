using System.Text.Json;

using Fleet.Domain.Billing.Documents;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Reads charge detail records of OCPI 2.1.1, 2.2, 2.2.1 and 2.3.0 (mod_cdrs).</summary>
public static class CdrJson
{
    private const int MostPeriods = 100_000;

    private static readonly string[] Members =
    [
        "id", "start_date_time", "stop_date_time", "end_date_time", "auth_id", "auth_method", "location", "meter_id", "currency", "tariffs", "charging_periods", "total_cost",
        "total_energy", "total_time", "total_parking_time", "remark", "last_updated", "country_code", "party_id", "session_id", "cdr_token", "authorization_reference",
        "cdr_location", "signed_data", "total_fixed_cost", "total_energy_cost", "total_time_cost", "total_parking_cost", "total_reservation_cost", "invoice_reference_id",
        "credit", "credit_reference_id", "home_charging_compensation", "booking_id",
    ];

    /// <summary>Reads <paramref name="root"/>, parsed by <see cref="CanonicalJson.Parse"/>.</summary>
    public static CdrReading Read(JsonElement root)
    {
        var faults = new TariffFaults(TariffStrictness.Lenient);
        var member = new JsonMember(root, "", faults);
        var cdr = member.IsObject(Members) ? Read(member) : null;
        if (cdr is null || faults.Errors.Count > 0)
            return new CdrReading(null, faults.Errors.ToValueList());
        var unexpected = DocumentFinding.Unexpected(faults.Warnings, FindingWeight.Hold).ToValueList();
        return new CdrReading(cdr with { Findings = unexpected.AddRange(cdr.Findings) }, []);
    }

    private static Cdr? Read(JsonMember cdr)
    {
        var version = OcpiVersions.Of(cdr);
        var findings = new List<DocumentFinding>();
        var id = cdr.Required("id")?.Text(39);
        var start = cdr.Required("start_date_time")?.Moment();
        var stop = cdr.Required(version == OcpiVersion.V211 && !cdr.Has("end_date_time") ? "stop_date_time" : "end_date_time")?.Moment();
        var currency = cdr.Required("currency")?.Text(3);
        var tariffs = (cdr.Optional("tariffs")?.Items(0, 1000) ?? []).Select(ReadTariff).ToValueList();
        var periods = (cdr.Required("charging_periods")?.Items(1, MostPeriods) ?? []).Select(period => CdrPeriodJson.Read(period, findings)).ToList();
        var totals = CdrTotalsJson.Read(cdr, findings);
        var location = cdr.Optional("cdr_location") ?? cdr.Optional("location");
        return id is null || start is not { } from || stop is not { } to || currency is null || periods.Contains(null)
            ? null
            : new Cdr(version, id, from, to, currency, tariffs, periods.ToValueList()!, totals)
            {
                TimeZone = location?.Optional("time_zone")?.Text(64),
                Country = location?.Optional("country")?.Text(3) ?? cdr.Optional("country_code")?.Text(2),
                EvseKind = location is { } place ? KindOf(place) : null,
                IsCredit = cdr.Optional("credit")?.Flag() ?? false,
                CreditReference = cdr.Optional("credit_reference_id")?.Text(39),
                SignedData = cdr.Optional("signed_data")?.Value.GetRawText(),
                Findings = findings.ToValueList(),
            };
    }

    private static CdrTariff ReadTariff(JsonMember tariff) => new(tariff.Optional("id")?.String, tariff.Value.Clone(), tariff.Location);

    // 2.1.1 keeps the power type with the connector that was used, the only one of the only EVSE.
    private static EvseKind? KindOf(JsonMember location)
    {
        var connector = First(First(location, "evses"), "connectors");
        var power = location.Optional("connector_power_type")?.String ?? connector?.Optional("power_type")?.String;
        return power is null ? null : power == "DC" ? EvseKind.DC : EvseKind.AC;
    }

    private static JsonMember? First(JsonMember? parent, string name) =>
        parent?.Optional(name) is { Value.ValueKind: JsonValueKind.Array } list && list.Value.GetArrayLength() > 0 ? list.Items(0, int.MaxValue)[0] : null;
}

/// <summary>The outcome of reading a record: a record, or at least one error.</summary>
/// <param name="Cdr">The record, when there is no error.</param>
/// <param name="Errors">What is wrong, in the document's order.</param>
public sealed record CdrReading(Cdr? Cdr, ValueList<TariffError> Errors);
