using System.CommandLine;
using System.Text.Json;
using Fleet.Cli.Ops;
using Fleet.Domain.Metering.Signed;

namespace Fleet.Cli.Metering;

/// <summary><c>fleet ocmf verify FILE</c>: four verdicts on each signed meter value in a file. It needs no node.</summary>
internal static class OcmfCommand
{
    private static readonly Argument<FileInfo> File =
        new Argument<FileInfo>("FILE") { Description = "OCMF records as text, a transparency XML, or JSON such as an OCPI CDR" }.AcceptExistingOnly();

    private static readonly Option<MeterKey?> Key = new("--key")
    {
        Description = "The public key of the EVSE's meter, known from elsewhere than the file: hex, base64 or PEM",
        CustomParser = result =>
        {
            var read = MeterKey.Read(result.Tokens[0].Value);
            if (read.Fault is { } fault)
                result.AddError($"--key: {fault}");
            return read.Key;
        },
    };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var verify = new Command(
            "verify",
            "Verdicts on each record: is the signature good, is the key the EVSE's, are the transaction's records complete, may it be billed; exits with 1 unless all are good")
        {
            File, Key,
        };
        verify.SetAction((parsed, _) => RunAsync(parsed.GetRequiredValue(File).FullName, parsed.GetValue(Key), parsed.GetValue(FleetCommand.Json), terminal));
        return new Command("ocmf", "Checks signed meter values (Open Charge Metering Format)") { verify };
    }

    private static async Task<int> RunAsync(string path, MeterKey? key, bool json, Terminal terminal)
    {
        if (SignedFile.Read(path, out var error) is not { } entries)
        {
            await terminal.Error.WriteLineAsync(error);
            if (json)
                await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(new ErrorDocument(error!), OpsErrorJson.Default.ErrorDocument));
            return ExitCode.Finding;
        }

        var report = OcmfReport.Of(path, entries, key);
        if (json)
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(report, OcmfReportJson.Default.OcmfReport));
        else
            OcmfText.Write(report, terminal.Out);
        return report.Ok ? ExitCode.Ok : ExitCode.Finding;
    }
}
