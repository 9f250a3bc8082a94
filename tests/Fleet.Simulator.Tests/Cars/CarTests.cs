using System.Text;
using System.Text.Json;
using CsCheck;
using Fleet.Ocpp.V16;
using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.Cars;
using NodaTime;

namespace Fleet.Simulator.Tests.Cars;

public sealed class CarTests
{
    private const long MilliwattSecondsPerWh = 3_600_000;

    private static readonly Supply Ac = new(PowerKind.Ac, 22_000, 3);
    private static readonly Supply Dc = new(PowerKind.Dc, 150_000, 3);
    private static readonly Gen<CarModel> Models = Gen.Int[0, CarModel.All.Count - 1].Select(index => CarModel.All[index]);
    private static readonly Gen<Supply> Supplies = Gen.Bool.Select(isAc => isAc ? Ac : Dc);

    [Fact]
    public void Whatever_the_spacing_of_the_readings_their_energies_add_up_to_the_register() =>
        Gen.Select(Models, Supplies, Gen.Int[0, 1000], Gen.Int[0, 50_000_000], Gen.Int[1, 3_600_000].Array[1, 60]).Sample((model, supply, charge, register, steps) =>
        {
            var (meter, car) = (new EnergyMeter(register), new Car(model, charge, supply));
            long drawn = 0, differences = 0, before = meter.RegisterWh;
            foreach (var step in steps)
            {
                drawn += car.Charge(step, meter);
                differences += meter.RegisterWh - before;
                Assert.True(meter.RegisterWh >= before);
                before = meter.RegisterWh;
            }

            Assert.Equal(drawn / MilliwattSecondsPerWh, differences);
            Assert.Equal(register + differences, meter.RegisterWh);
        });

    [Fact]
    public void A_meter_of_constant_power_shows_power_times_time()
    {
        // A van could take 3 × 32 A × 230 V = 22,080 W, the post gives 22,000 W: 22,000 W × 2,161 s / 3,600 = 13,206.1 Wh.
        var (meter, car) = (new EnergyMeter(100), new Car(CarModel.All.Single(model => model.Name == "Van"), 200, Ac));

        car.Charge(2_161_000, meter);

        Assert.Equal(100 + 13_206, meter.RegisterWh);
    }

    [Fact]
    public void A_car_never_takes_more_than_its_battery_lacks_and_is_full_in_the_end() =>
        Gen.Select(Models, Supplies, Gen.Int[0, 1000]).Sample((model, supply, charge) =>
        {
            var (meter, car) = (new EnergyMeter(0), new Car(model, charge, supply));

            car.Charge(5L * 24 * 3_600_000, meter);

            Assert.True(car.IsFull);
            Assert.Equal(0, car.PowerW);
            Assert.Equal((long)model.BatteryWh * (1000 - charge) / 1000, meter.RegisterWh);
        });

    [Fact]
    public void Power_never_rises_with_the_state_of_charge_and_stays_within_the_limits() =>
        Gen.Select(Models, Supplies, Gen.Int[0, 999]).Sample((model, supply, charge) =>
        {
            var power = model.PowerW(supply, charge);

            Assert.InRange(power, 1, Math.Min(supply.MaxPowerW, model.DcPowerW));
            Assert.True(model.PowerW(supply, charge + 1) <= power);
        });

    [Theory]
    [InlineData("City", 7_333)] // one of the three phases of 22 kW; 32 A × 230 V would be 7,360 W
    [InlineData("Compact", 11_040)] // 3 × 16 A × 230 V
    [InlineData("Van", 22_000)] // the post's limit
    public void The_cars_own_charger_limits_alternating_current(string name, int expectedW) =>
        Assert.Equal(expectedW, CarModel.All.Single(model => model.Name == name).PowerW(Ac, 300));

    [Fact]
    public void Direct_current_is_constant_up_to_80_percent_and_then_tapers()
    {
        var sedan = CarModel.All.Single(model => model.Name == "Hatchback");

        Assert.Equal([120_000, 120_000, 120_000], new[] { 100, 500, 800 }.Select(charge => sedan.PowerW(Dc, charge)));
        Assert.Equal(54_000, sedan.PowerW(Dc, 900));
        Assert.Equal(0, sedan.PowerW(Dc, 1000));
    }

    [Theory]
    [InlineData(PowerKind.Ac)]
    [InlineData(PowerKind.Dc)]
    public void Readings_have_the_size_and_measurands_of_real_ones(PowerKind kind)
    {
        var supply = kind == PowerKind.Ac ? Ac : Dc;
        var (meter, car) = (new EnergyMeter(1_234_567), new Car(CarModel.All[1], 400, supply));
        var reading = MeterReadings.Read(meter, car, supply, Instant.FromUtc(2026, 3, 1, 8, 0), ReadingContext.SamplePeriodic);

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Actions.MeterValues.Write(writer, new MeterValuesRequest { ConnectorId = 1, TransactionId = 1, MeterValue = [reading] });
        }

        var json = Encoding.UTF8.GetString(stream.ToArray());
        Assert.InRange(json.Length, 700, 1500);
        Assert.Contains("\"value\":\"1234567\"", json, StringComparison.Ordinal);
        var measurands = reading.SampledValue.Select(value => value.MeasurandOrDefault).ToHashSet();
        Assert.Superset(new HashSet<Measurand> { Measurand.EnergyActiveImportRegister, Measurand.PowerActiveImport, Measurand.CurrentImport, Measurand.Voltage }, measurands);
        Assert.Equal(kind == PowerKind.Dc, measurands.Contains(Measurand.StateOfCharge));
    }
}
