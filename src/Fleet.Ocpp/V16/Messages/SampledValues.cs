using System.Text.Json;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Reads and writes sampled values; words that OCPP does not know are kept.</summary>
internal static class SampledValues
{
    /// <summary>A list of sampled values is gathered in a buffer of the thread, so that only the list itself is allocated.</summary>
    [ThreadStatic]
    private static SampledValue[]? _gathered;

    public static SampledValue[] ReadList(ref Utf8JsonReader reader)
    {
        reader.Read();
        Tokens.Expect(ref reader, JsonTokenType.StartArray);
        var gathered = _gathered ??= new SampledValue[64];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == gathered.Length) Array.Resize(ref gathered, count * 2);
            gathered[count++] = Read(ref reader);
        }

        var list = gathered[..count];
        Array.Clear(gathered, 0, count);
        return list;
    }

    public static void Write(Utf8JsonWriter writer, SampledValue sampled)
    {
        writer.WriteStartObject();
        writer.WriteString("value"u8, sampled.Value);
        WriteWord(writer, "context"u8, sampled.Context, sampled.Unrecognized?.Context);
        WriteWord(writer, "format"u8, sampled.Format, sampled.Unrecognized?.Format);
        WriteWord(writer, "measurand"u8, sampled.Measurand, sampled.Unrecognized?.Measurand);
        WriteWord(writer, "phase"u8, sampled.Phase, sampled.Unrecognized?.Phase);
        WriteWord(writer, "location"u8, sampled.Location, sampled.Unrecognized?.Location);
        WriteWord(writer, "unit"u8, sampled.Unit, sampled.Unrecognized?.Unit);
        writer.WriteEndObject();
    }

    private static void WriteWord<TEnum>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, TEnum? word, string? unrecognized)
        where TEnum : struct, Enum
    {
        if (unrecognized is not null) writer.WriteString(name, unrecognized);
        else if (word is { } known) writer.WriteString(name, WireNames<TEnum>.Word(known));
    }

    private static SampledValue Read(ref Utf8JsonReader reader)
    {
        string? value = null, contextText = null, formatText = null, measurandText = null, phaseText = null, locationText = null, unitText = null;
        ReadingContext? context = null;
        ValueFormat? format = null;
        Measurand? measurand = null;
        Phase? phase = null;
        MeasurementLocation? location = null;
        UnitOfMeasure? unit = null;
        Tokens.Expect(ref reader, JsonTokenType.StartObject);
        while (Tokens.NextMember(ref reader))
        {
            var name = Tokens.Name(ref reader);
            if (name.SequenceEqual("value"u8)) value = ReadText(ref reader);
            else if (name.SequenceEqual("context"u8)) context = ReadWord<ReadingContext>(ref reader, out contextText);
            else if (name.SequenceEqual("measurand"u8)) measurand = ReadWord<Measurand>(ref reader, out measurandText);
            else if (name.SequenceEqual("unit"u8)) unit = ReadWord<UnitOfMeasure>(ref reader, out unitText);
            else if (name.SequenceEqual("location"u8)) location = ReadWord<MeasurementLocation>(ref reader, out locationText);
            else if (name.SequenceEqual("format"u8)) format = ReadWord<ValueFormat>(ref reader, out formatText);
            else if (name.SequenceEqual("phase"u8)) phase = ReadWord<Phase>(ref reader, out phaseText);
            else Tokens.SkipMember(ref reader);
        }

        var anyUnrecognized = (contextText ?? formatText ?? measurandText ?? phaseText ?? locationText ?? unitText) is not null;
        return new SampledValue
        {
            Value = value ?? throw new JsonException("A sampled value without value."),
            Context = context,
            Format = format,
            Measurand = measurand,
            Phase = phase,
            Location = location,
            Unit = unit,
            Unrecognized = anyUnrecognized ? new(contextText, formatText, measurandText, phaseText, locationText, unitText) : null,
        };
    }

    private static string ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        Tokens.Expect(ref reader, JsonTokenType.String);
        return reader.GetString()!;
    }

    /// <summary>The word of an optional member; one that is not known comes back as the zero member <c>Unrecognized</c> with its text.</summary>
    private static TEnum? ReadWord<TEnum>(ref Utf8JsonReader reader, out string? unrecognized)
        where TEnum : struct, Enum
    {
        unrecognized = null;
        if (Tokens.IsNull(ref reader)) return null;
        Tokens.Expect(ref reader, JsonTokenType.String);
        if (!WireNames<TEnum>.TryRead(ref reader, out var word)) unrecognized = reader.GetString();
        return word;
    }
}
