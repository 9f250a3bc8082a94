using Fleet.Domain.Billing.Documents;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Whether a record says what its tariff says.</summary>
public enum Verdict
{
    /// <summary>All that it states is what comes out.</summary>
    Ok = 1,

    /// <summary>Something else comes out.</summary>
    Mismatch = 2,

    /// <summary>The record does not state, or contradicts, what it would be computed from.</summary>
    NotVerifiable = 3,
}

/// <summary>How an amount was rounded that agrees; OCPI leaves that open (ocpi#401).</summary>
public enum AmountRounding
{
    /// <summary>Not further than it is written.</summary>
    Exact = 1,

    /// <summary>The total, to what can be paid.</summary>
    Total = 2,

    /// <summary>Each line, to what can be paid.</summary>
    Line = 3,
}

/// <summary>Something that a record states and that was computed.</summary>
/// <param name="Code">What it means where they differ: one of <see cref="AuditCode"/>.</param>
/// <param name="JsonPointer">Where it is stated.</param>
/// <param name="Stated">What is stated.</param>
/// <param name="Computed">What comes out, exact; null when it cannot be derived.</param>
/// <param name="Rounding">How it agrees; null when it does not, or is no amount.</param>
/// <param name="Agrees">Whether it does.</param>
public sealed record AuditComparison(string Code, string JsonPointer, decimal Stated, decimal? Computed, AmountRounding? Rounding, bool Agrees)
{
    /// <summary>Stated less computed; null when it cannot be derived.</summary>
    public decimal? Difference => Stated - Computed;

    /// <summary>Whether it is an amount of money.</summary>
    public bool IsMoney => Code is AuditCode.TotalCostDiffers or AuditCode.CostDiffers;
}

/// <summary>What became of an audit.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Cdr">The record; null when it is malformed.</param>
/// <param name="Bill">What comes out; null when nothing sure can be said.</param>
/// <param name="Comparisons">All that was compared.</param>
/// <param name="Findings">What a person should know.</param>
/// <param name="Errors">What is malformed.</param>
public sealed record AuditOutcome(
    Verdict Verdict, Cdr? Cdr, Bill? Bill, ValueList<AuditComparison> Comparisons, ValueList<DocumentFinding> Findings, ValueList<TariffError> Errors)
{
    /// <summary>Whether it may be paid unseen.</summary>
    public bool IsPayable => Verdict == Verdict.Ok && Findings.All(static finding => finding.Weight == FindingWeight.Note);

    /// <summary>A document that is malformed.</summary>
    internal static AuditOutcome Malformed(ValueList<TariffError> errors, Cdr? cdr = null) => new(Verdict.NotVerifiable, cdr, null, [], [], errors);
}
