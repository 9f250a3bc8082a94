using System.Runtime.CompilerServices;

namespace Fleet.Ocpp.Tests;

/// <summary>The folder of vectors beside the repository, or the one that FLEET_SHARED names.</summary>
internal static class Shared
{
    /// <summary>The folder <paramref name="name"/> of the shared files; the test is skipped where there is none.</summary>
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("FLEET_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared");
        var folder = Path.Combine(root, name);
        Skip.IfNot(Directory.Exists(folder), $"{folder} is not there; FLEET_SHARED names the folder of shared files.");
        return folder;
    }

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
