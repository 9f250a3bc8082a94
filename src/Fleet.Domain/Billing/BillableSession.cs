using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>What Metering hands to Billing: a session's evidence, judged and put in order.</summary>
/// <param name="StartedAt">Start of the transaction, by the charger's clock.</param>
/// <param name="StoppedAt">End of the transaction, by the charger's clock; not before <paramref name="StartedAt"/>.</param>
/// <param name="Energy">Cumulative energy, in order of time, never decreasing; the first element is 0 Wh at the start.</param>
/// <param name="Stretches">What the car and the EVSE did, contiguous from start to stop; empty when the session took no time.</param>
public sealed record BillableSession(Instant StartedAt, Instant StoppedAt, ValueList<EnergyPoint> Energy, ValueList<Stretch> Stretches)
{
    /// <summary>All energy that the session took.</summary>
    public EnergyWh TotalEnergy => Energy.IsEmpty ? EnergyWh.Zero : Energy[^1].Energy;
}
