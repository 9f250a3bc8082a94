using System.Security.Cryptography;

namespace Fleet.Domain.Metering.Signed;

/// <summary>A curve that OCMF's signatures may be on (OCMF 1.4.1, table of signature algorithms).</summary>
public sealed record SignatureCurve
{
    /// <summary>The seven curves.</summary>
    public static readonly ValueList<SignatureCurve> All =
    [
        new("secp192k1", "1.3.132.0.31", 24),
        new("secp192r1", "1.2.840.10045.3.1.1", 24, "prime192v1", "P-192"),
        new("secp256k1", "1.3.132.0.10", 32),
        new("secp256r1", "1.2.840.10045.3.1.7", 32, "prime256v1", "P-256"),
        new("secp384r1", "1.3.132.0.34", 48, "P-384"),
        new("brainpool256r1", "1.3.36.3.3.2.8.1.1.7", 32, "brainpoolP256r1"),
        new("brainpool384r1", "1.3.36.3.3.2.8.1.1.11", 48, "brainpoolP384r1"),
    ];

    /// <summary>The curve of a record that names no algorithm (OCMF: default of SA).</summary>
    public static readonly SignatureCurve Default = All.Items.Single(curve => curve.Name == "secp256r1");

    private readonly ValueList<string> _otherNames;
    private readonly Lazy<bool> _isSupported;

    private SignatureCurve(string name, string oid, int fieldBytes, params string[] otherNames)
    {
        Name = name;
        Oid = oid;
        FieldBytes = fieldBytes;
        _otherNames = otherNames.ToValueList();
        _isSupported = new Lazy<bool>(Probe);
    }

    /// <summary>Its name in OCMF.</summary>
    public string Name { get; }

    /// <summary>Its object identifier, as it stands in a public key.</summary>
    public string Oid { get; }

    /// <summary>Bytes of a coordinate, and of each of a signature's two numbers.</summary>
    public int FieldBytes { get; }

    /// <summary>Whether this machine's cryptography knows it: some builds of OpenSSL leave the small and the Brainpool curves out.</summary>
    public bool IsSupported => _isSupported.Value;

    /// <summary>The curve with this object identifier; null when it is none of the seven.</summary>
    public static SignatureCurve? FindOid(string oid) => All.Items.FirstOrDefault(curve => curve.Oid == oid);

    /// <summary>
    /// The curve of an algorithm as SA names it, such as <c>ECDSA-secp256r1-SHA256</c>, with the spellings that meters use; null when it is none of the seven, or not over
    /// SHA-256, which OCMF has for all of them.
    /// </summary>
    public static SignatureCurve? FindAlgorithm(string algorithm)
    {
        const StringComparison anyCase = StringComparison.OrdinalIgnoreCase;
        const string before = "ECDSA-", after = "-SHA256";
        var trimmed = algorithm.Trim();
        if (!trimmed.StartsWith(before, anyCase) || !trimmed.EndsWith(after, anyCase) || trimmed.Length <= before.Length + after.Length)
            return null;
        var name = trimmed[before.Length..^after.Length];
        return All.Items.FirstOrDefault(curve => name.Equals(curve.Name, anyCase) || curve._otherNames.Items.Any(other => name.Equals(other, anyCase)));
    }

    /// <summary>What the platform calls this curve.</summary>
    internal ECCurve ToPlatform() => ECCurve.CreateFromValue(Oid);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private bool Probe()
    {
        try
        {
            using var key = ECDsa.Create(ToPlatform());
            return key.KeySize > 0;
        }
        catch (Exception unknown) when (unknown is CryptographicException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
