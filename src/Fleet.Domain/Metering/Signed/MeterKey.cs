using System.Formats.Asn1;
using System.Text;

namespace Fleet.Domain.Metering.Signed;

/// <summary>The public key of a meter: a point, and the curve where the key says on which one it is.</summary>
/// <param name="Point">Both coordinates, one after the other, upper-case hex.</param>
/// <param name="Curve">The curve; null for a bare point, which is then on the curve that the record names.</param>
public sealed record MeterKey(string Point, SignatureCurve? Curve)
{
    private const string EllipticCurveKey = "1.2.840.10045.2.1";
    private const string OcaPrefix = "oca:";
    private const byte Sequence = 0x30;
    private const byte Uncompressed = 0x04;
    private const int LongestText = 16 * 1024;

    /// <summary>Whether both are the same key; a bare point is the same as that point on any curve.</summary>
    public bool IsSameAs(MeterKey other) => Point == other.Point && (Curve is null || other.Curve is null || Curve == other.Curve);

    /// <summary>
    /// Reads a key as it is found in registers, on labels and beside records: SubjectPublicKeyInfo in DER as hex or base64, PEM, a point (<c>04</c> X Y, or X Y alone), and the
    /// composition <c>oca:base16:asn1:…</c> of the Open Charge Alliance's note on signed meter values, itself in base64. Hex may be grouped and begin with <c>0x</c>.
    /// </summary>
    public static MeterKeyReading Read(string text)
    {
        if (text.Length > LongestText)
            return MeterKeyReading.Malformed($"a public key has at most {LongestText} characters");
        if (Bytes(text) is not { Length: > 0 } bytes)
            return MeterKeyReading.Malformed("a public key must be hex, base64 or PEM");
        var inner = bytes.Length > OcaPrefix.Length ? Encoding.ASCII.GetString(bytes) : "";
        if (inner.StartsWith(OcaPrefix, StringComparison.Ordinal))
            return ReadOca(inner);
        return bytes[0] == Sequence && !IsBarePoint(bytes, null) ? ReadSubjectPublicKeyInfo(bytes) : ReadPoint(bytes, null);
    }

    private static MeterKeyReading ReadOca(string text)
    {
        var parts = text.Split(':', 4);
        if (parts.Length < 4 || parts[2] != "asn1")
            return MeterKeyReading.Malformed("a public key that begins with oca: must go on with base16 or base64, asn1 and the key");
        var key = parts[1] == "base16" ? string.Concat(parts[3].Where(char.IsAsciiHexDigit)) : parts[3];
        return Bytes(key) is [Sequence, ..] bytes ? ReadSubjectPublicKeyInfo(bytes) : MeterKeyReading.Malformed("the key after oca: must be ASN.1");
    }

    /// <summary>RFC 5480 section 2.</summary>
    private static MeterKeyReading ReadSubjectPublicKeyInfo(byte[] bytes)
    {
        try
        {
            var key = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            var algorithm = key.ReadSequence();
            if (algorithm.ReadObjectIdentifier() is var kind and not EllipticCurveKey)
                return MeterKeyReading.Unsupported($"a key of the kind {kind}; OCMF's are elliptic curve keys");
            var curveId = algorithm.ReadObjectIdentifier();
            return SignatureCurve.FindOid(curveId) is { } curve
                ? ReadPoint(key.ReadBitString(out _), curve)
                : MeterKeyReading.Unsupported($"a key on the curve {curveId}, which is none of OCMF's seven");
        }
        catch (AsnContentException broken)
        {
            return MeterKeyReading.Malformed($"a public key in DER must be a SubjectPublicKeyInfo of a named curve: {broken.Message}");
        }
    }

    private static MeterKeyReading ReadPoint(byte[] bytes, SignatureCurve? curve)
    {
        var coordinates = bytes.Length % 2 == 1 && bytes[0] == Uncompressed ? bytes[1..] : bytes;
        if (IsBarePoint(coordinates, curve))
            return new MeterKeyReading(new MeterKey(Convert.ToHexString(coordinates), curve), null, IsUnsupported: false);
        return bytes[0] is 0x02 or 0x03 && bytes.Length % 2 == 1
            ? MeterKeyReading.Unsupported("a compressed point; give the key with both coordinates")
            : MeterKeyReading.Malformed($"a point must have two coordinates of 24, 32 or 48 bytes, and has {coordinates.Length} bytes");
    }

    /// <summary>By length alone: a point may begin with any byte, and no key in DER is as long as a point.</summary>
    private static bool IsBarePoint(byte[] coordinates, SignatureCurve? curve) =>
        SignatureCurve.All.Items.Any(one => coordinates.Length == 2 * one.FieldBytes && (curve is null || curve == one));

    private static byte[]? Bytes(string text)
    {
        var lines = text.Split('\n').Where(line => !line.StartsWith("-----", StringComparison.Ordinal));
        var packed = string.Concat(string.Concat(lines).Where(character => !char.IsWhiteSpace(character)));
        var hex = packed.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? packed[2..] : packed;
        if (hex.All(char.IsAsciiHexDigit))
            return hex.Length % 2 == 0 ? Convert.FromHexString(hex) : null;
        var bytes = new byte[packed.Length];
        return Convert.TryFromBase64String(packed, bytes, out var count) ? bytes[..count]
            : packed.StartsWith(OcaPrefix, StringComparison.Ordinal) ? Encoding.ASCII.GetBytes(packed)
            : null;
    }
}

/// <summary>What came of reading a key.</summary>
/// <param name="Key">The key; null when there is a fault.</param>
/// <param name="Fault">What is wrong with it; null when it was read.</param>
/// <param name="IsUnsupported">Whether it is a key, but of a kind that Fleet cannot use.</param>
public sealed record MeterKeyReading(MeterKey? Key, string? Fault, bool IsUnsupported)
{
    /// <summary>No key at all.</summary>
    internal static MeterKeyReading Malformed(string fault) => new(null, fault, IsUnsupported: false);

    /// <summary>A key that Fleet cannot use.</summary>
    internal static MeterKeyReading Unsupported(string fault) => new(null, fault, IsUnsupported: true);
}
