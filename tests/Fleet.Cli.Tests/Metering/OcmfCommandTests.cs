using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fleet.Cli.Tests.Replay;

namespace Fleet.Cli.Tests.Metering;

public sealed class OcmfCommandTests : IDisposable
{
    private readonly ECDsa _meter = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _meter.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Good_records_with_the_evse_s_key_exit_with_0_and_four_good_verdicts()
    {
        using var file = TemporaryFile.Of($"{Record(1, "B", "1.000")}\n{Record(2, "E", "2.000")}\n");

        var result = await CommandLine.RunAsync("ocmf", "verify", file.Path, "--key", Hex(_meter), "--json");

        Assert.Equal(0, result.ExitCode);
        var records = result.Json.GetProperty("records");
        Assert.Equal(2, records.GetArrayLength());
        Assert.All(records.EnumerateArray(), record => Assert.Equal(
            "OK OK COMPLETE YES", string.Join(' ', new[] { "signature", "key", "sequence", "billable" }.Select(verdict => record.GetProperty(verdict).GetString()))));
        Assert.Equal("2.000", records[1].GetProperty("readings")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task The_text_says_each_verdict_and_why()
    {
        using var file = TemporaryFile.Of(Record(2, "E", "2.000", "I"));

        var result = await CommandLine.RunAsync("ocmf", "verify", file.Path, "--key", Hex(_meter));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("signature OK\n", result.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("sequence  INCOMPLETE: the first reading must begin the transaction", result.Out, StringComparison.Ordinal);
        Assert.Contains("billable  ENERGY_ONLY: the clock is informative only (I)", result.Out, StringComparison.Ordinal);
        Assert.Contains("1 record: 1 OK", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_a_wrong_key_or_a_tampered_value_exit_with_1()
    {
        using var good = TemporaryFile.Of(Record(1, "B", "1.000"));
        using var tampered = TemporaryFile.Of(Record(1, "B", "1.000").Replace("1.000", "0.100", StringComparison.Ordinal));

        var noKey = await CommandLine.RunAsync("ocmf", "verify", good.Path, "--json");
        var wrongKey = await CommandLine.RunAsync("ocmf", "verify", good.Path, "--key", Hex(_other), "--json");
        var changed = await CommandLine.RunAsync("ocmf", "verify", tampered.Path, "--key", Hex(_meter), "--json");

        Assert.Equal([1, 1, 1], new[] { noKey.ExitCode, wrongKey.ExitCode, changed.ExitCode });
        Assert.Equal(("NO_KEY", "INVALID", "INVALID"), (Signature(noKey), Signature(wrongKey), Signature(changed)));
    }

    [Fact]
    public async Task The_key_in_the_file_counts_for_the_signature_and_not_for_whose_it_is()
    {
        using var file = TemporaryFile.Of(Xml(Record(1, "B", "1.000"), Hex(_meter)));

        var alone = await CommandLine.RunAsync("ocmf", "verify", file.Path, "--json");
        var other = await CommandLine.RunAsync("ocmf", "verify", file.Path, "--json", "--key", Hex(_other));

        Assert.Equal((0, "OK", "UNKNOWN"), (alone.ExitCode, Signature(alone), Key(alone)));
        Assert.Equal((1, "OK", "OTHER"), (other.ExitCode, Signature(other), Key(other)));
    }

    [Fact]
    public async Task The_signed_data_of_a_cdr_and_of_an_ocpp_message_is_found_in_its_json()
    {
        var (begin, end) = (Record(1, "B", "1.000"), Record(2, "E", "2.000"));
        var cdr = $$$"""
            {"id":"C","signed_data":{"encoding_method":"OCMF","public_key":"{{{Hex(_meter)}}}","signed_values":[
              {"nature":"Start","plain_data":"","signed_data":{{{JsonSerializer.Serialize(begin)}}}},
              {"nature":"End","plain_data":"","signed_data":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(end))}}}"}]}}
            """;
        var ocpp = $$"""
            {"sampledValue":[{"value":1,"signedMeterValue":{"signedMeterData":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(begin))}}","signingMethod":"","encodingMethod":"OCMF","publicKey":"{{Hex(_meter)}}"} }]}
            """;
        using var cdrFile = TemporaryFile.Of(cdr);
        using var ocppFile = TemporaryFile.Of(ocpp);

        var ofCdr = await CommandLine.RunAsync("ocmf", "verify", cdrFile.Path, "--json");
        var ofOcpp = await CommandLine.RunAsync("ocmf", "verify", ocppFile.Path, "--json");

        Assert.Equal(0, ofCdr.ExitCode);
        Assert.All(ofCdr.Json.GetProperty("records").EnumerateArray(), record => Assert.Equal("COMPLETE", record.GetProperty("sequence").GetString()));
        Assert.Equal("End", ofCdr.Json.GetProperty("records")[1].GetProperty("context").GetString());
        Assert.Equal((0, "OK"), (ofOcpp.ExitCode, Signature(ofOcpp)));
    }

    [Theory]
    [InlineData("nothing signed")]
    [InlineData("")]
    [InlineData("{\"a\":1}")]
    [InlineData("{")]
    [InlineData("<values/>")]
    [InlineData("<values>")]
    public async Task A_file_without_signed_values_exits_with_1_and_says_what_it_must_be(string content)
    {
        using var file = TemporaryFile.Of(content);

        var result = await CommandLine.RunAsync("ocmf", "verify", file.Path, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("must be", result.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ocmf")]
    [InlineData("ocmf verify")]
    [InlineData("ocmf verify no-such-file")]
    [InlineData("ocmf verify {file} --key nonsense")]
    [InlineData("ocmf verify {file} --key")]
    [InlineData("ocmf verify {file} --json --key 3059")]
    public async Task A_wrong_call_exits_with_2_and_writes_nothing_to_standard_output(string call)
    {
        using var file = TemporaryFile.Of(Record(1, "B", "1.000"));

        var result = await CommandLine.RunAsync([.. call.Split(' ').Select(word => word == "{file}" ? file.Path : word)]);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.NotEmpty(result.Error);
    }

    private static string? Signature(CommandLine.Result result) => result.Json.GetProperty("records")[0].GetProperty("signature").GetString();

    private static string? Key(CommandLine.Result result) => result.Json.GetProperty("records")[0].GetProperty("key").GetString();

    private static string Hex(ECDsa key) => Convert.ToHexString(key.ExportSubjectPublicKeyInfo());

    private static string Xml(string record, string key) =>
        $"<?xml version=\"1.0\"?><values><value transactionId=\"7\" context=\"Transaction.Begin\"><signedData format=\"OCMF\" encoding=\"plain\">{record}</signedData><publicKey>{key}</publicKey></value></values>";

    private string Record(int page, string transaction, string kwh, string clock = "S")
    {
        var payload = $$"""{"PG":"T{{page}}","MS":"M1","IS":true,"IT":"NONE","RD":[{"TM":"2026-03-02T13:0{{page}}:00,000+0100 {{clock}}","TX":"{{transaction}}","RV":{{kwh}},"RI":"1-0:1.8.0","RU":"kWh","ST":"G"}]}""";
        var signature = _meter.SignData(Encoding.UTF8.GetBytes(payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return $"OCMF|{payload}|{{\"SA\":\"ECDSA-secp256r1-SHA256\",\"SD\":\"{Convert.ToHexString(signature)}\"}}";
    }
}
