namespace Fleet.Tests;

/// <summary>Published vectors and real data, which are not part of the repository: the folder that FLEET_SHARED names, else <c>shared</c> next to the repository.</summary>
internal static class SharedFiles
{
    /// <summary>The path of the file or folder <paramref name="relative"/>; the test is skipped where there is none.</summary>
    public static string Find(string relative)
    {
        var root = Environment.GetEnvironmentVariable("FLEET_SHARED") ?? Path.Combine(Repository(), "..", "shared");
        var path = Path.Combine(root, relative);
        Skip.IfNot(Path.Exists(path), $"{path} is not there; FLEET_SHARED names the folder of shared files.");
        return path;
    }

    /// <summary>Found from where the tests run: a deterministic build rewrites the paths that the compiler knows.</summary>
    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Fleet.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }
}
