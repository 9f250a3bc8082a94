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
}
