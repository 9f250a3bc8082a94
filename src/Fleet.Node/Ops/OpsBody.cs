using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

using Fleet.Cluster.Ops;

namespace Fleet.Node.Ops;

/// <summary>The body of a call: the call itself in the first line, and after it the content of the file.</summary>
/// <param name="reader">The body.</param>
internal sealed class OpsBody(PipeReader reader)
{
    /// <summary>The largest file that is taken, bytes: some millions of rows.</summary>
    public const long LargestFile = 512L * 1024 * 1024;

    private const int LongestCall = 64 * 1024;

    /// <summary>Reads the first line.</summary>
    /// <returns>The call; or null, and a sentence that says what is wrong.</returns>
    public async Task<(OpsCall? Call, string? Error)> ReadCallAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var end = read.Buffer.PositionOf((byte)'\n');
            if (end is null && !read.IsCompleted && read.Buffer.Length <= LongestCall)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var line = end is { } found ? read.Buffer.Slice(0, found) : read.Buffer;
            var (call, error) = line.Length <= LongestCall ? Parse(line) : (null, "is longer than 64 KiB");
            reader.AdvanceTo(end is { } position ? read.Buffer.GetPosition(1, position) : read.Buffer.End);
            return (call, error is null ? null : $"The first line of the body must be the call as one JSON object: {error}");
        }
    }

    /// <summary>
    /// Puts the rest of the body into a temporary file, which only this process can read and which goes when it is closed: whatever the handler does with it then takes as long as
    /// the node needs, and not as long as the client's line.
    /// </summary>
    /// <returns>The file at its beginning; null when it is larger than <see cref="LargestFile"/>.</returns>
    public async Task<FileStream?> ReadFileAsync(CancellationToken cancellation)
    {
        var file = TemporaryFile.Create();
        try
        {
            while (file.Length <= LargestFile)
            {
                var read = await reader.ReadAsync(cancellation);
                foreach (var part in read.Buffer)
                    await file.WriteAsync(part, cancellation);
                reader.AdvanceTo(read.Buffer.End);
                if (!read.IsCompleted)
                    continue;
                file.Position = 0;
                return file;
            }
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        await file.DisposeAsync();
        return null;
    }

    /// <summary>Reads what is left and forgets it, up to <see cref="LargestFile"/>: a client listens only after it has sent everything.</summary>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> SkipAsync(CancellationToken cancellation)
    {
        long skipped = 0;
        while (skipped <= LargestFile)
        {
            var read = await reader.ReadAsync(cancellation);
            skipped += read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        return skipped > 0;
    }

    private static (OpsCall? Call, string? Error) Parse(in ReadOnlySequence<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize(ref json, OpsJson.Default.OpsCall) is { } call ? (call, null) : (null, "it is null");
        }
        catch (JsonException invalid)
        {
            return (null, invalid.Message);
        }
    }
}
