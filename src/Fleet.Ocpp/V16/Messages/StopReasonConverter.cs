using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>Reads the reason of a stop leniently: a word that OCPP 1.6 lacks counts as Other, since to refuse it would lose the end of a session.</summary>
internal sealed class StopReasonConverter : JsonConverter<StopReason>, IShaped
{
    public Shape Shape { get; } = new TextShape(int.MaxValue);

    public override StopReason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String when WireNames<StopReason>.TryRead(ref reader, out var reason) => reason,
        JsonTokenType.String => StopReason.Other,
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, StopReason value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WireNames<StopReason>.Word(value));
}
