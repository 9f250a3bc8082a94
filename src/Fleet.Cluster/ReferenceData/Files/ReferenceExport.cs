using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using CsvHelper;
using CsvHelper.Configuration;

namespace Fleet.Cluster.ReferenceData.Files;

/// <summary>The export of all that stands of a kind, without secrets and without what is out of use: importing it changes nothing.</summary>
/// <param name="store">What stands.</param>
/// <param name="kind">The kind.</param>
public sealed class ReferenceExport(ReferenceStore store, ReferenceKind kind)
{
    private const int PageSize = 1000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How many entries were written so far.</summary>
    public long Count { get; private set; }

    /// <summary>The id of an entry that a table cannot say; null when it can say all of them.</summary>
    public async Task<string?> FindUnsayableAsync(CancellationToken cancellation)
    {
        await foreach (var entry in EntriesAsync(cancellation))
        {
            if (kind.Csv!.Write(entry) is null)
                return (string?)entry[kind.IdName];
        }

        return null;
    }

    /// <summary>The file's text, piece by piece.</summary>
    public IAsyncEnumerable<string> WriteAsync(FileFormat format, CancellationToken cancellation) =>
        format == FileFormat.Csv ? WriteCsvAsync(kind.Csv!, cancellation) : WriteJsonAsync(cancellation);

    private async IAsyncEnumerable<string> WriteCsvAsync(CsvLayout layout, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return Line(layout.Written);
        await foreach (var entry in EntriesAsync(cancellation))
        {
            Count++;
            yield return Line(layout.Write(entry) ?? throw new InvalidDataException($"{kind.Name} '{entry[kind.IdName]}' cannot be said in a table"));
        }
    }

    /// <summary>One entry a line.</summary>
    private async IAsyncEnumerable<string> WriteJsonAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var before = "[\n";
        await foreach (var entry in EntriesAsync(cancellation))
        {
            Count++;
            yield return before + entry.ToJsonString(Json);
            before = ",\n";
        }

        yield return Count == 0 ? "[]\n" : "\n]\n";
    }

    private static string Line(IEnumerable<string> cells)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
        csv.Flush();
        return text.ToString();
    }

    /// <summary>Those first that others stand below, else in order of the keys.</summary>
    private async IAsyncEnumerable<JsonObject> EntriesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var depths = await DepthsAsync(cancellation);
        for (var depth = 0; depth <= depths.Values.DefaultIfEmpty(0).Max(); depth++)
        {
            await foreach (var entry in StandingAsync(cancellation))
            {
                if (depths.GetValueOrDefault(entry.Key) == depth)
                    yield return kind.ToEntered(entry.Key, entry.Document);
            }
        }
    }

    /// <summary>How far below the top each entry stands; those at the top are left out.</summary>
    private async Task<Dictionary<string, int>> DepthsAsync(CancellationToken cancellation)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!kind.IsNested)
            return [];
        await foreach (var entry in StandingAsync(cancellation))
        {
            if (kind.ParentOf(entry.Document) is { } parent)
                parents[entry.Key] = parent;
        }

        return parents.Keys.ToDictionary(key => key, Depth, StringComparer.Ordinal);

        int Depth(string key)
        {
            var depth = 0;
            for (var at = key; depth <= parents.Count && parents.TryGetValue(at, out var above); at = above)
                depth++;
            return depth;
        }
    }

    private async IAsyncEnumerable<StandingEntry> StandingAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await store.StandingAsync(kind, after, PageSize);
            foreach (var entry in page.Items)
            {
                if (!kind.IsOut(entry.Document))
                    yield return entry;
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
