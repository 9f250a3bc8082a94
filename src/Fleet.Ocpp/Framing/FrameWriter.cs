using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fleet.Ocpp.Framing;

/// <summary>Writes OCPP-J frames.</summary>
public static class FrameWriter
{
    /// <summary>Greatest length of an error description, in characters (OCPP-J 1.6 4.2.3).</summary>
    public const int MaxDescriptionLength = 255;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes <c>[2, messageId, action, payload]</c>.</summary>
    public static void WriteCall(IBufferWriter<byte> output, string messageId, string action, Action<Utf8JsonWriter> writePayload)
    {
        ArgumentNullException.ThrowIfNull(writePayload);
        var writer = Begin(output, 2, messageId);
        writer.WriteStringValue(action);
        writePayload(writer);
        End(writer);
    }

    /// <summary>Writes <c>[3, messageId, payload]</c>.</summary>
    public static void WriteCallResult(IBufferWriter<byte> output, string messageId, Action<Utf8JsonWriter> writePayload)
    {
        ArgumentNullException.ThrowIfNull(writePayload);
        var writer = Begin(output, 3, messageId);
        writePayload(writer);
        End(writer);
    }

    /// <summary>Writes <c>[4, messageId, errorCode, errorDescription, {}]</c> with the code's word in <paramref name="version"/>; a longer description is cut.</summary>
    public static void WriteCallError(IBufferWriter<byte> output, OcppVersion version, string messageId, ErrorCode code, string description)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(description);
        var writer = Begin(output, 4, messageId);
        writer.WriteStringValue(version.Word(code));
        writer.WriteStringValue(Cut(description));
        writer.WriteStartObject();
        writer.WriteEndObject();
        End(writer);
    }

    private static Utf8JsonWriter Begin(IBufferWriter<byte> output, int type, string messageId)
    {
        var writer = _writer ??= new Utf8JsonWriter(output, Options);
        writer.Reset(output);
        writer.WriteStartArray();
        writer.WriteNumberValue(type);
        writer.WriteStringValue(messageId);
        return writer;
    }

    private static void End(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.Flush();
    }

    private static string Cut(string description)
    {
        if (description.Length <= MaxDescriptionLength) return description;
        var splitsPair = char.IsHighSurrogate(description[MaxDescriptionLength - 1]);
        return description[..(splitsPair ? MaxDescriptionLength - 1 : MaxDescriptionLength)];
    }
}
