using Fleet.Domain.Billing.Promotions;
using Fleet.Domain.Metering;

namespace Fleet.Domain.Billing;

/// <summary>What else decides about a bill, beside evidence and tariff.</summary>
/// <param name="Findings">Found before rating, in the evidence; they stand on the bill.</param>
/// <param name="Holds">Reasons to hold the bill, in words of <see cref="FindingCode"/>; each once.</param>
/// <param name="TookNothing">Whether the session is known to have had no service: then it costs nothing, whatever the tariff says.</param>
/// <param name="EvseKind">What the EVSE delivers; null when unknown.</param>
/// <param name="PaymentBrand">Brand of the card that pays; null when none was presented.</param>
/// <param name="TimeNotBillable">Whether the meter's clock is informative only, so that nothing may be billed by time (billing.md 3).</param>
/// <param name="Resumes">Whether the session goes on after an interruption of one that was billed: then a session fee and a least price are not charged again.</param>
/// <param name="SignedEnergy">Energy between readings that the meter signed and whose signature is good.</param>
public sealed record RatingTerms(
    ValueList<Finding> Findings = default,
    ValueList<string> Holds = default,
    bool TookNothing = false,
    EvseKind? EvseKind = null,
    string? PaymentBrand = null,
    bool TimeNotBillable = false,
    bool Resumes = false,
    EnergyWh SignedEnergy = default)
{
    /// <summary>The promotions that were frozen with the session.</summary>
    public ValueList<FrozenPromotion> Promotions { get; init; }

    /// <summary>Nothing found, nothing to hold, nothing known.</summary>
    public static readonly RatingTerms None = new();
}
