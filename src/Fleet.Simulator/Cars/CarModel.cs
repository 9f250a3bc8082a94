namespace Fleet.Simulator.Cars;

/// <summary>A kind of car.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="BatteryWh">Usable capacity of the battery, Wh.</param>
/// <param name="AcPhases">Phases that its own charger uses.</param>
/// <param name="AcCurrentA">Most current on each of them, A.</param>
/// <param name="DcPowerW">Most power that its battery takes, W.</param>
public sealed record CarModel(string Name, int BatteryWh, int AcPhases, int AcCurrentA, int DcPowerW)
{
    /// <summary>The kinds on the road: small and large batteries, one-phase and three-phase chargers.</summary>
    public static IReadOnlyList<CarModel> All { get; } =
    [
        new("City", 28_000, 1, 32, 40_000),
        new("Compact", 42_000, 3, 16, 75_000),
        new("Hatchback", 58_000, 3, 16, 120_000),
        new("Sedan", 75_000, 3, 16, 170_000),
        new("Crossover", 64_000, 1, 32, 77_000),
        new("Van", 90_000, 3, 32, 135_000),
    ];

    /// <summary>Phases that it uses on <paramref name="supply"/>; a DC supply loads all of its own.</summary>
    public int PhasesOn(Supply supply)
    {
        ArgumentNullException.ThrowIfNull(supply);
        return supply.Kind == PowerKind.Ac ? Math.Min(AcPhases, supply.Phases) : supply.Phases;
    }

    /// <summary>Power that it draws from <paramref name="supply"/>, W.</summary>
    /// <param name="supply">What is offered.</param>
    /// <param name="chargePerMille">State of charge, 0 to 1000.</param>
    public int PowerW(Supply supply, int chargePerMille)
    {
        var phases = PhasesOn(supply);
        var offered = supply.Kind == PowerKind.Ac
            ? Math.Min(supply.MaxPowerW * phases / supply.Phases, phases * AcCurrentA * Supply.PhaseVoltage)
            : supply.MaxPowerW;
        return Math.Min(offered, ChargingCurve.AcceptedPowerW(DcPowerW, chargePerMille));
    }
}
