using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

using Fleet.Cluster.Ops;

namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>Entries that are checked and ready to be recorded, in a temporary file: there may be millions, and a transaction that waits for the next row to be checked would keep the database from all others.</summary>
internal sealed class PreparedEntries : IAsyncDisposable
{
    private readonly StreamWriter _writer = new(TemporaryFile.Create());

    /// <summary>Adds one.</summary>
    public Task AddAsync(StandingEntry entry) => _writer.WriteLineAsync(JsonSerializer.Serialize(entry, PreparedJson.Default.StandingEntry));

    /// <summary>All of them in order, some at a time; none is added afterwards.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StandingEntry>> ReadAsync(int batch, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await _writer.FlushAsync(cancellation);
        _writer.BaseStream.Position = 0;
        using var reader = new StreamReader(_writer.BaseStream, leaveOpen: true);
        var entries = new List<StandingEntry>(batch);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            entries.Add(JsonSerializer.Deserialize(line, PreparedJson.Default.StandingEntry)!);
            if (entries.Count < batch)
                continue;
            yield return entries;
            entries = new List<StandingEntry>(batch);
        }

        if (entries.Count > 0)
            yield return entries;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}

/// <summary>JSON of prepared entries; never leaves the file.</summary>
[JsonSerializable(typeof(StandingEntry))]
internal sealed partial class PreparedJson : JsonSerializerContext;
