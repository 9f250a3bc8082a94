using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.Ocpp.Validation;
using NodaTime;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>By hand, because nine of ten messages of a busy charger are this one.</summary>
internal sealed class MeterValuesRequestConverter : JsonConverter<MeterValuesRequest>, IShaped
{
    private static readonly MeterValueConverter Items = new();

    public Shape Shape { get; } = new ObjectShape(
        new Member("connectorId", new IntegerShape(0, int.MaxValue), IsRequired: true),
        new Member("transactionId", new IntegerShape(long.MinValue, long.MaxValue), IsRequired: false),
        new Member("meterValue", new ListShape(Items.Shape, 1), IsRequired: true));

    public override MeterValuesRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        int? connectorId = null;
        long? transactionId = null;
        IReadOnlyList<MeterValue>? meterValue = null;
        Tokens.Expect(ref reader, JsonTokenType.StartObject);
        while (Tokens.NextMember(ref reader))
        {
            var name = Tokens.Name(ref reader);
            if (name.SequenceEqual("connectorId"u8)) connectorId = checked((int)Tokens.ReadInteger(ref reader, 0, int.MaxValue));
            else if (name.SequenceEqual("transactionId"u8)) transactionId = Tokens.IsNull(ref reader) ? null : Tokens.Integer(ref reader, long.MinValue, long.MaxValue);
            else if (name.SequenceEqual("meterValue"u8)) meterValue = ReadItems(ref reader);
            else Tokens.SkipMember(ref reader);
        }

        return connectorId is { } connector && meterValue is { Count: > 0 }
            ? new MeterValuesRequest { ConnectorId = connector, TransactionId = transactionId, MeterValue = meterValue }
            : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, MeterValuesRequest value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("connectorId"u8, value.ConnectorId);
        if (value.TransactionId is { } transactionId) writer.WriteNumber("transactionId"u8, transactionId);
        writer.WriteStartArray("meterValue"u8);
        foreach (var item in value.MeterValue) Items.Write(writer, item, options);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static List<MeterValue> ReadItems(ref Utf8JsonReader reader)
    {
        reader.Read();
        Tokens.Expect(ref reader, JsonTokenType.StartArray);
        var items = new List<MeterValue>(1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(MeterValueConverter.Read(ref reader));
        return items;
    }
}

/// <summary>Also for the transaction data of StopTransaction.</summary>
internal sealed class MeterValueConverter : JsonConverter<MeterValue>, IShaped
{
    private static readonly Shape Word = new TextShape(int.MaxValue);

    public Shape Shape { get; } = new ObjectShape(
        new Member("timestamp", new TimestampShape(), IsRequired: true),
        new Member("sampledValue", new ListShape(SampledValueShape(), 0), IsRequired: true));

    public override MeterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, MeterValue value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        if (!Timestamp.TryFormat(value.Timestamp, text)) throw new JsonException($"{value.Timestamp} is not a time with a year of four digits.");
        writer.WriteStartObject();
        writer.WriteString("timestamp"u8, text[..Timestamp.WrittenLength]);
        writer.WriteStartArray("sampledValue"u8);
        foreach (var sampled in value.SampledValue) SampledValues.Write(writer, sampled);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static MeterValue Read(ref Utf8JsonReader reader)
    {
        Instant? timestamp = null;
        SampledValue[]? sampledValue = null;
        Tokens.Expect(ref reader, JsonTokenType.StartObject);
        while (Tokens.NextMember(ref reader))
        {
            var name = Tokens.Name(ref reader);
            if (name.SequenceEqual("timestamp"u8))
            {
                reader.Read();
                Tokens.Expect(ref reader, JsonTokenType.String);
                timestamp = Timestamp.TryRead(ref reader, out var time) ? time : throw new JsonException();
            }
            else if (name.SequenceEqual("sampledValue"u8))
            {
                sampledValue = SampledValues.ReadList(ref reader);
            }
            else
            {
                Tokens.SkipMember(ref reader);
            }
        }

        return timestamp is { } read && sampledValue is not null
            ? new MeterValue { Timestamp = read, SampledValue = sampledValue }
            : throw new JsonException();
    }

    private static ObjectShape SampledValueShape() => new(
        new Member("value", Word, IsRequired: true),
        new Member("context", Word, IsRequired: false),
        new Member("format", Word, IsRequired: false),
        new Member("measurand", Word, IsRequired: false),
        new Member("phase", Word, IsRequired: false),
        new Member("location", Word, IsRequired: false),
        new Member("unit", Word, IsRequired: false));
}
