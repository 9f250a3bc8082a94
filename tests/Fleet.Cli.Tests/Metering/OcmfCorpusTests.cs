using System.Text.Json;

namespace Fleet.Cli.Tests.Metering;

/// <summary>
/// The whole corpus of the Transparenzsoftware through <c>fleet ocmf verify</c>. What is expected was worked out beforehand with OpenSSL's <c>dgst -verify</c> on the payload's bytes
/// and the key beside each record, and by hand for what OpenSSL does not read: the two bare keys of Isabellenhuette (one of whose payloads was laid out anew after it was signed), and the one signature in test.xml whose DER lacks a zero byte,
/// which the Transparenzsoftware reads as an unsigned number and which is then good by the equation of ECDSA.
/// </summary>
public sealed class OcmfCorpusTests
{
    private const string Folder = "vectors/ocmf/safe-transparenzsoftware";

    /// <summary>File, good, invalid, without a key, unsupported and malformed.</summary>
    private static readonly (string File, int Ok, int Invalid, int NoKey, int Unsupported, int Malformed)[] Expected =
    [
        ("ACU_korrekt.metra", 0, 0, 0, 1, 0),
        ("Mennekes/Zählerdaten.txt", 0, 0, 0, 2, 0),
        ("Mennekes/de.xml", 0, 0, 0, 1, 0),
        ("Mennekes/demeke001000001-2021-07-23-10_46_35-11017022.metra.xml", 0, 0, 0, 1, 0),
        ("fromweb.xml", 1, 0, 0, 0, 0),
        ("hummel.xml", 0, 0, 0, 2, 0),
        ("ocmf-compleo-daten.xml", 0, 0, 2, 0, 0),
        ("pcdf/BVinvalid.pcdf", 0, 0, 0, 1, 0),
        ("pcdf/DataInvalid.pcdf", 0, 0, 0, 1, 0),
        ("pcdf/SIGinvalid.pcdf", 0, 0, 0, 1, 0),
        ("pcdf/SPinvalid.pcdf", 0, 0, 0, 1, 0),
        ("pcdf/valid.pcdf", 0, 0, 0, 1, 0),
        ("pcdf/valid2.pcdf", 0, 0, 0, 1, 0),
        ("test.xml", 2, 0, 0, 0, 0),
        ("xml/20211007-device-with-evt-ocmf-sss-ses.xml", 2, 0, 0, 0, 0),
        ("xml/ACU_falsch.metra.xml", 0, 0, 0, 1, 0),
        ("xml/ACU_korrekt.metra.xml", 0, 0, 0, 1, 0),
        ("xml/OCMF_Test_Data_00.xml", 2, 0, 0, 0, 0),
        ("xml/Ocmf_Example_OBIS_98.8.0_2.8.0.xml", 1, 0, 0, 0, 0),
        ("xml/VW_OCMF_load.xml", 1, 0, 0, 0, 0),
        ("xml/XML_gultiger und ungultiger Date nwertsätze im ISA-EDL-40P_1.0.xml", 0, 0, 0, 5, 0),
        ("xml/brainpoolP256r1.xml", 2, 0, 0, 0, 0),
        ("xml/chargepoint_3.xml", 1, 0, 0, 0, 0),
        ("xml/demeke99001002-2020-04-21-08_53_12-5892888.metra.xml", 0, 0, 0, 1, 0),
        ("xml/edl-40-01.xml", 0, 0, 0, 1, 0),
        ("xml/edl-40-02.xml", 0, 0, 0, 1, 0),
        ("xml/edl-40-03.xml", 0, 0, 0, 1, 0),
        ("xml/emh-emoc/NewEHZSML.xml", 0, 0, 0, 2, 0),
        ("xml/emh-emoc/NewEHZXML.xml", 0, 0, 0, 2, 0),
        ("xml/isa-edl-40p-begin-fail.xml", 0, 0, 0, 1, 0),
        ("xml/isa-edl-40p-data-fail.xml", 0, 0, 0, 1, 0),
        ("xml/isa-edl-40p-ok.xml", 0, 0, 0, 1, 0),
        ("xml/isa-edl-40p-sign-fail.xml", 0, 0, 0, 1, 0),
        ("xml/isa-edl-40p-update-fail.xml", 0, 0, 0, 1, 0),
        ("xml/isa-edl-40p-veri-fail.xml", 0, 0, 0, 1, 0),
        ("xml/isa-ocmf/OCMF-receipt-template.xml", 0, 0, 0, 0, 1),
        ("xml/isa-ocmf/OCMF-receipt-template_with_publickey.xml", 0, 0, 0, 0, 1),
        ("xml/isa-ocmf/OCMF-receipt-with_import_and_export.xml", 0, 1, 0, 0, 0),
        ("xml/isa-ocmf/OCMF-receipt-with_publickey_and_data.xml", 1, 0, 0, 0, 0),
        ("xml/keba_test.xml", 100, 0, 0, 0, 0),
        ("xml/keba_test_txn.xml", 100, 0, 0, 0, 0),
        ("xml/measurements.xml", 21, 0, 0, 0, 0),
        ("xml/nistP384_0Wh.xml", 2, 0, 0, 0, 0),
        ("xml/ocmf_sec.xml", 2, 0, 0, 0, 0),
        ("xml/ocmf_tariff_1.xml", 1, 0, 0, 0, 0),
        ("xml/second_key_fail_ocmf.xml", 1, 1, 0, 0, 0),
        ("xml/signature_16955306_ALL.xml", 0, 0, 2, 0, 0),
        ("xml/test_input_xml_two_values.xml", 0, 0, 0, 2, 0),
        ("xml/test_mennekes_charging_processes.xml", 0, 0, 0, 1, 0),
        ("xml/test_mennekes_full.xml", 0, 0, 0, 1, 0),
        ("xml/test_ocmf_ebee_01.xml", 2, 0, 0, 0, 0),
        ("xml/test_ocmf_ebee_02.xml", 1, 1, 0, 0, 0),
        ("xml/test_ocmf_keba_kcp30.xml", 1, 0, 0, 0, 0),
        ("xml/test_ocmf_keba_kcp30_fail.xml", 0, 1, 0, 0, 0),
        ("xml/test_ocmf_rsa_01.xml", 0, 0, 0, 1, 0),
        ("xml/test_ocmf_transaction_two_values.xml", 2, 0, 0, 0, 0),
        ("xml/wirelane.xml", 0, 0, 0, 2, 0),
    ];

