namespace Fleet.Domain.Billing;

/// <summary>What a price component prices (OCPI TariffDimensionType).</summary>
public enum TariffDimension
{
    /// <summary>Energy taken; price per kWh, step size in Wh.</summary>
    Energy = 1,

    /// <summary>Time in which the car takes or asks for power; price per hour, step size in seconds.</summary>
    Time = 2,

    /// <summary>Time in which the car asks for no power; price per hour, step size in seconds.</summary>
    ParkingTime = 3,

    /// <summary>A fee for the session; no step size.</summary>
    Flat = 4,
}

/// <summary>The names of dimensions in interfaces.</summary>
public static class TariffDimensions
{
    /// <summary>The name that OCPI has for it.</summary>
    public static string Id(this TariffDimension dimension) => dimension switch
    {
        TariffDimension.Energy => "ENERGY",
        TariffDimension.Time => "TIME",
        TariffDimension.ParkingTime => "PARKING_TIME",
        TariffDimension.Flat => "FLAT",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "Not a dimension."),
    };
}
