using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Ocpp.Validation;

/// <summary>Reads and writes an enumeration by the words of the specification.</summary>
internal sealed class WireEnumConverter<TEnum> : JsonConverter<TEnum>, IShaped
    where TEnum : struct, Enum
{
    public Shape Shape { get; } = new EnumerationShape<TEnum>();

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && WireNames<TEnum>.TryRead(ref reader, out var value) ? value : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WireNames<TEnum>.Word(value));
}
