using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Cluster.Ledger;

/// <summary>
/// An entry's place in the chain. The newest one's stands for all before it: whoever wrote it down notices every later change, also entries that were cut off, which the chain
/// alone cannot show.
/// </summary>
/// <param name="Sequence">Its number, from 1 without gaps; 0 before the first entry.</param>
/// <param name="Hash">
/// Lower-case hex SHA-256 of the RFC 8785 form of its document with a member <c>ledger: { previousHash, sequence }</c>; 64 zeros before the first entry.
/// </param>
public sealed record LedgerHead(long Sequence, string Hash)
{
    private const int HashLength = 64;

    /// <summary>Before the first entry.</summary>
    public static LedgerHead None { get; } = new(0, new string('0', HashLength));

    /// <summary>Reads <c>SEQUENCE:HASH</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says what one looks like.</exception>
    public static LedgerHead Parse(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) && sequence > 0
            && parts[1].Length == HashLength && parts[1].All(char.IsAsciiHexDigit)
            ? new LedgerHead(sequence, parts[1].ToLowerInvariant())
            : throw new FormatException($"head: '{text}' is not SEQUENCE:HASH, a number from 1 and 64 hex digits as an earlier verification printed them");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Sequence}:{Hash}";

    /// <summary>The place of the entry that follows this one.</summary>
    internal LedgerHead Next(CanonicalObject document) =>
        new(Sequence + 1, Convert.ToHexStringLower(SHA256.HashData(Hashed(document, Sequence + 1, Hash).WrittenSpan)));

    /// <summary>What the hash of an entry covers: its document with its place in the chain.</summary>
    internal static string HashedText(CanonicalObject document, long sequence, string previousHash) =>
        Encoding.UTF8.GetString(Hashed(document, sequence, previousHash).WrittenSpan);

    private static ArrayBufferWriter<byte> Hashed(CanonicalObject document, long sequence, string previousHash)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        document.CopyWith(text, ("ledger", $$"""{"previousHash":"{{previousHash}}","sequence":{{sequence}}}"""));
        return text;
    }
}
