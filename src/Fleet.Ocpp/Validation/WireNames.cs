using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Ocpp.Validation;

/// <summary>The words of an enumeration as they stand in JSON: the member's name, or its <see cref="JsonStringEnumMemberNameAttribute"/>. Case matters.</summary>
internal static class WireNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly (byte[] Word, TEnum Value)[][] ByLength;

    private static readonly Dictionary<TEnum, JsonEncodedText> ByValue = [];

    static WireNames()
    {
        var members = typeof(TEnum).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => !string.Equals(field.Name, Unrecognized, StringComparison.Ordinal))
            .Select(field => (
                Word: field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name,
                Value: (TEnum)field.GetValue(null)!))
            .ToArray();
        ByLength = new (byte[], TEnum)[members.Max(member => member.Word.Length) + 1][];
        Array.Fill(ByLength, []);
        foreach (var sameLength in members.GroupBy(member => member.Word.Length))
            ByLength[sameLength.Key] = [.. sameLength.Select(member => (Encoding.UTF8.GetBytes(member.Word), member.Value))];
        foreach (var (word, value) in members) ByValue.Add(value, JsonEncodedText.Encode(word));
    }

    /// <summary>The member that stands for every word not known; it has no word of its own.</summary>
    private const string Unrecognized = nameof(Unrecognized);

    public static IEnumerable<string> Words => ByValue.Values.Select(word => word.Value);

    /// <summary>The member that the string token at the reader stands for.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out TEnum value)
    {
        if (reader.ValueIsEscaped) return TryRead(Encoding.UTF8.GetBytes(reader.GetString()!), out value);
        return TryRead(reader.ValueSpan, out value);
    }

    public static JsonEncodedText Word(TEnum value) => ByValue.TryGetValue(value, out var word)
        ? word
        : throw new JsonException($"{value} of {typeof(TEnum).Name} has no word in OCPP.");

    private static bool TryRead(ReadOnlySpan<byte> word, out TEnum value)
    {
        if (word.Length < ByLength.Length)
        {
            foreach (var candidate in ByLength[word.Length])
            {
                if (!word.SequenceEqual(candidate.Word)) continue;
                value = candidate.Value;
                return true;
            }
        }

        value = default;
        return false;
    }
}
