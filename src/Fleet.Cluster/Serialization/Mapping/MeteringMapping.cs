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
        proto.SignedData.AddAll(reading.SignedValues, static signed => signed.Data);
        if (reading.SignedValues.Items.Any(static signed => signed != new SignedData(signed.Data)))
            proto.SignedNotes.AddAll(reading.SignedValues, ToNote);
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

        return new Reading(proto.At.ToInstant(), samples.ToValueList(), ToSigned(proto));
    }

    private static ValueList<SignedData> ToSigned(Protos.Reading proto)
    {
        if (proto.SignedNotes.Count == 0)
            return proto.SignedData.Select(data => new SignedData(data)).ToValueList();
        if (proto.SignedNotes.Count != proto.SignedData.Count)
            throw new SerializationException($"A reading has {proto.SignedNotes.Count} notes for {proto.SignedData.Count} signed values.");
        return proto.SignedData.Zip(proto.SignedNotes, ToDomain).ToValueList();
    }

    private static Protos.SignedDataNote ToNote(SignedData signed)
    {
        var note = new Protos.SignedDataNote { IsCut = signed.IsCut };
        if (signed.Encoding is { } encoding)
            note.Encoding = encoding;
        if (signed.Method is { } method)
            note.Method = method;
        if (signed.PublicKey is { } publicKey)
            note.PublicKey = publicKey;
        return note;
    }

    private static SignedData ToDomain(string data, Protos.SignedDataNote note) => new(
        data,
        note.HasEncoding ? note.Encoding : null,
        note.HasMethod ? note.Method : null,
        note.HasPublicKey ? note.PublicKey : null,
        note.IsCut);

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
