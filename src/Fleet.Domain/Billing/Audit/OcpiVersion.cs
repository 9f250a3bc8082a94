using System.Text.Json;

using Fleet.Domain.Billing.Documents;

namespace Fleet.Domain.Billing.Audit;

/// <summary>A version of OCPI, as far as charge detail records and their rules differ.</summary>
public enum OcpiVersion
{
    /// <summary>2.1.1: a cost is a number.</summary>
    V211 = 1,

    /// <summary>2.2: costs without and with VAT; a token has no country.</summary>
    V22 = 2,

    /// <summary>2.2.1: as 2.2, with the step_size rules of its bug fixes (d2).</summary>
    V221 = 3,

    /// <summary>2.3.0: a cost and the taxes on it.</summary>
    V230 = 4,
}

/// <summary>Names, marks and rules of OCPI versions.</summary>
public static class OcpiVersions
{
    /// <summary>The version's number.</summary>
    public static string Id(this OcpiVersion version) => version switch
    {
        OcpiVersion.V211 => "2.1.1",
        OcpiVersion.V22 => "2.2",
        OcpiVersion.V221 => "2.2.1",
        OcpiVersion.V230 => "2.3.0",
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not a version of OCPI."),
    };

    /// <summary>The rules that a record of this version may have been made by, the likeliest first: d2 changed those of 2.2.1 after it was published.</summary>
    public static ValueList<RuleSet> Rules(this OcpiVersion version) => version switch
    {
        OcpiVersion.V211 or OcpiVersion.V22 => [RuleSet.Ocpi22],
        OcpiVersion.V221 => [RuleSet.Ocpi221D2, RuleSet.Ocpi22],
        OcpiVersion.V230 => [RuleSet.Ocpi221D2],
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "Not a version of OCPI."),
    };

    /// <summary>The version of a record, by what only it has; a record does not name it.</summary>
    internal static OcpiVersion Of(JsonMember cdr)
    {
        var cost = cdr.Optional("total_cost");
        if (cost?.Has("before_taxes") == true || (cdr.Optional("tariffs") is { Value.ValueKind: JsonValueKind.Array } tariffs && tariffs.Items(0, int.MaxValue).Any(static tariff => tariff.Has("tax_included"))))
            return OcpiVersion.V230;
        if (cost?.Value.ValueKind == JsonValueKind.Number || cdr.Has("stop_date_time") || cdr.Has("auth_id") || cdr.Has("location"))
            return OcpiVersion.V211;
        return cdr.Optional("cdr_token") is { } token && !token.Has("country_code") ? OcpiVersion.V22 : OcpiVersion.V221;
    }
}
