using System.Text.Json.Serialization;

namespace Fleet.Cli.Database;

/// <summary>What a <c>db</c> command found or did.</summary>
/// <param name="Database">Which database, in words.</param>
/// <param name="DatabaseId">Its id; null when it is empty.</param>
/// <param name="Version">Its schema version; 0 when it is empty; null when it cannot be told.</param>
/// <param name="Applied">The migrations that this command applied, by <c>migrate</c>; all that were ever applied, by <c>status</c>.</param>
/// <param name="Pending">The migrations that this Fleet needs besides.</param>
/// <param name="Error">Why it could not be done; null when it was.</param>
internal sealed record DatabaseReport(
    string Database, string? DatabaseId = null, int? Version = null, IReadOnlyList<string>? Applied = null, IReadOnlyList<string>? Pending = null, string? Error = null);

/// <summary>JSON of reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(DatabaseReport))]
internal sealed partial class DatabaseReportJson : JsonSerializerContext;
