using System.Text;
using System.Text.Json;

namespace Fleet.Ocpp.Validation;

/// <summary>Steps of a hand-written converter; each throws <see cref="JsonException"/> at a token that does not fit.</summary>
internal static class Tokens
{
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type) throw new JsonException($"{type} expected, {reader.TokenType} found.");
    }

    /// <summary>Moves to the next member's name; false at the object's end.</summary>
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>The member's name at the reader, unescaped: to be compared again and again, which costs less than asking the reader each time.</summary>
    public static ReadOnlySpan<byte> Name(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;

    /// <summary>Moves to the member's value and says whether it is null.</summary>
    public static bool IsNull(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.Null;

    /// <summary>Moves to the member's value and over it.</summary>
    public static void SkipMember(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Moves to the member's value, an integer.</summary>
    public static long ReadInteger(ref Utf8JsonReader reader, long minimum, long maximum)
    {
        reader.Read();
        return Integer(ref reader, minimum, maximum);
    }

    /// <summary>The integer at the reader.</summary>
    public static long Integer(ref Utf8JsonReader reader, long minimum, long maximum)
    {
        Expect(ref reader, JsonTokenType.Number);
        return IntegerShape.TryRead(ref reader, out var value) && value >= minimum && value <= maximum
            ? value
            : throw new JsonException($"Not an integer from {minimum} to {maximum}.");
    }
}
