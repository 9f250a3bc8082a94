using System.Text.Json;
using System.Text.Unicode;

namespace Fleet.Ocpp.Framing;

/// <summary>
/// Reads OCPP-J frames. Only the head of a frame is looked at: the payload is cut out by its end (the frame's last bracket) and read
/// once, by the message's own contract.
/// </summary>
public static class FrameReader
{
    /// <summary>Greatest length of a message id, in characters (OCPP-J 1.6 4.1.4).</summary>
    public const int MaxMessageIdLength = 36;

    /// <summary>An id that is too long is still echoed up to this length, so that the peer learns which of its calls was refused.</summary>
    private const int MaxEchoedIdLength = 255;

    private static readonly ReadOnlyMemory<byte> EmptyObject = "{}"u8.ToArray();

    /// <summary>The frame in <paramref name="bytes"/>; never throws. Payloads are slices of <paramref name="bytes"/>.</summary>
    /// <param name="bytes">One whole message of the WebSocket, UTF-8.</param>
    /// <param name="version">Decides what may be answered to a malformed frame.</param>
    public static Frame Read(ReadOnlyMemory<byte> bytes, OcppVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (!Utf8.IsValid(bytes.Span)) return Unreadable(version, "not UTF-8");
        string? callId = null;
        try
        {
            return Read(bytes, version, ref callId);
        }
        catch (JsonException)
        {
            return callId is null ? Unreadable(version, "not JSON") : BadCall(callId, "not JSON");
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for a text that is no Unicode, such as half a surrogate pair.
            return callId is null ? Unreadable(version, "has a text that is not valid Unicode") : BadCall(callId, "has a text that is not valid Unicode");
        }
    }

    private static Frame Read(ReadOnlyMemory<byte> bytes, OcppVersion version, ref string? callId)
    {
        var reader = new Utf8JsonReader(bytes.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return Unreadable(version, "must be a JSON array");
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var type)) return Unreadable(version, "must begin with a message type number");
        if (type is 3 or 4) return ReadAnswer(bytes, type, ref reader);
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || ReadId(ref reader) is not { } id) return Unreadable(version, "must have a text as message id");
        if (type != 2) return UnknownType(version, type, id);
        callId = id;
        if (id.Length is 0 or > MaxMessageIdLength) return BadCall(id, $"message id must have 1 to {MaxMessageIdLength} characters");
        if (!reader.Read() || reader.TokenType != JsonTokenType.String) return BadCall(id, "action must be a text");
        var action = reader.GetString()!;
        return TryCutPayload(bytes, reader.BytesConsumed, out var payload)
            ? new Call(id, action, payload)
            : BadCall(id, "must end with one JSON object as payload");
    }

    /// <summary>A faulty answer is never answered: CALLERROR is for CALLs only.</summary>
    private static Frame ReadAnswer(ReadOnlyMemory<byte> bytes, int type, ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || ReadId(ref reader) is not { } id) return BadAnswer("an answer must have a text as message id");
        if (type == 3)
        {
            return TryCutPayload(bytes, reader.BytesConsumed, out var payload) ? new CallResult(id, payload) : BadAnswer("CALLRESULT must end with one JSON object as payload");
        }

        if (!reader.Read() || reader.TokenType != JsonTokenType.String) return BadAnswer("CALLERROR must have a text as error code");
        var code = reader.GetString()!;
        var description = reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        return new CallError(id, code, description);
    }

    private static string? ReadId(ref Utf8JsonReader reader) =>
        reader.ValueSpan.Length <= MaxEchoedIdLength ? reader.GetString() : null;

    /// <summary>What stands between the comma after <paramref name="headEnd"/> and the closing bracket, when it begins as an object; <c>null</c> counts as <c>{}</c>.</summary>
    private static bool TryCutPayload(ReadOnlyMemory<byte> bytes, long headEnd, out ReadOnlyMemory<byte> payload)
    {
        var rest = TrimWhiteSpace(bytes[(int)headEnd..]);
        payload = default;
        if (rest.Span is not [(byte)',', .., (byte)']']) return false;
        payload = TrimWhiteSpace(rest[1..^1]);
        if (payload.Span.SequenceEqual("null"u8)) payload = EmptyObject;
        return payload.Span is [(byte)'{', ..];
    }

    private static ReadOnlyMemory<byte> TrimWhiteSpace(ReadOnlyMemory<byte> bytes) => bytes.Trim(" \t\r\n"u8);

    private static MalformedFrame Unreadable(OcppVersion version, string reason) => new(version.UnreadableMessageId, ErrorCode.RpcFrameworkError, reason);

    private static MalformedFrame BadCall(string id, string reason) => new(id, ErrorCode.FormatViolation, reason);

    private static MalformedFrame BadAnswer(string reason) => new(null, ErrorCode.GenericError, reason);

    /// <summary>1.6 ignores such a frame (OCPP-J 1.6 4.1.3), 2.0.1 refuses it (part 4, 4.3).</summary>
    private static MalformedFrame UnknownType(OcppVersion version, int type, string id) =>
        new(version == OcppVersion.V16 ? null : id, ErrorCode.MessageTypeNotSupported, $"message type {type} is not known");
}
