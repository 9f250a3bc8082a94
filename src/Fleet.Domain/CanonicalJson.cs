using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fleet.Domain;

/// <summary>JSON in the one form of RFC 8785 (JSON Canonicalization Scheme), so that equal documents have equal bytes and hashes.</summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The canonical form of <paramref name="json"/>.</summary>
    /// <exception cref="JsonException">It is no JSON, or names a member twice.</exception>
    /// <exception cref="FormatException">It holds what RFC 8785 cannot express: half a surrogate pair, or a number beyond IEEE 754.</exception>
    public static string Canonicalize(string json)
    {
        using var document = Parse(json);
        return Canonicalize(document.RootElement);
    }

    /// <summary>Parses <paramref name="json"/> as RFC 8785 wants its input: no member twice, no half of a surrogate pair in a name.</summary>
    /// <exception cref="JsonException">It is no JSON, or names a member twice.</exception>
    /// <exception cref="FormatException">A name holds half a surrogate pair.</exception>
    public static JsonDocument Parse(string json) => Unicode(() => JsonDocument.Parse(json, Strict));

    /// <summary>The canonical form of <paramref name="element"/>, which must not name a member twice.</summary>
    /// <exception cref="FormatException">It holds what RFC 8785 cannot express.</exception>
    public static string Canonicalize(JsonElement element)
    {
        var text = new StringBuilder();
        Write(element, text);
        return text.ToString();
    }

    /// <summary>Lower-case hex SHA-256 of the UTF-8 bytes of <paramref name="canonicalJson"/>.</summary>
    public static string Hash(string canonicalJson) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalJson)));

    private static void Write(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, text);
                break;
            case JsonValueKind.Array:
                WriteArray(element, text);
                break;
            case JsonValueKind.String:
                WriteString(Unicode(element.GetString), text);
                break;
            case JsonValueKind.Number:
                WriteNumber(element, text);
                break;
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                text.Append(element.GetRawText());
                break;
            case JsonValueKind.Undefined:
                throw new ArgumentException("An undefined element has no canonical form.", nameof(element));
        }
    }

    private static void WriteObject(JsonElement element, StringBuilder text)
    {
        // Ordinal comparison is by UTF-16 code unit, as RFC 8785 3.2.3 wants it.
        var members = element.EnumerateObject().Select(member => (Name: Unicode(() => member.Name), member.Value))
            .OrderBy(member => member.Name, StringComparer.Ordinal);
        var separator = '{';
        foreach (var (name, value) in members)
        {
            text.Append(separator);
            separator = ',';
            WriteString(name, text);
            text.Append(':');
            Write(value, text);
        }

        text.Append(separator == '{' ? "{}" : "}");
    }

    private static void WriteArray(JsonElement element, StringBuilder text)
    {
        var separator = '[';
        foreach (var item in element.EnumerateArray())
        {
            text.Append(separator);
            separator = ',';
            Write(item, text);
        }

        text.Append(separator == '[' ? "[]" : "]");
    }

    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    // RFC 8785 defines a number's form by its IEEE 754 double (ECMAScript Number::toString). Nothing is computed with it: what is billed
    // is read as decimal, and is bounded to 15 significant digits, which a double's shortest form gives back unchanged.
    private static void WriteNumber(JsonElement element, StringBuilder text)
    {
        var value = element.GetDouble();
        if (!double.IsFinite(value))
            throw new FormatException($"{element.GetRawText()} is beyond the range of JSON numbers.");
        if (value == 0)
        {
            text.Append('0');
            return;
        }

        var (digits, point) = Digits(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        if (value < 0)
            text.Append('-');
        WriteDigits(digits, point, text);
    }

    /// <summary>The significant digits of a number, and where the decimal point stands relative to their start.</summary>
    private static (string Digits, int Point) Digits(string number)
    {
        var e = number.IndexOf('E', StringComparison.Ordinal);
        var mantissa = e < 0 ? number : number[..e];
        var exponent = e < 0 ? 0 : int.Parse(number.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), point - (digits.Length - significant.Length));
    }

    private static void WriteDigits(string digits, int point, StringBuilder text)
    {
        _ = point switch
        {
            > 21 or <= -6 => text.Append(digits[0]).Append(digits.Length > 1 ? "." : "").Append(digits.AsSpan(1))
                .Append(point > 0 ? "e+" : "e-").Append(Math.Abs(point - 1)),
            <= 0 => text.Append("0.").Append('0', -point).Append(digits),
            _ when digits.Length <= point => text.Append(digits).Append('0', point - digits.Length),
            _ => text.Append(digits.AsSpan(0, point)).Append('.').Append(digits.AsSpan(point)),
        };
    }

    private static T Unicode<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read()!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A text holds half a surrogate pair.", e);
        }
    }
}
