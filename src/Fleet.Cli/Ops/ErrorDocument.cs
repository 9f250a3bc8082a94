using System.Text.Json.Serialization;

namespace Fleet.Cli.Ops;

/// <summary>What <c>--json</c> prints for a command that failed before it had anything to report.</summary>
/// <param name="Error">What is wrong and what to do.</param>
internal sealed record ErrorDocument(string Error);

/// <summary>JSON of <see cref="ErrorDocument"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorDocument))]
internal sealed partial class OpsErrorJson : JsonSerializerContext;
