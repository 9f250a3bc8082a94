using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fleet.Domain.Metering.Signed;

namespace Fleet.Domain.Tests.Metering.Signed;

/// <summary>A meter of the tests, which signs what it is told to.</summary>
internal sealed class SignedMeter(string oid = SignedMeter.P256, string? algorithm = null) : IDisposable
{
    public const string P256 = "1.2.840.10045.3.1.7";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.CreateFromValue(oid));

    public byte[] PublicKeyDer => _key.ExportSubjectPublicKeyInfo();

    public string PublicKey => Convert.ToHexString(PublicKeyDer);

    public ECParameters Parameters => _key.ExportParameters(false);

    public MeterKey Key => MeterKey.Read(PublicKey).Key!;

    /// <summary>A record with one reading of the import register.</summary>
    public string Record(
        int page, string transaction, decimal kwh, int second = 0, string clock = "S", string more = "", string status = "G", string meter = "M1", string register = "1-0:1.8.0")
    {
        var value = kwh.ToString("0.000", CultureInfo.InvariantCulture);
        return Sign($$"""
            {"FV":"1.0","GI":"G","GS":"G1","PG":"T{{page}}","MS":"{{meter}}","IS":true,"IT":"NONE"{{more}},"RD":[{"TM":"{{Time(second, clock)}}","TX":"{{transaction}}","RV":{{value}},"RI":"{{register}}","RU":"kWh","EF":"","ST":"{{status}}"}]}
            """);
    }

    public static string Time(int second, string clock) => $"2026-03-02T13:{second / 60:00}:{second % 60:00},000+0100 {clock}";

    public string Sign(string payload, bool raw = false, bool base64 = false)
    {
        var format = raw ? DSASignatureFormat.IeeeP1363FixedFieldConcatenation : DSASignatureFormat.Rfc3279DerSequence;
        var signature = _key.SignData(Encoding.UTF8.GetBytes(payload), HashAlgorithmName.SHA256, format);
        var name = algorithm is null ? "" : $"\"SA\":\"{algorithm}\",";
        var data = base64 ? $"\"SE\":\"base64\",\"SD\":\"{Convert.ToBase64String(signature)}\"" : $"\"SD\":\"{Convert.ToHexString(signature)}\"";
        return $"OCMF|{payload}|{{{name}{data}}}";
    }

    public void Dispose() => _key.Dispose();

    /// <summary>The verdicts on records of one transaction.</summary>
    public static ValueList<OcmfVerdict> Judge(MeterKey? key, params string[] records) =>
        OcmfVerdict.Judge(records.Select(record => SignedValue.Read(record)).ToValueList(), key);
}
