using System.Text.Json.Serialization;

namespace Fleet.Cli.Rating;

/// <summary>JSON of the reports of rating and auditing.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(RateReport))]
internal sealed partial class RatingJson : JsonSerializerContext;
