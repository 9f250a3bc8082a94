namespace Fleet.Cluster.Ops;

/// <summary>A file for what is too large for memory: only this account can read it, and it goes when it is closed.</summary>
public static class TemporaryFile
{
    /// <summary>An empty one, open for reading and writing.</summary>
    public static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $"fleet-{Guid.NewGuid():N}"), options);
    }
}
