using NodaTime;

namespace Fleet.Domain.Metering;

/// <summary>The most energy that an EVSE can deliver in a time, and a car can take: what a session claims beyond it is held, never billed unseen.</summary>
/// <param name="MaxPowerW">The EVSE's power in W; <see cref="UnknownPowerW"/> where nobody knows it.</param>
public readonly record struct DeliveryLimit(long MaxPowerW)
{
    /// <summary>What an EVSE of unknown power counts as, in W.</summary>
    public const long UnknownPowerW = 500_000;

    private const long MarginWh = 1_000;

    // No road vehicle's battery holds a MWh: more is a meter's lifetime taken for a session's (billing.md 4, row 1; evcc#26629).
    private const long LargestBatteryWh = 1_000_000;

    /// <summary>The limit of an EVSE of <paramref name="maxPowerW"/> W, or of unknown power.</summary>
    public static DeliveryLimit Of(long? maxPowerW) => new(maxPowerW ?? UnknownPowerW);

    /// <summary>The most energy within <paramref name="time"/>, with 5 % and 1 kWh of margin, and never more than 1 MWh. A negative time counts as none.</summary>
    public EnergyWh Within(Duration time)
    {
        var seconds = Math.Max(0, (long)time.TotalSeconds);
        return new EnergyWh((long)Math.Min(MaxPowerW * (decimal)seconds / 3600m * 1.05m + MarginWh, LargestBatteryWh));
    }
}
