using System.Runtime.CompilerServices;

namespace Fleet.Cli.Tests;

/// <summary>Files that are not part of the repository: those that FLEET_SHARED names, else the folder <c>shared</c> next to the repository.</summary>
internal static class SharedFiles
{
    /// <summary>The path of the file <paramref name="relative"/>; the test is skipped where there is none.</summary>
    public static string Find(string relative)
    {
        var root = Environment.GetEnvironmentVariable("FLEET_SHARED") ?? Path.Combine(Repository(), "..", "shared");
        var path = Path.Combine(root, relative);
        Skip.IfNot(File.Exists(path), $"{path} is not there; FLEET_SHARED names the folder of shared files.");
        return path;
    }

    private static string Repository([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
