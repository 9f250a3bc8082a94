using NodaTime;

namespace Fleet.Domain.Metering;

/// <summary>What an EVSE and the car did during a stretch of a session, as far as a price depends on it.</summary>
public enum StretchKind
{
    /// <summary>The car takes or asks for power (OCPI dimension TIME).</summary>
    Charging = 1,

    /// <summary>The car is connected and asks for no power (OCPI dimension PARKING_TIME; OCPP SuspendedEV, Finishing).</summary>
    Parking = 2,

    /// <summary>The station held the power back (OCPP SuspendedEVSE, a limit of 0, a fault): neither TIME nor PARKING_TIME, shown as 0.00.</summary>
    HeldByStation = 3,
}

/// <summary>A stretch of a session, <paramref name="From"/> inclusive to <paramref name="To"/> exclusive.</summary>
/// <param name="From">Its start, by the charger's clock.</param>
/// <param name="To">Its end, by the charger's clock.</param>
/// <param name="Kind">What happened in it.</param>
/// <param name="Load">Power and current as the record itself states them; null where they follow from the energy.</param>
public readonly record struct Stretch(Instant From, Instant To, StretchKind Kind, Load? Load = null);

/// <summary>The bounds of power and current within a stretch, each the sum over the phases; null where the record does not state it.</summary>
/// <param name="MinPowerW">Least power, W.</param>
/// <param name="MaxPowerW">Highest power, W.</param>
/// <param name="MinCurrentMa">Least current, mA.</param>
/// <param name="MaxCurrentMa">Highest current, mA.</param>
public sealed record Load(long? MinPowerW = null, long? MaxPowerW = null, long? MinCurrentMa = null, long? MaxCurrentMa = null);
