using System.Text.Json;
using Fleet.Domain.Metering.Signed;

namespace Fleet.Cli.Metering;

/// <summary>
/// JSON that holds signed values anywhere in it: OCPI's <c>signed_data</c> (2.2.1 mod_cdrs: SignedData), OCPP's <c>signedMeterValue</c>, and texts that are records. Chargy's own
/// format is found by its name.
/// </summary>
internal static class SignedJson
{
    private const string Chargy = "CHARGY";

    /// <summary>The signed values in <paramref name="json"/>, in its order. Throws <see cref="JsonException"/> where that is no JSON.</summary>
    public static IReadOnlyList<SignedEntry> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var entries = Find(document.RootElement, "").ToList();
        return entries.Count == 0 && json.Contains("open.charging.cloud", StringComparison.Ordinal) ? [new SignedEntry(SignedValue.Read(json, Chargy))] : entries;
    }

    private static IEnumerable<SignedEntry> Find(JsonElement element, string pointer) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty("signed_values", out var values) && values.ValueKind == JsonValueKind.Array => OfCdr(element, values, pointer),
        JsonValueKind.Object when Text(element, "signedMeterData") is not null => [new SignedEntry(SignedValue.Read(element.GetRawText()), "")],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Find(member.Value, $"{pointer}/{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Find(item, $"{pointer}/{index}")),
        JsonValueKind.String when element.GetString()!.TrimStart().StartsWith("OCMF|", StringComparison.Ordinal) => [new SignedEntry(SignedValue.Read(element.GetString()!))],
        _ => [],
    };

    private static IEnumerable<SignedEntry> OfCdr(JsonElement signedData, JsonElement values, string pointer)
    {
        var (method, key) = (Text(signedData, "encoding_method"), Text(signedData, "public_key"));
        foreach (var value in values.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.Object && Text(value, "signed_data") is { } data)
                yield return new SignedEntry(SignedValue.Read(data, method, key), pointer.Length == 0 ? "/" : pointer, Text(value, "nature"));
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
