using System.Text.Json;
using System.Text.Json.Serialization;

using Fleet.Cluster.ReferenceData;

namespace Fleet.Node.Api;

/// <summary>Reads what people enter: strictly, so that a misspelled field is an error and not a loss.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new InstantConverter() },
    };

    /// <summary>The body, or a problem that names the field.</summary>
    public static async Task<(T? Value, IResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        try
        {
            var value = await JsonSerializer.DeserializeAsync<T>(request.Body, Strict, cancellation);
            return value is null ? (null, Problems.Invalid([("$", "must be an object")])) : (value, null);
        }
        catch (JsonException invalid)
        {
            var field = invalid.Path is null or "$" ? "$" : invalid.Path.TrimStart('$', '.');
            return (null, Problems.Invalid([(field, FirstSentence(invalid.Message))]));
        }
    }

    /// <summary>System.Text.Json appends path and position to its sentence; the path stands in the problem already.</summary>
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
