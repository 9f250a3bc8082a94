using Fleet.Ocpp.V16.Messages;
using NodaTime;

namespace Fleet.Simulator.Cars;

/// <summary>What a charger reads off its meters, as chargers write it: about 1 kB with everything spelled out.</summary>
internal static class MeterReadings
{
    private const int DcVoltage = 400;

    /// <summary>All that is measured on a connector at one time.</summary>
    public static MeterValue Read(EnergyMeter meter, Car car, Supply supply, Instant at, ReadingContext context)
    {
        var power = car.PowerW;
        List<SampledValue> values =
        [
            Value($"{meter.RegisterWh}", Measurand.EnergyActiveImportRegister, UnitOfMeasure.WattHour),
            Value($"{power}", Measurand.PowerActiveImport, UnitOfMeasure.Watt),
            Value($"{supply.MaxPowerW}", Measurand.PowerOffered, UnitOfMeasure.Watt),
        ];
        if (supply.Kind == PowerKind.Ac) AddPhases(values, power);
        else AddDirectCurrent(values, power);
        return new() { Timestamp = at, SampledValue = values };

        void AddPhases(List<SampledValue> list, int watts)
        {
            Phase[] lines = [Phase.L1, Phase.L2, Phase.L3], againstNeutral = [Phase.L1N, Phase.L2N, Phase.L3N];
            for (var phase = 0; phase < supply.Phases; phase++)
            {
                var current = phase < car.Phases ? Amperes(watts / car.Phases, Supply.PhaseVoltage) : "0.0";
                list.Add(Value(current, Measurand.CurrentImport, UnitOfMeasure.Ampere, lines[phase]));
                list.Add(Value($"{Supply.PhaseVoltage}", Measurand.Voltage, UnitOfMeasure.Volt, againstNeutral[phase]));
            }
        }

        void AddDirectCurrent(List<SampledValue> list, int watts)
        {
            list.Add(Value(Amperes(watts, DcVoltage), Measurand.CurrentImport, UnitOfMeasure.Ampere));
            list.Add(Value($"{DcVoltage}", Measurand.Voltage, UnitOfMeasure.Volt));
            list.Add(Value($"{car.ChargePerMille / 10}", Measurand.StateOfCharge, UnitOfMeasure.Percent) with { Location = MeasurementLocation.EV });
        }

        SampledValue Value(string value, Measurand measurand, UnitOfMeasure unit, Phase? phase = null) => new()
        {
            Value = value,
            Context = context,
            Format = ValueFormat.Raw,
            Measurand = measurand,
            Phase = phase,
            Location = MeasurementLocation.Outlet,
            Unit = unit,
        };
    }

    private static string Amperes(int watts, int volts)
    {
        var tenths = watts * 10 / volts;
        return $"{tenths / 10}.{tenths % 10}";
    }
}
