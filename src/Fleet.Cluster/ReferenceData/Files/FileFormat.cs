namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>The form of a file that is imported or exported.</summary>
public enum FileFormat
{
    /// <summary>A table for a spreadsheet.</summary>
    Csv = 0,

    /// <summary>An array of what a PUT takes.</summary>
    Json = 1,
}

/// <summary>Finds the form of a file.</summary>
public static class FileFormats
{
    /// <summary>What a person calls them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["csv", "json"];

    /// <summary>The form of a file of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="named">What a person said that it is; null to tell from the file's name.</param>
    /// <param name="fileName">The file's name; null when there is none.</param>
    /// <returns>The form; or null, and a sentence that says what to do.</returns>
    public static (FileFormat? Format, string? Error) Find(ReferenceKind kind, string? named, string? fileName)
    {
        var name = named ?? Path.GetExtension(fileName ?? "").TrimStart('.').ToLowerInvariant();
        return name switch
        {
            "json" => (FileFormat.Json, null),
            "csv" when kind.Csv is not null => (FileFormat.Csv, null),
            "csv" => (null, $"--format: {kind.Plural} are imported and exported as json; a table cannot say them"),
            _ => (null, $"--format: say csv or json; the name '{fileName}' does not"),
        };
    }
}