    /// <summary>No signed values are in these: the license, and XML that ends in its first line.</summary>
    private static readonly string[] Unreadable = ["LICENSE", "xml/test_input_invalid_xml.xml"];

    [SkippableFact]
    public async Task Every_file_of_the_corpus_is_classified()
    {
        var folder = SharedFiles.Find(Folder);
        var wrong = new List<string>();
        foreach (var expected in Expected)
        {
            var result = await CommandLine.RunAsync("ocmf", "verify", Path.Combine(folder, expected.File), "--json");
            var found = Counts(result.Json);
            if (found != (expected.Ok, expected.Invalid, expected.NoKey, expected.Unsupported, expected.Malformed))
                wrong.Add($"{expected.File}: {found}");
        }

        Assert.Empty(wrong);
    }

    [SkippableFact]
    public void No_file_of_the_corpus_is_left_out()
    {
        var folder = SharedFiles.Find(Folder);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));

        Assert.Equal(Expected.Select(expected => expected.File).Concat(Unreadable).Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_corpus_holds_246_good_records_and_4_bad_ones() => Assert.Equal((246, 4), (Expected.Sum(expected => expected.Ok), Expected.Sum(expected => expected.Invalid)));

    [SkippableFact]
    public async Task Files_without_signed_values_are_refused_with_a_reason()
    {
        var folder = SharedFiles.Find(Folder);
        foreach (var file in Unreadable)
        {
            var result = await CommandLine.RunAsync("ocmf", "verify", Path.Combine(folder, file), "--json");

            Assert.Equal(1, result.ExitCode);
            Assert.Contains(Path.GetFileName(file), result.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task A_wrong_key_is_told_from_a_tampered_value()
    {
        var folder = SharedFiles.Find(Folder);
        var wrongKey = await CommandLine.RunAsync("ocmf", "verify", Path.Combine(folder, "xml/second_key_fail_ocmf.xml"), "--json");
        var tampered = await CommandLine.RunAsync("ocmf", "verify", Path.Combine(folder, "xml/test_ocmf_keba_kcp30_fail.xml"), "--json");

        Assert.Contains("the key is on secp256r1", Reason(wrongKey.Json.GetProperty("records")[1]), StringComparison.Ordinal);
        Assert.Contains("not of this payload", Reason(tampered.Json.GetProperty("records")[0]), StringComparison.Ordinal);

        static string? Reason(JsonElement record) => record.GetProperty("reasons").GetProperty("signature").GetString();
    }

    private static (int Ok, int Invalid, int NoKey, int Unsupported, int Malformed) Counts(JsonElement report)
    {
        var summary = report.GetProperty("summary");
        return (Of("OK"), Of("INVALID"), Of("NO_KEY"), Of("UNSUPPORTED"), Of("MALFORMED"));

        int Of(string verdict) => summary.TryGetProperty(verdict, out var count) ? count.GetInt32() : 0;
    }
}
