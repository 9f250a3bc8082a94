using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

using Fleet.Domain;
using Fleet.Domain.Charging;

namespace Fleet.Cluster.ReferenceData;

/// <summary>Reads what people enter: strictly, so that a misspelled field is an error and not a loss, and with errors in the words of the field instead of the reader's.</summary>
public static partial class StrictJson
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new EnteredStatus(), new InstantConverter() },
    };

    // What System.Text.Json says names the .NET type; what a person must write is this.
    private static readonly (string Type, string Rule)[] Wanted =
    [
        ("List`1", "must be a list"),
        ("System.Int", "must be a whole number"),
        ("System.Decimal", "must be a number"),
        ("System.String", "must be text"),
        ("Settings", "must be an object"),
        ("Entered", "must be an object"),
    ];

    /// <summary>The value; or null and what is wrong.</summary>
    public static (T? Value, ValueList<FieldFault> Faults) Read<T>(string json)
        where T : class
    {
        try
        {
            var value = JsonSerializer.Deserialize<T>(json, Strict);
            return value is null ? (null, [new FieldFault("$", "must be an object")]) : (value, []);
        }
        catch (JsonException invalid)
        {
            var field = invalid.Path is null or "$" or "" ? "$" : invalid.Path.TrimStart('$', '.');
            return (null, [new FieldFault(field, Rule(invalid.Message))]);
        }
    }

    private static string Rule(string message) => message switch
    {
        _ when message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) => "is not known",
        _ when message.Contains("Duplicate property", StringComparison.Ordinal) => "stands there twice",
        _ when message.Contains("null values", StringComparison.Ordinal) => "must not be null",
        _ when Missing().Match(message) is { Success: true } missing => $"must hold {missing.Groups["names"].Value}",
        _ when message.Contains("could not be converted to", StringComparison.Ordinal) =>
            Array.Find(Wanted, wanted => message.Contains(wanted.Type, StringComparison.Ordinal)).Rule ?? "has the wrong type",
        _ when message.StartsWith("must be", StringComparison.Ordinal) => FirstSentence(message),
        _ => $"must be JSON: {FirstSentence(message)}",
    };

    /// <summary>System.Text.Json appends path and position to its sentence; the path stands in the fault already.</summary>
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    [GeneratedRegex(@"missing required properties including: (?<names>[^.]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Missing();

    /// <summary>A token's status; <see cref="TokenStatus.ConcurrentTx"/> is an answer to a charger and nothing that is entered.</summary>
    private sealed class EnteredStatus : JsonConverter<TokenStatus>
    {
        public override TokenStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (reader.TokenType == JsonTokenType.String ? reader.GetString() : null) switch
            {
                nameof(TokenStatus.Accepted) => TokenStatus.Accepted,
                nameof(TokenStatus.Blocked) => TokenStatus.Blocked,
                nameof(TokenStatus.Expired) => TokenStatus.Expired,
                nameof(TokenStatus.Invalid) => TokenStatus.Invalid,
                _ => throw new JsonException("must be Accepted, Blocked, Expired or Invalid"),
            };

        public override void Write(Utf8JsonWriter writer, TokenStatus value, JsonSerializerOptions options) => writer.WriteStringValue($"{value}");
    }
}
