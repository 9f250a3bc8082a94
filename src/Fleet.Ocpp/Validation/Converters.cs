using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Fleet.Ocpp.Validation;

/// <summary>A converter that says what it accepts, so that a refused payload can be explained.</summary>
internal interface IShaped
{
    Shape Shape { get; }
}

/// <summary>Reads a text of bounded length.</summary>
internal sealed class TextConverter(int maxLength) : JsonConverter<string>, IShaped
{
    public Shape Shape { get; } = new TextShape(maxLength);

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && text.Length <= maxLength ? text : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        if (value.Length > maxLength) throw new JsonException($"'{value}' is longer than {maxLength} characters.");
        writer.WriteStringValue(value);
    }
}

/// <summary>Reads a list whose items have a converter of their own.</summary>
internal sealed class ListConverter<T>(JsonConverter<T> items) : JsonConverter<IReadOnlyList<T>>, IShaped
{
    public Shape Shape { get; } = new ListShape(((IShaped)items).Shape, 0);

    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException();
        var list = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(items.Read(ref reader, typeof(T), options)!);
        return list;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value) items.Write(writer, item, options);
        writer.WriteEndArray();
    }
}

/// <summary>Reads an integer of bounded range; a fraction of zero (<c>5.0</c>) is let through, as JSON has no integers.</summary>
internal class IntegerConverter<T>(T minimum) : JsonConverter<T>, IShaped
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public Shape Shape { get; } = new IntegerShape(long.CreateChecked(minimum), long.CreateChecked(T.MaxValue));

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number
        && IntegerShape.TryRead(ref reader, out var value)
        && value >= long.CreateChecked(minimum) && value <= long.CreateChecked(T.MaxValue)
            ? T.CreateChecked(value)
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (value < minimum) throw new JsonException($"{value} is less than {minimum}.");
        writer.WriteNumberValue(long.CreateChecked(value));
    }
}

/// <summary>Reads an integer of 32 bits.</summary>
internal sealed class Int32Converter() : IntegerConverter<int>(int.MinValue);

/// <summary>Reads an integer of 64 bits.</summary>
internal sealed class Int64Converter() : IntegerConverter<long>(long.MinValue);

/// <summary>Reads a decimal number; writes at most one digit after the point.</summary>
internal sealed class TenthsConverter : JsonConverter<decimal>, IShaped
{
    public Shape Shape { get; } = new NumberShape();

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        if (value % 0.1m != 0) throw new JsonException($"{value} has more than one digit after the point.");
        writer.WriteNumberValue(value);
    }
}

/// <summary>Reads times leniently and writes them strictly, see <see cref="Timestamp"/>.</summary>
internal sealed class TimestampConverter : JsonConverter<Instant>, IShaped
{
    public Shape Shape { get; } = new TimestampShape();

    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Timestamp.TryRead(ref reader, out var time) ? time : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        if (!Timestamp.TryFormat(value, text)) throw new JsonException($"{value} is not a time with a year of four digits.");
        writer.WriteStringValue(text[..Timestamp.WrittenLength]);
    }
}

/// <summary>Lets a member with a converter of its own be absent.</summary>
internal sealed class OptionalConverter<T>(JsonConverter<T> inner) : JsonConverter<T?>, IShaped
    where T : struct
{
    public Shape Shape { get; } = ((IShaped)inner).Shape;

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : inner.Read(ref reader, typeof(T), options);

    public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options)
    {
        if (value is { } present) inner.Write(writer, present, options);
        else writer.WriteNullValue();
    }
}
