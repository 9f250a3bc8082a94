using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Whether an EVSE can have delivered an energy.</summary>
internal static class Plausibility
{
    /// <summary>Adds to <paramref name="findings"/> that it cannot.</summary>
    /// <param name="milliWh">The energy, in thousandths of a Wh.</param>
    /// <param name="from">Since when.</param>
    /// <param name="to">Until when.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="findings">Where it is told.</param>
    public static void Check(long milliWh, Instant from, Instant to, string pointer, List<DocumentFinding> findings)
    {
        var kwh = milliWh / 1_000_000m;
        var most = DeliveryLimit.Of(null).Within(to - from);
        if (milliWh < 0)
        {
            findings.Add(new DocumentFinding(AuditCode.NegativeVolume, pointer, $"{kwh:0.######} kWh is less than nothing.", FindingWeight.Block));
        }
        else if (kwh > most.Kwh)
        {
            findings.Add(new DocumentFinding(
                AuditCode.WhInKwhField,
                pointer,
                $"{kwh:0.######} kWh from {from} to {to} is more than the {most.Kwh:0.###} kWh that any EVSE delivers in that time. Is it {kwh:0.######} Wh in a field for kWh?",
                FindingWeight.Block));
        }
    }
}
