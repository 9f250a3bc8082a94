using System.Security.Cryptography;
using System.Text;
using Fleet.Domain.Metering.Signed;

namespace Fleet.Domain.Tests.Metering.Signed;

public sealed class OcmfSignatureTests
{
    /// <summary>Curve's object identifier, and the names of its algorithm: OCMF's and those that meters use.</summary>
    public static readonly TheoryData<string, string> Curves = new()
    {
        { "1.3.132.0.31", "ECDSA-secp192k1-SHA256" },
        { "1.2.840.10045.3.1.1", "ECDSA-secp192r1-SHA256" },
        { "1.3.132.0.10", "ECDSA-secp256k1-SHA256" },
        { SignedMeter.P256, "ECDSA-secp256r1-SHA256" },
        { "1.3.132.0.34", "ECDSA-secp384r1-SHA256" },
        { "1.3.36.3.3.2.8.1.1.7", "ECDSA-brainpool256r1-SHA256" },
        { "1.3.36.3.3.2.8.1.1.7", "ECDSA-brainpoolP256r1-SHA256" },
        { "1.3.36.3.3.2.8.1.1.11", "ECDSA-brainpool384r1-SHA256" },
        { "1.3.36.3.3.2.8.1.1.11", "ECDSA-brainpoolP384r1-SHA256" },
    };

    [SkippableTheory]
    [MemberData(nameof(Curves))]
    public void A_record_signed_on_each_curve_is_good_and_with_one_byte_changed_it_is_invalid(string oid, string algorithm)
    {
        using var meter = Meter(oid, algorithm);
        var record = meter.Record(1, "B", 12.5m);

        Assert.Equal(SignatureVerdict.Ok, Verify(record, meter.Key).Verdict);
        Assert.Equal(SignatureVerdict.Invalid, Verify(record.Replace("12.500", "12.501", StringComparison.Ordinal), meter.Key).Verdict);
        Assert.Equal(SignatureVerdict.Invalid, Verify(record.Replace("\"GI\":\"G\"", "\"GI\": \"G\"", StringComparison.Ordinal), meter.Key).Verdict);
    }

    [SkippableTheory]
    [MemberData(nameof(Curves))]
    public void A_bare_point_and_a_signature_of_two_bare_numbers_are_read(string oid, string algorithm)
    {
        using var meter = Meter(oid, algorithm);
        var point = Convert.ToHexString(meter.Parameters.Q.X!) + Convert.ToHexString(meter.Parameters.Q.Y!);

        foreach (var text in new[] { point, "04" + point, "0x04" + point.ToLowerInvariant() })
        {
            var verified = Verify(meter.Sign("{\"RD\":[]}", raw: true), MeterKey.Read(text).Key!);

            Assert.Equal(SignatureVerdict.Ok, verified.Verdict);
            Assert.Contains("one after the other", verified.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_bare_point_that_begins_like_DER_is_a_point_all_the_same()
    {
        var point = "30" + new string('7', 126);

        Assert.Equal(new MeterKey(point, null), MeterKey.Read(point).Key);
    }

    [Fact]
    public void Keys_are_read_as_registers_labels_and_chargers_write_them()
    {
        using var meter = new SignedMeter();
        var (hex, base64) = (meter.PublicKey, Convert.ToBase64String(meter.PublicKeyDer));
        var oca = Convert.ToBase64String(Encoding.ASCII.GetBytes($"oca:base16:asn1:{hex}"));

        Assert.All(
            [
                hex, hex.ToLowerInvariant(), string.Join(' ', hex.Chunk(4).Select(group => new string(group))), $"  {base64}\n", PemEncoding.WriteString("PUBLIC KEY", meter.PublicKeyDer), oca,
                $"oca:base64:asn1:{base64}",
            ],
            text => Assert.Equal(meter.Key, MeterKey.Read(text).Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("3059")]
    [InlineData("04AABB")]
    [InlineData("oca:base16:x509:00")]
    public void What_is_no_key_is_refused_with_a_reason(string text)
    {
        var read = MeterKey.Read(text);

        Assert.Null(read.Key);
        Assert.NotEmpty(read.Fault!);
        Assert.False(read.IsUnsupported);
    }

    [Fact]
    public void A_key_of_another_kind_is_unsupported()
    {
        using var rsa = RSA.Create(2048);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP521);

        Assert.True(MeterKey.Read(Convert.ToHexString(rsa.ExportSubjectPublicKeyInfo())).IsUnsupported);
        Assert.True(MeterKey.Read(Convert.ToHexString(other.ExportSubjectPublicKeyInfo())).IsUnsupported);
        Assert.True(MeterKey.Read("02" + new string('A', 64)).IsUnsupported);
    }

    [Fact]
    public void A_signature_in_base64_is_read()
    {
        using var meter = new SignedMeter();

        Assert.Equal(new OcmfSignature(SignatureVerdict.Ok), Verify(meter.Sign("{}", base64: true), meter.Key));
    }

    [Theory]
    [InlineData("\"SD\":\"3006020101\"", SignatureVerdict.Malformed)]
    [InlineData("\"SD\":\"xyz\"", SignatureVerdict.Malformed)]
    [InlineData("\"SE\":\"base64\",\"SD\":\"***\"", SignatureVerdict.Malformed)]
    [InlineData("\"SE\":\"base58\",\"SD\":\"abc\"", SignatureVerdict.Unsupported)]
    [InlineData("\"SA\":\"ECDSA-secp521r1-SHA512\",\"SD\":\"00\"", SignatureVerdict.Unsupported)]
    [InlineData("\"SA\":\"ECDSA-secp256r1-SHA512\",\"SD\":\"00\"", SignatureVerdict.Unsupported)]
    [InlineData("\"SA\":\"RSA-2048\",\"SD\":\"00\"", SignatureVerdict.Unsupported)]
    [InlineData("\"SD\":\"3006020101020101\"", SignatureVerdict.Invalid)]
    public void What_cannot_be_checked_is_not_called_invalid(string signature, SignatureVerdict expected)
    {
        using var meter = new SignedMeter();

        var verified = Verify($"OCMF|{{}}|{{{signature}}}", meter.Key);

        Assert.Equal(expected, verified.Verdict);
        Assert.NotEmpty(verified.Reason!);
    }

    [Fact]
    public void A_key_that_is_no_point_on_the_curve_is_malformed()
    {
        using var meter = new SignedMeter();

        Assert.Equal(SignatureVerdict.Malformed, Verify(meter.Sign("{}"), new MeterKey(new string('1', 128), null)).Verdict);
    }

    [SkippableFact]
    public void The_keys_own_curve_decides_where_the_record_names_another()
    {
        using var meter = Meter(SignedMeter.P256, "ECDSA-secp256k1-SHA256");
        using var stranger = Meter("1.3.132.0.10", null);

        var verified = Verify(meter.Sign("{}"), meter.Key);
        Assert.Equal(SignatureVerdict.Ok, verified.Verdict);
        Assert.Equal("the key is on secp256r1, and the record says secp256k1", verified.Reason);
        Assert.Equal(SignatureVerdict.Invalid, Verify(meter.Sign("{}"), stranger.Key).Verdict);
    }

    /// <summary>The curve must be known here, else there is nothing to sign with.</summary>
    private static SignedMeter Meter(string oid, string? algorithm)
    {
        Skip.IfNot(SignatureCurve.FindOid(oid)!.IsSupported, $"this machine's cryptography does not know the curve {oid}");
        return new SignedMeter(oid, algorithm);
    }

    private static OcmfSignature Verify(string record, MeterKey key) => OcmfSignature.Verify(OcmfRecord.Read(record).Record!, key);
}
