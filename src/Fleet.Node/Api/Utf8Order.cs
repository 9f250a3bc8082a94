using System.Text;

namespace Fleet.Node.Api;

/// <summary>The order in which the databases keep ids: by the bytes of UTF-8, which beyond U+FFFF is not that of .NET's characters.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    /// <summary>The only one.</summary>
    public static readonly Utf8Order Instance = new();

    private Utf8Order()
    {
    }

    /// <inheritdoc/>
    public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));
}
