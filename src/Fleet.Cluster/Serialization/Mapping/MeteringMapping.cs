using Fleet.Domain;
using Fleet.Domain.Metering;

using Google.Protobuf.Collections;

using SerializationException = System.Runtime.Serialization.SerializationException;

namespace Fleet.Cluster.Serialization.Mapping;

/// <summary>Readings and findings.</summary>
internal static class MeteringMapping
{
    public static Protos.Reading ToProto(this Reading reading)
    {
        var proto = new Protos.Reading { At = reading.At.ToTicks() };
        proto.Measurands.AddAll(reading.Samples, static sample => sample.Measurand.ToNumber());
        proto.Values.AddAll(reading.Samples, static sample => sample.Value);
        if (HasUnusual(reading.Samples, static sample => sample.Phase != Phase.Total))
            proto.Phases.AddAll(reading.Samples, static sample => sample.Phase.ToNumber());
        if (HasUnusual(reading.Samples, static sample => sample.Context != ReadingContext.SamplePeriodic))
            proto.Contexts.AddAll(reading.Samples, static sample => sample.Context.ToNumber());
        if (HasUnusual(reading.Samples, static sample => sample.Location != SampleLocation.Outlet))
            proto.Locations.AddAll(reading.Samples, static sample => sample.Location.ToNumber());
        if (reading.SignedData is { } signedData)
            proto.SignedData = signedData;
        return proto;
    }

    public static Reading ToDomain(this Protos.Reading proto)
    {
        var samples = new Sample[proto.Measurands.Count];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = new Sample(
                proto.Measurands[i].ToEnum<Measurand>(),
                Cell(proto.Values, i, samples.Length),
                Cell(proto.Phases, i, samples.Length, Phase.Total),
                Cell(proto.Contexts, i, samples.Length, ReadingContext.SamplePeriodic),
                Cell(proto.Locations, i, samples.Length, SampleLocation.Outlet));
        }

        return new Reading(proto.At.ToInstant(), samples.ToValueList(), proto.HasSignedData ? proto.SignedData : null);
    }

    public static Protos.Finding ToProto(this Finding finding)
    {
        var proto = new Protos.Finding { Code = finding.Code, Text = finding.Text };
        if (finding.Reading is { } reading)
            proto.Reading = reading;
        return proto;
    }

    public static Finding ToDomain(this Protos.Finding proto) => new(proto.Code, proto.Text, proto.HasReading ? proto.Reading : null);

    private static bool HasUnusual(ValueList<Sample> samples, Func<Sample, bool> isUnusual)
    {
        foreach (var sample in samples)
        {
            if (isUnusual(sample))
                return true;
        }

        return false;
    }

    private static T Cell<T>(RepeatedField<int> column, int index, int samples, T usual)
        where T : struct, Enum => column.Count == 0 ? usual : Cell(column, index, samples).ToEnum<T>();

    private static T Cell<T>(RepeatedField<T> column, int index, int samples) => column.Count == samples
        ? column[index]
        : throw new SerializationException($"A reading's columns differ in length: {column.Count} values for {samples} samples.");
}
