using System.Security.Cryptography;
using System.Text;

namespace Fleet.Domain.Metering.Signed;

/// <summary>Whether a record's signature is good.</summary>
public enum SignatureVerdict
{
    /// <summary>The holder of the key signed exactly these bytes.</summary>
    Ok = 1,

    /// <summary>Bytes, signature and key do not go together.</summary>
    Invalid = 2,

    /// <summary>There is no key to check it by.</summary>
    NoKey = 3,

    /// <summary>Fleet cannot check it: another format, algorithm or curve. Nothing is said against the record.</summary>
    Unsupported = 4,

    /// <summary>It is no record that could be checked.</summary>
    Malformed = 5,
}

/// <summary>What came of checking a signature.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">Why it is not good, or what is unusual though it is; null when there is nothing to say.</param>
public sealed record OcmfSignature(SignatureVerdict Verdict, string? Reason = null)
{
    /// <summary>Checks the signature of <paramref name="record"/> by <paramref name="key"/>: ECDSA over SHA-256 of the payload's bytes, on each of the seven curves.</summary>
    public static OcmfSignature Verify(OcmfRecord record, MeterKey key)
    {
        if (record.Curve is not { } named)
            return new OcmfSignature(SignatureVerdict.Unsupported, $"the algorithm {record.Algorithm} is none of OCMF's");
        var curve = key.Curve ?? named;
        if (key.Point.Length != 4 * curve.FieldBytes)
            return new OcmfSignature(SignatureVerdict.Invalid, $"the record is signed on {named}, and the key has {key.Point.Length / 4} bytes to a coordinate");
        if (!curve.IsSupported)
            return new OcmfSignature(SignatureVerdict.Unsupported, $"the cryptography of this machine does not know the curve {curve}");
        if (!TryReadSignature(record, out var bytes, out var fault))
            return fault;
        if (SignatureBytes.ToFixedWidth(bytes, curve.FieldBytes, out var deviation) is not { } signature)
        {
            return curve == named
                ? new OcmfSignature(SignatureVerdict.Malformed, $"SD must be two numbers of {curve.FieldBytes} bytes in DER, has {bytes.Length} bytes")
                : new OcmfSignature(SignatureVerdict.Invalid, OtherCurve(curve, named));
        }

        return Verify(record, key, curve, signature) switch
        {
            null => new OcmfSignature(SignatureVerdict.Malformed, $"the key is no point on {curve}"),
            true => new OcmfSignature(SignatureVerdict.Ok, curve == named ? deviation is null ? null : $"SD {deviation}" : OtherCurve(curve, named)),
            false => new OcmfSignature(SignatureVerdict.Invalid, curve == named ? "the signature is not of this payload by this key" : OtherCurve(curve, named)),
        };
    }

    private static string OtherCurve(SignatureCurve ofKey, SignatureCurve named) => $"the key is on {ofKey}, and the record says {named}";

    /// <summary>Whether it verifies; null when the key is no point on the curve.</summary>
    private static bool? Verify(OcmfRecord record, MeterKey key, SignatureCurve curve, byte[] signature)
    {
        var point = Convert.FromHexString(key.Point);
        var half = point.Length / 2;
        try
        {
            using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve.ToPlatform(), Q = new ECPoint { X = point[..half], Y = point[half..] } });
            return ecdsa.VerifyHash(SHA256.HashData(Encoding.UTF8.GetBytes(record.Payload)), signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool TryReadSignature(OcmfRecord record, out byte[] bytes, out OcmfSignature fault)
    {
        var (encoding, data) = (record.SignatureEncoding ?? "hex", string.Concat(record.SignatureData.Where(character => !char.IsWhiteSpace(character))));
        bytes = [];
        fault = new OcmfSignature(SignatureVerdict.Malformed, $"SD must be {encoding}");
        switch (encoding)
        {
            case "hex" when data.Length % 2 == 0 && data.All(char.IsAsciiHexDigit):
                bytes = Convert.FromHexString(data);
                return true;
            case "base64":
                var decoded = new byte[data.Length];
                var isBase64 = Convert.TryFromBase64String(data, decoded, out var count);
                bytes = decoded[..count];
                return isBase64;
            case "hex":
                return false;
            default:
                fault = new OcmfSignature(SignatureVerdict.Unsupported, $"the encoding {encoding} of SD is neither hex nor base64");
                return false;
        }
    }
}
