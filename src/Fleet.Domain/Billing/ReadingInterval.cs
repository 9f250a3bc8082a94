using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>What lies between two readings: a straight line of energy over time.</summary>
/// <param name="From">Unix ticks of the first reading.</param>
/// <param name="FromMilliWh">Its energy since the session's start.</param>
/// <param name="To">Unix ticks of the second reading.</param>
/// <param name="ToMilliWh">Its energy; not less.</param>
internal readonly record struct ReadingInterval(long From, long FromMilliWh, long To, long ToMilliWh)
{
    private const int WattHour = 1000;

    // A Wh in an hour is a W.
    private const long TicksPerHour = 36_000_000_000;

    // Where no record states a current it follows from the power at the nominal voltage of EN 50160.
    private const int NominalVolts = 230;

    /// <summary>The energy at <paramref name="at"/> in whole Wh, halves up, and never outside the two readings.</summary>
    public long At(long at)
    {
        if (at >= To)
            return ToMilliWh;
        if (at <= From)
            return FromMilliWh;
        Int128 width = To - From;
        Int128 rise = ToMilliWh - FromMilliWh;
        var exact = (2 * ((FromMilliWh * width) + (rise * (at - From)))) + (WattHour * width);
        var whole = (long)(exact / (2 * WattHour * width)) * WattHour;
        return Math.Clamp(whole, FromMilliWh, ToMilliWh);
    }

    /// <summary>The first whole millisecond by which <paramref name="milliWh"/>, above the first reading and not above the second, had been taken; never after the second.</summary>
    public long Reaches(long milliWh)
    {
        Int128 rise = ToMilliWh - FromMilliWh;
        var ticks = ((milliWh - FromMilliWh) * (Int128)(To - From) + rise - 1) / rise;
        var at = From + (long)ticks;
        var beyond = at % NodaConstants.TicksPerMillisecond;
        return Math.Min(beyond == 0 ? at : at - beyond + (beyond > 0 ? NodaConstants.TicksPerMillisecond : 0), To);
    }

    /// <summary>The current of a power at the nominal voltage, mA.</summary>
    public static long Current(long watts) => watts * 1000 / NominalVolts;

    /// <summary>The mean power and current between the two readings, rounded down; zero where they are of one instant.</summary>
    public Load MeanLoad()
    {
        if (To <= From)
            return new Load(0, 0, 0, 0);
        var watts = (long)((ToMilliWh - FromMilliWh) * (Int128)TicksPerHour / WattHour / (To - From));
        var milliAmperes = (long)((ToMilliWh - FromMilliWh) * (Int128)TicksPerHour / NominalVolts / (To - From));
        return new Load(watts, watts, milliAmperes, milliAmperes);
    }
}
