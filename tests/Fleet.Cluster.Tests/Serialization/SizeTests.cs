using Fleet.Cluster.Serialization;
using Fleet.Domain.Charging;
using Fleet.Domain.Metering;

namespace Fleet.Cluster.Tests.Serialization;

public sealed class SizeTests
{
    [Fact]
    public void Seven_samples_of_the_usual_kind_take_at_most_64_bytes() => Assert.InRange(Size(
        new(Measurand.EnergyActiveImportRegister, 123_456_789), new(Measurand.PowerActiveImport, 22_080), new(Measurand.PowerOffered, 22_080),
        new(Measurand.CurrentOffered, 320), new(Measurand.StateOfCharge, 805), new(Measurand.Temperature, 311), new(Measurand.Frequency, 50_010)), 40, 64);

    [Fact]
    public void Seven_samples_with_phases_contexts_and_places_take_at_most_120_bytes() => Assert.InRange(Size(
        new(Measurand.EnergyActiveImportRegister, 123_456_789, Context: ReadingContext.SampleClock), new(Measurand.CurrentImport, 320, Phase.L1),
        new(Measurand.CurrentImport, 321, Phase.L2), new(Measurand.CurrentImport, 319, Phase.L3), new(Measurand.Voltage, 2301, Phase.L1),
        new(Measurand.Voltage, 2302, Phase.L2), new(Measurand.StateOfCharge, 805, Location: SampleLocation.Vehicle)), 40, 120);

    private static int Size(params Sample[] samples)
    {
        var reading = new ReadingsRecorded([new Reading(Example.Noon, [.. samples])], new(12_345), Example.Noon);
        return Manifests.Of(reading).Write(reading).Length;
    }
}
