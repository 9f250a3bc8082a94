using System.Runtime.CompilerServices;

using Fleet.Cluster.Ledger;
using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="LedgerPalette"/> offers.</summary>
internal sealed class LedgerCommands(LedgerVerifier verifier) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => [new(LedgerPalette.Verify, VerifyAsync)];

    private async IAsyncEnumerable<OpsLine> VerifyAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (remembered, misuse) = ReadHead(request.Find("head"));
        if (misuse is not null)
        {
            yield return OpsLine.Misuse(misuse);
            yield break;
        }

        var lines = OpsWork.FollowAsync(report => verifier.VerifyAsync(remembered, new Reporter(report), cancellation), Show, cancellation);
        await foreach (var line in lines)
            yield return line;
    }

    private static (LedgerHead? Head, string? Misuse) ReadHead(string? text)
    {
        try
        {
            return (text is null ? null : LedgerHead.Parse(text), null);
        }
        catch (FormatException wrong)
        {
            return (null, $"--{wrong.Message}");
        }
    }

    private static IEnumerable<OpsLine> Show(LedgerVerdict verdict)
    {
        yield return OpsLine.Document(new
        {
            ok = verdict.Fault is null,
            entries = verdict.Head.Sequence,
            head = $"{verdict.Head}",
            fault = verdict.Fault is { } broken ? new { broken.Sequence, broken.Entry, broken.What } : null,
        });
        yield return OpsLine.Say($"{verdict.Head.Sequence:N0} entries verified. Head: {verdict.Head}");
        if (verdict.Fault is { } fault)
            yield return OpsLine.Fail($"The ledger is broken at {fault}.");
    }

    /// <summary>Reports where it is called, unlike <see cref="Progress{T}"/>, which may report after the end.</summary>
    private sealed class Reporter(Action<OpsLine.Progress> report) : IProgress<LedgerProgress>
    {
        public void Report(LedgerProgress value) => report(new OpsLine.Progress("verifying", value.Verified, value.Last));
    }
}
