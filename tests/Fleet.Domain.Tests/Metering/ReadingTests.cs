using Fleet.Domain.Metering;

using static Fleet.Domain.Tests.Given;

namespace Fleet.Domain.Tests.Metering;

/// <summary>Which sample of a reading is the register that money is counted by (evcc#33256: key by measurand, context, phase and location, never the last one).</summary>
public sealed class ReadingTests
{
    private const Measurand Import = Measurand.EnergyActiveImportRegister;

    [Theory]
    [InlineData(ReadingContext.SamplePeriodic)]
    [InlineData(ReadingContext.SampleClock)]
    [InlineData(ReadingContext.Trigger)]
    [InlineData(ReadingContext.TransactionEnd)]
    public void The_begin_that_a_station_repeats_in_each_message_is_not_the_register(ReadingContext current)
    {
        Sample begin = new(Import, 1_000, Context: ReadingContext.TransactionBegin), now = new(Import, 7_500, Context: current);

        Assert.Equal(new EnergyWh(7_500), new Reading(Noon, [now, begin]).ImportRegister);
        Assert.Equal(new EnergyWh(7_500), new Reading(Noon, [begin, now]).ImportRegister);
    }

    [Fact]
    public void A_begin_alone_is_the_register() =>
        Assert.Equal(new EnergyWh(1_000), new Reading(Noon, [new Sample(Import, 1_000, Context: ReadingContext.TransactionBegin)]).ImportRegister);

    [Fact]
    public void Phases_add_up_where_there_is_no_total() =>
        Assert.Equal(new EnergyWh(600), new Reading(Noon, [new Sample(Import, 100, Phase.L1), new Sample(Import, 200, Phase.L2), new Sample(Import, 300, Phase.L3)]).ImportRegister);

    [Fact]
    public void A_total_counts_alone_beside_its_phases() =>
        Assert.Equal(new EnergyWh(601), new Reading(Noon, [new Sample(Import, 100, Phase.L1), new Sample(Import, 601), new Sample(Import, 200, Phase.L2)]).ImportRegister);

    [Fact]
    public void Each_phase_counts_with_its_most_trusted_context()
    {
        static Sample Of(Phase phase, long wh, ReadingContext context) => new(Import, wh, phase, context);
        Reading reading = new(Noon, [
            Of(Phase.L1, 10, ReadingContext.TransactionBegin), Of(Phase.L2, 20, ReadingContext.TransactionBegin),
            Of(Phase.L1, 110, ReadingContext.SamplePeriodic), Of(Phase.L2, 220, ReadingContext.SamplePeriodic)]);

        Assert.Equal(new EnergyWh(330), reading.ImportRegister);
    }

    [Theory]
    [InlineData(Measurand.EnergyActiveExportRegister, SampleLocation.Outlet)]
    [InlineData(Measurand.EnergyActiveImportInterval, SampleLocation.Outlet)]
    [InlineData(Measurand.EnergyReactive, SampleLocation.Outlet)]
    [InlineData(Measurand.StateOfCharge, SampleLocation.Outlet)]
    [InlineData(Import, SampleLocation.Inlet)]
    [InlineData(Import, SampleLocation.Vehicle)]
    public void Nothing_else_is_the_register(Measurand measurand, SampleLocation location) =>
        Assert.Null(new Reading(Noon, [new Sample(measurand, 5, Location: location)]).ImportRegister);

    [Fact]
    public void Export_and_inlet_beside_the_register_change_nothing() => Assert.Equal(new EnergyWh(42), new Reading(Noon, [
        new Sample(Import, 42), new Sample(Import, 50, Location: SampleLocation.Inlet), new Sample(Measurand.EnergyActiveExportRegister, 9)]).ImportRegister);

    [Fact]
    public void Neutral_and_line_to_line_values_are_no_phases() =>
        Assert.Null(new Reading(Noon, [new Sample(Import, 5, Phase.Neutral), new Sample(Import, 5, Phase.BetweenPhases)]).ImportRegister);

    [Fact]
    public void Power_and_state_of_charge_are_found_beside_the_register()
    {
        Reading reading = new(Noon, [new Sample(Import, 42), new Sample(Measurand.PowerActiveImport, 11_000), new Sample(Measurand.StateOfCharge, 555)]);

        Assert.Equal(11_000, reading.ImportPowerW);
        Assert.Equal(555, reading.StateOfChargePermille);
        Assert.Null(Meter(0, 1).ImportPowerW);
        Assert.Null(Meter(0, 1).StateOfChargePermille);
    }

    [Fact]
    public void Signed_data_tells_readings_apart() =>
        Assert.NotEqual(Meter(0, 1) with { SignedValues = [new SignedData("OCMF|{}|{}")] }, Meter(0, 1));
}
