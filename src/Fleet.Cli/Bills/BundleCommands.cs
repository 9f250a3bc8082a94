using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Domain.Charging;
using Fleet.Domain.Charging.Bundles;

namespace Fleet.Cli.Bills;

/// <summary><c>fleet bill verify FILE</c> and <c>fleet bill explain FILE</c>: a bill's bundle, read without a node.</summary>
internal static class BundleCommands
{
    /// <summary>A session of years of readings stays far below it.</summary>
    private const long MostBytes = 64L << 20;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Argument<FileInfo> File = new Argument<FileInfo>("FILE") { Description = "What fleet bill bundle wrote" }.AcceptExistingOnly();

    /// <summary>The family; what it needs a node for is added by the ops port's palette.</summary>
    public static Command Create(Terminal terminal)
    {
        var verify = new Command(
            "verify",
            "Makes a bill again from its bundle and compares the bytes; needs no node. Exits with 1 unless the verdict is OK") { File };
        verify.SetAction((parsed, cancellation) => VerifyAsync(parsed.GetRequiredValue(File), parsed.GetValue(FleetCommand.Json), terminal, cancellation));
        return new Command(BillPalette.Palette.Name, BillPalette.Palette.Help) { verify };
    }

    /// <summary>What of <paramref name="command"/> can be done without a node; null when nothing can.</summary>
    public static Func<OpsCall, Task<int?>>? InPlaceOf(OpsCommand command, Terminal terminal) => command == BillPalette.Explain
        ? async call => System.IO.File.Exists(call.Arguments["id"]) ? await ExplainAsync(new FileInfo(call.Arguments["id"]), call, terminal) : null
        : null;

    private static async Task<int> VerifyAsync(FileInfo file, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var verdict = await ReadAsync(file, cancellation);
        await terminal.Out.WriteLineAsync(json ? Document(verdict, null, null) : $"{verdict.Word}: {verdict.Text}");
        return verdict.Result == BundleResult.Ok ? ExitCode.Ok : ExitCode.Finding;
    }

    private static async Task<int> ExplainAsync(FileInfo file, OpsCall call, Terminal terminal)
    {
        var verdict = await ReadAsync(file, CancellationToken.None);
        var text = verdict.Bills.IsEmpty ? null : CorrectionExplanation.Write(verdict.Bills);
        IReadOnlyList<string>? why = call.Arguments.ContainsKey(BillPalette.WhyNot) ? [.. verdict.WhyNot.Select(static entry => entry.ToString())] : null;
        if (call.Json)
        {
            await terminal.Out.WriteLineAsync(Document(verdict, text, why));
        }
        else if (text is not null)
        {
            await terminal.Out.WriteAsync(text);
            foreach (var entry in why ?? [])
                await terminal.Out.WriteLineAsync(entry);
        }

        if (verdict.Result == BundleResult.Ok)
            return ExitCode.Ok;
        await terminal.Error.WriteLineAsync($"{verdict.Word}: {verdict.Text}{(text is null ? "" : ". What is said above is what the evidence makes, and not what the bundle says")}");
        return ExitCode.Finding;
    }

    private static async Task<BundleVerdict> ReadAsync(FileInfo file, CancellationToken cancellation) => file.Length > MostBytes
        ? new BundleVerdict(BundleResult.NotVerifiable, $"{file.Name} has more than {MostBytes >> 20} MiB; no bundle does", "", [])
        : BundleVerifier.Verify(await System.IO.File.ReadAllTextAsync(file.FullName, cancellation));

    private static string Document(BundleVerdict verdict, string? text, IReadOnlyList<string>? whyNot) => JsonSerializer.Serialize(
        new
        {
            verdict = verdict.Word,
            pointer = verdict.JsonPointer,
            text = verdict.Text,
            explanation = text,
            whyNot,
            revisions = verdict.Bills.Select(billed => new { revision = billed.Revision, cause = billed.Cause?.Word(), total = billed.Bill.Price() }),
        },
        Indented);
}
