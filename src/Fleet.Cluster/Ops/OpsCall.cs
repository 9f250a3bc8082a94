using System.Text.Json.Serialization;

namespace Fleet.Cluster.Ops;

/// <summary>
/// What a client asks on the ops port: the first line of the body of <c>POST /ops/v1/{palette}/{command}</c>, as one JSON object. What follows it in the body is the content of
/// the file, for a command that reads one.
/// </summary>
public sealed record OpsCall
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>The root of the ops port's paths.</summary>
    public const string Root = "/ops/v1";

    /// <summary>
    /// The header, with the value <c>1</c>, that every call carries: a browser does not let a foreign page set it, so that none can reach the port of an operator's machine.
    /// </summary>
    public const string Header = "Fleet-Ops";

    /// <summary>What an answer is: JSON objects, one a line.</summary>
    public const string AnswerType = "application/x-ndjson";

    /// <summary>The most characters of an operator's name.</summary>
    public const int LongestName = 64;

    /// <summary>The operator's login name as the client gives it; nobody verifies it.</summary>
    public string? By { get; init; }

    /// <summary>Whether the client shows the document and no text.</summary>
    public bool Json { get; init; }

    /// <summary>The name of the file whose content follows, or that the answer's content is written to, without its folder; null when there is none.</summary>
    public string? FileName { get; init; }

    /// <summary>The arguments by their names; a flag's value is <c>true</c>.</summary>
    public IReadOnlyDictionary<string, string> Arguments
    {
        get;

        // Generated deserialization sets an init-only property also where the JSON does not have it.
        init => field = value ?? None;
    } = None;

    /// <summary>What is wrong with who asks, as a sentence; null when nothing is.</summary>
    public string? Fault => By is { } by && (by.Length > LongestName || by.Any(char.IsControl))
        ? $"by: must have at most {LongestName} characters, none of them a control character"
        : null;
}

/// <summary>JSON of the ops port.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(OpsCall))]
[JsonSerializable(typeof(OpsLine))]
public sealed partial class OpsJson : JsonSerializerContext;
