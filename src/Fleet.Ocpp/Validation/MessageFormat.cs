using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fleet.Ocpp.Framing;

namespace Fleet.Ocpp.Validation;

/// <summary>
/// Reads and writes the payloads of one message type. Reading is one pass by the source-generated contract; only a payload that it
/// refuses is walked a second time, against the shape that the same contract describes, to say what is wrong with it.
/// </summary>
internal sealed class MessageFormat<T>(JsonTypeInfo<T> contract)
    where T : class
{
    private readonly Lazy<Shape> _shape = new(() => Contract.ShapeOf(contract));

    public Parsed<T> Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            if (JsonSerializer.Deserialize(payload, contract) is { } message) return new(message, null);
        }
        catch (JsonException)
        {
            return new(null, Explain(payload));
        }

        return new(null, Explain(payload));
    }

    public void Write(Utf8JsonWriter writer, T message) => JsonSerializer.Serialize(writer, message, contract);

    /// <summary>Why <paramref name="payload"/> was refused.</summary>
    private Fault Explain(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            reader.Read();
            var fault = _shape.Value.Check(ref reader);
            while (fault is null && reader.Read())
            {
                // Only to find JSON that breaks after the object.
            }

            return fault ?? throw new UnreachableShapeException(typeof(T));
        }
        catch (JsonException malformed)
        {
            return new(ErrorCode.FormatViolation, "", $"not JSON (line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for a text that is no Unicode, such as half a surrogate pair.
            return new(ErrorCode.FormatViolation, "", "has a text that is not valid Unicode");
        }
    }
}

/// <summary>A contract refused a payload that fits its own shape: a bug in this project.</summary>
internal sealed class UnreachableShapeException(Type message) : Exception($"{message.Name} was refused though its payload has the right shape.");
