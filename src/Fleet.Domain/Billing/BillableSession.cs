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
    /// <summary>The reservation that it used up; null when there was none.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>
    /// Whether it is another party's record (an OCPI CDR), whose stretches are its periods: then it is never cut, because nothing is known of what lies within one
    /// (billing.md 1.9, A1), and a load that it does not state is not derived.
    /// </summary>
    public bool IsForeign { get; init; }

    /// <summary>All energy that the session took.</summary>
    public EnergyWh TotalEnergy => Energy.IsEmpty ? EnergyWh.Zero : Energy[^1].Energy;
}

/// <summary>An EVSE was kept free for a driver (OCPI 2.2.1 mod_tariffs ReservationRestrictionType); priced by its own elements and its own blocks.</summary>
/// <param name="MadeAt">When it began.</param>
/// <param name="EndedAt">When charging began, or the reservation expired.</param>
/// <param name="Expired">Whether nobody came.</param>
public sealed record Reservation(Instant MadeAt, Instant EndedAt, bool Expired);
