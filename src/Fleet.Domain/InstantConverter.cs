using System.Text.Json;
using System.Text.Json.Serialization;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain;

/// <summary>An instant as ISO 8601 in UTC.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    /// <inheritdoc/>
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
        return parsed.Success ? parsed.Value.ToInstant() : throw new JsonException("must be a time in ISO 8601 with Z or an offset");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
}
