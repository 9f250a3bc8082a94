namespace Fleet.Node.Tests.Running;

/// <summary>A fresh folder, deleted in the end.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fleet-node-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
