namespace Fleet.Simulator.Cars;

/// <summary>A car that is plugged in.</summary>
public sealed class Car
{
    /// <summary>Power is held constant for so long: a minute, as the state of charge hardly moves in it.</summary>
    private const long StepMilliseconds = 60_000;

    private readonly Supply _supply;
    private readonly long _capacity;
    private long _stored;

    /// <summary>A car at a supply.</summary>
    /// <param name="model">What it is.</param>
    /// <param name="chargePerMille">State of charge on arrival, 0 to 1000.</param>
    /// <param name="supply">What it is plugged into.</param>
    public Car(CarModel model, int chargePerMille, Supply supply)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(chargePerMille);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chargePerMille, 1000);
        (Model, _supply) = (model, supply);
        _capacity = model.BatteryWh * EnergyMeter.MilliwattSecondsPerWh;
        _stored = _capacity / 1000 * chargePerMille;
    }

    /// <summary>What it is.</summary>
    public CarModel Model { get; }

    /// <summary>State of charge in per mille.</summary>
    public int ChargePerMille => (int)(_stored / (_capacity / 1000));

    /// <summary>Whether it takes no more.</summary>
    public bool IsFull => _stored >= _capacity;

    /// <summary>Phases that it uses.</summary>
    public int Phases => Model.PhasesOn(_supply);

    /// <summary>Power that it draws now, W.</summary>
    public int PowerW => Model.PowerW(_supply, ChargePerMille);

    /// <summary>Charges for a time and counts it on <paramref name="meter"/>; returns the energy, in milliwatt-seconds (= W × ms, so nothing is rounded).</summary>
    public long Charge(long milliseconds, EnergyMeter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        long total = 0;
        while (milliseconds > 0 && !IsFull)
        {
            var step = Math.Min(milliseconds, StepMilliseconds);
            var energy = Math.Min(PowerW * step, _capacity - _stored);
            _stored += energy;
            total += energy;
            milliseconds -= step;
        }

        meter.Add(total);
        return total;
    }
}
