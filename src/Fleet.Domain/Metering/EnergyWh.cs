namespace Fleet.Domain.Metering;

/// <summary>Energy, or the position of an energy register, in whole watt-hours. May be negative only as a difference.</summary>
/// <param name="Value">Watt-hours.</param>
public readonly record struct EnergyWh(long Value) : IComparable<EnergyWh>
{
    /// <summary>No energy.</summary>
    public static readonly EnergyWh Zero;

    /// <summary>The same energy in kilowatt-hours, exact to three decimals.</summary>
    public decimal Kwh => Value / 1000m;

    /// <inheritdoc/>
    public int CompareTo(EnergyWh other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => $"{Value} Wh";

    /// <summary>The sum.</summary>
    public static EnergyWh operator +(EnergyWh left, EnergyWh right) => new(left.Value + right.Value);

    /// <summary>The difference.</summary>
    public static EnergyWh operator -(EnergyWh left, EnergyWh right) => new(left.Value - right.Value);

    /// <summary>Whether <paramref name="left"/> is less.</summary>
    public static bool operator <(EnergyWh left, EnergyWh right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> is more.</summary>
    public static bool operator >(EnergyWh left, EnergyWh right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is at most <paramref name="right"/>.</summary>
    public static bool operator <=(EnergyWh left, EnergyWh right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is at least <paramref name="right"/>.</summary>
    public static bool operator >=(EnergyWh left, EnergyWh right) => left.Value >= right.Value;
}
