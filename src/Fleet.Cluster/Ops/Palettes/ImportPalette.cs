using Fleet.Cluster.ReferenceData;
using Fleet.Cluster.ReferenceData.Files;

namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet import …</c>: one command for each kind of what people enter.</summary>
public static class ImportPalette
{
    /// <summary>The command of each kind.</summary>
    public static IReadOnlyDictionary<ReferenceKind, OpsCommand> Commands { get; } = ReferenceKind.All.ToDictionary(kind => kind, CommandOf);

    /// <summary>The family.</summary>
    public static OpsPalette Palette { get; } = new("import", "Enters many at once from a file", [.. Commands.Values]);

    private static OpsCommand CommandOf(ReferenceKind kind) => new("import", kind.Plural, $"Enters {kind.Plural} from a file: a dry run, unless --apply is said. {FormOf(kind)}")
    {
        ReadsFile = kind.Csv is null ? "A JSON file" : "A CSV or JSON file",
        Arguments =
        [
            OpsArgument.Flag("apply", "Enter what is new or changed, all in one transaction; nothing when a row is bad"),
            OpsArgument.Flag("skip-bad", "Enter the good rows although others are bad"),
            OpsArgument.Option("format", "The file's form [default: from its name]") with { Choices = FileFormats.Names },
            OpsArgument.Reason("Why; stands in the versions"),
        ],
        Examples = [$"fleet import {kind.Plural} {kind.Plural}.{FormatOf(kind)}", $"fleet import {kind.Plural} {kind.Plural}.{FormatOf(kind)} --apply --reason \"opening of the north\""],
    };

    private static string FormatOf(ReferenceKind kind) => kind.Csv is null ? "json" : "csv";

    private static string FormOf(ReferenceKind kind) => kind.Csv is null
        ? $"JSON: an array of what PUT /api/v1/{kind.Plural}/ID takes."
        : $"CSV: a table with any of the columns {string.Join(", ", kind.Csv.Columns)}; a column that is not there leaves what stands, an empty cell takes it away"
            + $"{(kind.Csv.HasSecrets ? " (but not a password)" : "")}.{kind.CsvHint} JSON: an array of what PUT /api/v1/{kind.Plural}/{kind.IdName.ToUpperInvariant()} takes, each with its {kind.IdName}.";
}
