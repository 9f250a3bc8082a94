namespace Fleet.Domain.Tests;

/// <summary>The published vectors, which are not part of the repository (environment FLEET_SHARED, else next to the repository).</summary>
internal static class SharedFiles
{
    /// <summary>The path of a file or folder under the shared folder; skips the test where that is absent.</summary>
    public static string Path(string relative)
    {
        var root = Environment.GetEnvironmentVariable("FLEET_SHARED") ?? System.IO.Path.Combine(Repository(), "..", "shared");
        Skip.IfNot(Directory.Exists(root), $"The shared vectors are not at {root}; set FLEET_SHARED.");
        return System.IO.Path.Combine(root, relative);
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Fleet.sln")))
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }
}
