using System.Text;
using System.Text.Json;

namespace Fleet.Domain.Metering.Signed;

/// <summary>A signed meter value as it came, whatever its format, and the record in it where it is OCMF.</summary>
/// <param name="Original">As it came, byte for byte.</param>
/// <param name="Format">Its format: OCMF, or another one's name, which is then kept and not checked.</param>
/// <param name="Record">The record; null when it is not OCMF or cannot be read.</param>
/// <param name="Fault">Why there is no record, though it is OCMF; null otherwise.</param>
/// <param name="PublicKey">The key that came with it, as text; null when none did. It proves nothing about whose meter it is.</param>
public sealed record SignedValue(string Original, string Format, OcmfRecord? Record, string? Fault, string? PublicKey)
{
    /// <summary>The name of the one format that is read.</summary>
    public const string Ocmf = "OCMF";

    /// <summary>The name of a format that nobody named and that is not recognized.</summary>
    public const string Unknown = "unknown";

    private const string Header = "OCMF|";

    /// <summary>How other formats begin, and what they are called (SAFE Transparenzsoftware, Chargy).</summary>
    private static readonly (string Begin, string Name)[] OtherFormats =
    [
        ("1b1b1b1b", "SML"), ("AP;", "ALFEN"), ("128.8.0(", "PCDF"), ("<?xml", "EDL40"), ("<signedMeterValue", "EDL40"), ("<Billing", "MENNEKES"), ("<ChargingProcess", "MENNEKES"),
        ("{", "JSON"),
    ];

    /// <summary>
    /// Reads a signed value: a record as it is; a record in base64 or hex, as OCPI and the Open Charge Alliance's note have it; or that note's object
    /// <c>{ "signedMeterData", "signingMethod", "encodingMethod", "publicKey" }</c>.
    /// </summary>
    /// <param name="original">As it came.</param>
    /// <param name="format">The format that is claimed for it; null when nothing is.</param>
    /// <param name="publicKey">The key that came with it; null when none did.</param>
    public static SignedValue Read(string original, string? format = null, string? publicKey = null)
    {
        var key = string.IsNullOrWhiteSpace(publicKey) ? null : publicKey.Trim();
        if (Envelope(original) is { } envelope)
            return Read(envelope.Data, envelope.Encoding ?? format, envelope.PublicKey ?? key) with { Original = original };
        var text = original.Trim();
        if (!text.StartsWith(Header, StringComparison.Ordinal) && Decode(text) is { } decoded && decoded.StartsWith(Header, StringComparison.Ordinal))
            text = decoded;
        if (text.StartsWith(Header, StringComparison.Ordinal))
        {
            var read = OcmfRecord.Read(text);
            return new SignedValue(original, Ocmf, read.Record, read.Fault, key);
        }

        var name = OtherFormat(text, format);
        return new SignedValue(original, name, null, name == Ocmf ? OcmfRecord.Read(text).Fault : null, key);
    }

    private static string OtherFormat(string text, string? claimed)
    {
        var packed = string.Concat(text.Take(64).Where(character => !char.IsWhiteSpace(character)));
        var known = OtherFormats.FirstOrDefault(format => packed.StartsWith(format.Begin, StringComparison.OrdinalIgnoreCase)).Name;
        if (claimed is null || claimed.Trim().Length == 0)
            return known ?? Unknown;
        return claimed.Trim().Equals(Ocmf, StringComparison.OrdinalIgnoreCase) ? known ?? Ocmf : claimed.Trim();
    }

    private static (string Data, string? Encoding, string? PublicKey)? Envelope(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return Text(json.RootElement, "signedMeterData") is { } data
                ? (data, Text(json.RootElement, "encodingMethod"), Text(json.RootElement, "publicKey"))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static string? Decode(string text)
    {
        var packed = string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
        if (packed.Length % 2 == 0 && packed.All(char.IsAsciiHexDigit))
            return Encoding.UTF8.GetString(Convert.FromHexString(packed));
        var bytes = new byte[packed.Length];
        return Convert.TryFromBase64String(packed, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }
}
