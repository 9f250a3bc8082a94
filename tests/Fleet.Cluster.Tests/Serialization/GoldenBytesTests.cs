using Fleet.Cluster.Serialization;

namespace Fleet.Cluster.Tests.Serialization;

/// <summary>
/// What lies in journals stays readable: <c>golden.txt</c> holds a manifest and bytes a line, as they were first written; a manifest has a further line for what was added to
/// its format later. A line is never changed.
/// </summary>
public sealed class GoldenBytesTests
{
    private static readonly object[] Examples = [.. Example.Stored, .. Example.StoredLater];

    private static readonly (string Manifest, string Bytes)[] Golden = [.. Lines().Select(line => line.Split(' ')).Select(parts => (parts[0], parts[1]))];

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Examples.Length)];

    [Fact]
    public void Every_stored_format_has_an_example_and_golden_bytes()
    {
        var stored = Manifests.All.Select(format => format.Manifest).Where(manifest => manifest[..2] is "ce" or "cs" or "se").ToHashSet(StringComparer.Ordinal);
        Assert.Equal(stored, Golden.Select(line => line.Manifest).ToHashSet(StringComparer.Ordinal));
        Assert.Equal(
            Examples.Select(value => Manifests.Of(value).Manifest).Order(StringComparer.Ordinal),
            Golden.Select(line => line.Manifest).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public void A_value_is_written_as_its_golden_bytes_and_read_from_them(int index)
    {
        var format = Manifests.Of(Examples[index]);
        var bytes = Convert.ToHexStringLower(format.Write(Examples[index]));

        Assert.True(Golden.Contains((format.Manifest, bytes)), $"{format.Manifest} {bytes}");
        Assert.True(Same.Are(Examples[index], format.Read(Convert.FromHexString(bytes))));
    }

    private static string[] Lines()
    {
        using var reader = new StreamReader(typeof(GoldenBytesTests).Assembly.GetManifestResourceStream("golden.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
