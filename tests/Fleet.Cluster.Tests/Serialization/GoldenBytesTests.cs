using Fleet.Cluster.Serialization;

namespace Fleet.Cluster.Tests.Serialization;

/// <summary>
/// What lies in journals stays readable: <c>golden.txt</c> holds a manifest and bytes a line, as the first version wrote them. A line is never changed; a new format adds one.
/// </summary>
public sealed class GoldenBytesTests
{
    private static readonly Dictionary<string, string> Golden = Lines().Select(line => line.Split(' ')).ToDictionary(
        parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    private static readonly string[] Examples = [.. Example.Stored.Items.Select(value => Manifests.Of(value).Manifest)];

    public static TheoryData<string> StoredManifests => [.. Examples];

    [Fact]
    public void Every_stored_format_has_an_example_and_golden_bytes()
    {
        var stored = Manifests.All.Select(format => format.Manifest).Where(manifest => manifest[..2] is "ce" or "cs" or "se").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(stored, Golden.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(stored, Examples.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(StoredManifests))]
    public void Bytes_of_the_first_version_are_read_as_what_they_meant(string manifest) =>
        Assert.True(Same.Are(ExampleOf(manifest), Manifests.Named(manifest).Read(Convert.FromHexString(Golden[manifest]))));

    [Theory]
    [MemberData(nameof(StoredManifests))]
    public void The_same_value_is_written_as_the_same_bytes(string manifest)
    {
        var bytes = Convert.ToHexStringLower(Manifests.Named(manifest).Write(ExampleOf(manifest)));
        Assert.True(bytes == Golden.GetValueOrDefault(manifest), $"{manifest} {bytes}");
    }

    private static object ExampleOf(string manifest) => Example.Stored.Items.Single(value => Manifests.Of(value).Manifest == manifest);

    private static string[] Lines()
    {
        using var reader = new StreamReader(typeof(GoldenBytesTests).Assembly.GetManifestResourceStream("golden.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
