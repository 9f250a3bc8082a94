namespace Fleet.Node.Tests.Running;

/// <summary>A fresh folder for a node's data, deleted in the end.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("fleet-node-").FullName;

    public string ConnectionString => $"Data Source={System.IO.Path.Combine(Path, "fleet.db")}";

    public string JournalConnectionString => $"Data Source={System.IO.Path.Combine(Path, "fleet.journal.db")}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
