namespace Fleet.Domain.Metering.Signed;

/// <summary>
/// The two numbers of an ECDSA signature, as meters write them: a DER sequence of two integers, or both numbers one after the other. DER is read as the Transparenzsoftware reads
/// it (ASN1Integer.getPositiveValue): a number whose first bit is set is no negative one, though meters leave the padding away and OpenSSL refuses it.
/// </summary>
internal static class SignatureBytes
{
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;

    /// <summary>Both numbers in the width of the field; null when <paramref name="signature"/> is neither form for this curve.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="fieldBytes">Bytes of each number.</param>
    /// <param name="deviation">What is not as DER wants it; null when nothing is.</param>
    public static byte[]? ToFixedWidth(ReadOnlySpan<byte> signature, int fieldBytes, out string? deviation)
    {
        deviation = null;
        var fixedWidth = new byte[2 * fieldBytes];
        if (TryReadDer(signature, fixedWidth, ref deviation))
            return fixedWidth;
        if (signature.Length != fixedWidth.Length)
            return null;
        deviation = "must be DER, is the two numbers one after the other";
        return signature.ToArray();
    }

    private static bool TryReadDer(ReadOnlySpan<byte> der, Span<byte> fixedWidth, ref string? deviation)
    {
        if (!TryReadValue(ref der, Sequence, out var numbers))
            return false;
        var field = fixedWidth.Length / 2;
        if (!TryReadNumber(ref numbers, fixedWidth[..field], ref deviation) || !TryReadNumber(ref numbers, fixedWidth[field..], ref deviation))
            return false;
        if (!der.IsEmpty || !numbers.IsEmpty)
            deviation ??= "must be DER, has bytes after its end";
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> bytes, Span<byte> target, ref string? deviation)
    {
        if (!TryReadValue(ref bytes, Integer, out var number) || number.IsEmpty)
            return false;
        if (number[0] >= 0x80)
            deviation ??= "must be DER, has a number without the zero byte before its first bit";
        var digits = number.TrimStart((byte)0);
        if (digits.Length > target.Length)
            return false;
        digits.CopyTo(target[^digits.Length..]);
        return true;
    }

    /// <summary>Takes a value off the front, with a length in the short form or in one byte of the long form: no signature is longer.</summary>
    private static bool TryReadValue(ref ReadOnlySpan<byte> bytes, byte tag, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (bytes.Length < 2 || bytes[0] != tag)
            return false;
        var isLong = bytes[1] == 0x81 && bytes.Length > 2;
        if (!isLong && bytes[1] >= 0x80)
            return false;
        var (from, length) = isLong ? (3, bytes[2]) : (2, bytes[1]);
        if (bytes.Length < from + length)
            return false;
        value = bytes.Slice(from, length);
        bytes = bytes[(from + length)..];
        return true;
    }
}
