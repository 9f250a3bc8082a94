using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Cluster.Database.Migrations;

/// <summary>A numbered step of a schema: a file <c>NNNN_name.sql</c> of <c>deploy/sql</c>. Once applied anywhere it is never changed; a further one follows.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sql">Its statements.</param>
public sealed record Migration(int Version, string Name, string Sql)
{
    private const string Root = "sql/";
    private const string Extension = ".sql";

    /// <summary>SHA-256 of its statements, hex: tells an edited migration from the one that was applied.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The file's name without its extension.</summary>
    public override string ToString() => $"{Version:0000}_{Name}";

    /// <summary>The migrations of a folder of <c>deploy/sql</c>, in their order.</summary>
    internal static IReadOnlyList<Migration> Load(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Select(resource => (Resource: resource, Path: resource.Replace('\\', '/')))
            .Where(file => Path.GetDirectoryName(file.Path)!.Replace('\\', '/') == Root + folder)
            .Select(file => Read(Path.GetFileName(file.Path), assembly.GetManifestResourceStream(file.Resource)!))
            .OrderBy(migration => migration.Version)];
    }

    private static Migration Read(string file, Stream resource)
    {
        using var reader = new StreamReader(resource);
        var number = file.IndexOf('_', StringComparison.Ordinal);
        return new Migration(
            int.Parse(file[..number], NumberStyles.None, CultureInfo.InvariantCulture),
            file[(number + 1)..^Extension.Length],
            reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
