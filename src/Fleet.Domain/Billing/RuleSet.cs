namespace Fleet.Domain.Billing;

/// <summary>A version of the rules by which a tariff is applied; frozen with it, so that a bill can be replayed after the rules changed.</summary>
public enum RuleSet
{
    /// <summary><c>ocpi-2.2.1-d2</c>: step_size once a session for energy and once for time, parking time first.</summary>
    Ocpi221D2 = 1,

    /// <summary><c>ocpi-3-nostep</c>: step_size is ignored, as OCPI 3.0 does.</summary>
    Ocpi3NoStep = 2,

    /// <summary><c>ocpi-2.2</c>: step_size once for charging and parking time together (the rule before the 2.2.1-d2 bugfixes).</summary>
    Ocpi22 = 3,
}

/// <summary>The names of rule sets in interfaces.</summary>
public static class RuleSets
{
    /// <summary>The stable name.</summary>
    public static string Id(this RuleSet ruleSet) => ruleSet switch
    {
        RuleSet.Ocpi221D2 => "ocpi-2.2.1-d2",
        RuleSet.Ocpi3NoStep => "ocpi-3-nostep",
        RuleSet.Ocpi22 => "ocpi-2.2",
        _ => throw new ArgumentOutOfRangeException(nameof(ruleSet), ruleSet, "Not a rule set."),
    };

    /// <summary>The rule set of that name, or null.</summary>
    public static RuleSet? Find(string id) => id switch
    {
        "ocpi-2.2.1-d2" => RuleSet.Ocpi221D2,
        "ocpi-3-nostep" => RuleSet.Ocpi3NoStep,
        "ocpi-2.2" => RuleSet.Ocpi22,
        _ => null,
    };
}
