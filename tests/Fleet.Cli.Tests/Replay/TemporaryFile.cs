using System.IO.Compression;
using System.Text;

namespace Fleet.Cli.Tests.Replay;

/// <summary>A file that is gone when the test ends.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private TemporaryFile(byte[] content) => File.WriteAllBytes(Path, content);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"fleet-{Guid.NewGuid():N}.csv");

    public static TemporaryFile Of(string text) => new(Encoding.UTF8.GetBytes(text));

    public static TemporaryFile WithByteOrderMark(string text) => new([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);

    public static TemporaryFile Gzipped(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return new(packed.ToArray());
    }

    public void Dispose() => File.Delete(Path);
}
