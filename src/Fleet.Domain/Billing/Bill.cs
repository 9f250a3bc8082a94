using Fleet.Domain.Metering;

namespace Fleet.Domain.Billing;

/// <summary>Whether a bill may be charged.</summary>
public enum BillState
{
    /// <summary>It may.</summary>
    Billed = 1,

    /// <summary>A person must look at it first; its lines and totals are a proposal.</summary>
    Held = 2,
}

/// <summary>What a session costs and why. A pure function of the session's evidence and its frozen tariff.</summary>
public sealed record Bill
{
    /// <summary>Whether it may be charged.</summary>
    public required BillState State { get; init; }

    /// <summary>Why it is held, in words of <see cref="FindingCode"/>; empty when it is not.</summary>
    public ValueList<string> HeldFor { get; init; }

    /// <summary>Energy taken.</summary>
    public EnergyWh Energy { get; init; }

    /// <summary>Whole seconds in which the car took or asked for power.</summary>
    public long ChargingSeconds { get; init; }

    /// <summary>Whole seconds in which the car was connected and asked for none.</summary>
    public long IdleSeconds { get; init; }

    /// <summary>The tariff, rules and zone that it was made by; null when there was no tariff.</summary>
    public TariffStamp? Tariff { get; init; }

    /// <summary>Currency of every amount; null when there was no tariff.</summary>
    public Currency? Currency { get; init; }

    /// <summary>Whether line amounts are net or gross; null when there was no tariff.</summary>
    public TaxBasis? TaxBasis { get; init; }

    /// <summary>Total without tax, rounded; null where it cannot be derived.</summary>
    public decimal? TotalExclTax { get; init; }

    /// <summary>Total with tax, rounded; null where it cannot be derived.</summary>
    public decimal? TotalInclTax { get; init; }

    /// <summary>Total without tax before any rounding.</summary>
    public decimal? ExactExclTax { get; init; }

    /// <summary>Total with tax before any rounding.</summary>
    public decimal? ExactInclTax { get; init; }

    /// <summary>Tax by rate, lowest rate first; their amounts add up to the difference of the totals.</summary>
    public ValueList<TaxLine> Taxes { get; init; }

    /// <summary>What is charged, in order of time, adjustments last; rounded amounts add up to the net total (gross where prices include tax).</summary>
    public ValueList<BillLine> Lines { get; init; }

    /// <summary>By what the energy is proven.</summary>
    public EvidenceQuality Evidence { get; init; } = EvidenceQuality.None;

    /// <summary>What a person should know about the evidence and the price.</summary>
    public ValueList<Finding> Findings { get; init; }

    /// <summary>The total in words, such as <c>4.20 EUR</c>: with tax where that can be told.</summary>
    public string Price() => (TotalInclTax, TotalExclTax) switch
    {
        ({ } gross, _) => $"{gross} {Currency}",
        (null, { } net) => $"{net} {Currency} plus tax",
        _ => "no price",
    };
}

/// <summary>How much of a bill's energy is proven by what; the four add up to it. Milli-Wh are rounded into the plain share.</summary>
/// <param name="SignedEnergy">Between readings that the meter signed and whose signature is good.</param>
/// <param name="PlainEnergy">Between readings.</param>
/// <param name="InterpolatedEnergy">Next to a change of price that fell between two readings.</param>
/// <param name="EstimatedEnergy">Not read at all.</param>
public sealed record EvidenceQuality(EnergyWh SignedEnergy, EnergyWh PlainEnergy, EnergyWh InterpolatedEnergy, EnergyWh EstimatedEnergy)
{
    /// <summary>No energy.</summary>
    public static readonly EvidenceQuality None = new(EnergyWh.Zero, EnergyWh.Zero, EnergyWh.Zero, EnergyWh.Zero);
}

/// <summary>The tax of one rate.</summary>
/// <param name="RatePercent">Percent; null where a price limit on the gross side moved tax without there being a rate.</param>
/// <param name="Base">Net amount that it is due on, rounded.</param>
/// <param name="Amount">The tax, rounded.</param>
public sealed record TaxLine(decimal? RatePercent, decimal Base, decimal Amount);
