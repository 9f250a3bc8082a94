using Fleet.Simulator.Measuring;

namespace Fleet.Cli.Replay;

/// <summary>A whole replay: play the sessions, wait for their bills, compare.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="terminal">Where progress is shown.</param>
internal sealed class ReplayRun(ReplayOptions options, Terminal terminal)
{
    /// <summary>Plays <paramref name="rows"/> and reports.</summary>
    public async Task<ReplayReport> RunAsync(SessionRows rows, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = options.Api };
        var ledger = new TransactionLedger(http, terminal.Time);
        if (await ledger.FaultAsync(cancellation) is { } fault)
            return ReplayReport.NotPlayed(options.File, rows, fault);

        using var progress = new ProgressLine(terminal);
        var play = await new ReplayPlayer(options, terminal.Time, progress).PlayAsync(rows.Sessions, cancellation);
        var ids = play.Sessions.OfType<PlayedSession>().Select(played => $"{played.Id}").ToHashSet(StringComparer.Ordinal);
        var bills = await ledger.AwaitAsync(ids, found => progress.Show(() => $"{found} of {ids.Count} sessions have a bill"), cancellation);
        return ReplayReport.Of(options.File, rows, play, bills);
    }
}
