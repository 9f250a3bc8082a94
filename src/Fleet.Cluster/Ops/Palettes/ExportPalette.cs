using Fleet.Cluster.ReferenceData;
using Fleet.Cluster.ReferenceData.Files;

namespace Fleet.Cluster.Ops.Palettes;

/// <summary><c>fleet export …</c>: one command for each kind of what people enter.</summary>
public static class ExportPalette
{
    /// <summary>The command of each kind.</summary>
    public static IReadOnlyDictionary<ReferenceKind, OpsCommand> Commands { get; } = ReferenceKind.All.ToDictionary(kind => kind, CommandOf);

    /// <summary>The family.</summary>
    public static OpsPalette Palette { get; } = new("export", "Writes all that stands to a file", [.. Commands.Values]);

    private static OpsCommand CommandOf(ReferenceKind kind) => new(
        "export",
        kind.Plural,
        $"Writes all {kind.Plural} as they stand, in the form that import reads; passwords and what is decommissioned are left out")
    {
        WritesFile = true,
        Arguments =
        [
            OpsArgument.Option("format", $"The file's form [default: from its name, else {(kind.Csv is null ? "json" : "csv, or json with --json")}]") with { Choices = FileFormats.Names },
        ],
        Examples = [kind.Csv is null ? $"fleet export {kind.Plural} --out {kind.Plural}.json" : $"fleet export {kind.Plural} --format json --out {kind.Plural}.json"],
    };
}
