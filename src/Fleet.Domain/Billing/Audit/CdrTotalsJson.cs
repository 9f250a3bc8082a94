using System.Text.Json;

using Fleet.Domain.Billing.Documents;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Reads what a record states of the whole (OCPI mod_cdrs CDR, mod_types Price).</summary>
internal static class CdrTotalsJson
{
    private const decimal Most = 1_000_000_000m;
    private const int MostDecimals = 20;

    /// <summary>Reads all of it; without a cost there is nothing to audit, without energy or time less to compare.</summary>
    public static CdrTotals Read(JsonMember cdr, List<DocumentFinding> findings)
    {
        foreach (var name in new[] { "total_energy", "total_time" })
        {
            if (!cdr.Has(name))
                findings.Add(new DocumentFinding(AuditCode.MissingField, $"/{name}", $"OCPI requires {name}, and it is not there to be compared.", FindingWeight.Hold));
        }

        return Read(cdr);
    }

    private static CdrTotals Read(JsonMember cdr) => new()
    {
        Cost = ReadCost(cdr.Required("total_cost")),
        FixedCost = ReadCost(cdr.Optional("total_fixed_cost")),
        EnergyCost = ReadCost(cdr.Optional("total_energy_cost")),
        TimeCost = ReadCost(cdr.Optional("total_time_cost")),
        ParkingCost = ReadCost(cdr.Optional("total_parking_cost")),
        ReservationCost = ReadCost(cdr.Optional("total_reservation_cost")),
        Energy = ReadNumber(cdr.Optional("total_energy")),
        Time = ReadNumber(cdr.Optional("total_time")),
        ParkingTime = ReadNumber(cdr.Optional("total_parking_time")),
    };

    private static StatedCost? ReadCost(JsonMember? member)
    {
        if (member is not { } cost)
            return null;
        if (cost.Value.ValueKind == JsonValueKind.Number)
            return new StatedCost(ReadNumber(cost), null, null);
        if (cost.Has("before_taxes"))
            return ReadTaxed(cost);
        if (!cost.IsObject(["excl_vat", "incl_vat"]))
            return null;
        return new StatedCost(ReadNumber(cost.Required("excl_vat")), ReadNumber(cost.Optional("incl_vat")), null);
    }

    private static StatedCost? ReadTaxed(JsonMember cost)
    {
        if (!cost.IsObject(["before_taxes", "taxes"]))
            return null;
        var net = ReadNumber(cost.Optional("before_taxes"));
        if (cost.Optional("taxes") is not { } taxes)
            return new StatedCost(net, null, null);
        var sum = 0m;
        foreach (var tax in taxes.Items(0, 100))
        {
            if (tax.IsObject(["name", "account_number", "percentage", "amount"]))
                sum += ReadNumber(tax.Required("amount"))?.Value ?? 0m;
        }

        return new StatedCost(net, null, new Stated(sum, taxes.Location));
    }

    private static Stated? ReadNumber(JsonMember? member) =>
        member is { } given && given.Number(-Most, Most, MostDecimals) is { } number ? new Stated(number, given.Location) : null;
}
