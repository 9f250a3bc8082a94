using NodaTime;

namespace Fleet.Domain.Metering;

/// <summary>What a charger's meter showed at one instant.</summary>
/// <param name="At">The charger's timestamp, in UTC.</param>
/// <param name="Samples">The values.</param>
/// <param name="SignedValues">The signed values among them, in the charger's order.</param>
public sealed record Reading(Instant At, ValueList<Sample> Samples, ValueList<SignedData> SignedValues = default)
{
    /// <summary>
    /// The position of the register that a session is billed by: active import at the outlet, over all phases or else as the sum of the phases. Where one reading holds
    /// several contexts the most trusted one counts, never the last one (OCPP.Core and evcc lost sessions by that). Null when the reading holds no such register.
    /// </summary>
    public EnergyWh? ImportRegister => Find(Measurand.EnergyActiveImportRegister) is { } wh ? new EnergyWh(wh) : null;

    /// <summary>Active import power in W, null when the reading holds none.</summary>
    public long? ImportPowerW => Find(Measurand.PowerActiveImport);

    /// <summary>State of charge in tenths of a percent, null when the reading holds none.</summary>
    public long? StateOfChargePermille => Samples.Items.FirstOrDefault(s => s.Measurand == Measurand.StateOfCharge) is { Measurand: not Measurand.Unknown } soc ? soc.Value : null;

    private long? Find(Measurand measurand) => MostTrusted(measurand, Phase.Total) ?? SumOfPhases(measurand);

    private long? SumOfPhases(Measurand measurand)
    {
        long? sum = null;
        foreach (var phase in (ReadOnlySpan<Phase>)[Phase.L1, Phase.L2, Phase.L3])
        {
            if (MostTrusted(measurand, phase) is { } value)
                sum = (sum ?? 0) + value;
        }

        return sum;
    }

    private long? MostTrusted(Measurand measurand, Phase phase)
    {
        Sample? best = null;
        foreach (var sample in Samples)
        {
            if (sample.Measurand == measurand && sample.Location == SampleLocation.Outlet && sample.Phase == phase
                && (best is null || sample.Context > best.Value.Context))
                best = sample;
        }

        return best?.Value;
    }
}
