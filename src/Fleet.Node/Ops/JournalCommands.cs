using System.Runtime.CompilerServices;

using Fleet.Cluster.Ops;
using Fleet.Cluster.Ops.Palettes;
using Fleet.Cluster.Projections;

namespace Fleet.Node.Ops;

/// <summary>What <see cref="JournalPalette"/> offers.</summary>
internal sealed class JournalCommands(ProjectionLagReader lags, ViewRebuild rebuild) : IOpsFamily
{
    /// <inheritdoc/>
    public IEnumerable<OpsHandler> Handlers => [new(JournalPalette.Lag, LagAsync), new(JournalPalette.Rebuild, RebuildAsync)];

    private async IAsyncEnumerable<OpsLine> LagAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var lag = await lags.ReadAsync();
        yield return OpsLine.Document(new { lag.Offset, lag.End, lag.Events, delaySeconds = lag.Delay.TotalSeconds });
        yield return OpsLine.Say(lag.Events == 0
            ? $"The read tables hold everything up to the journal's end, {lag.End:N0}."
            : $"The read tables hold everything up to {lag.Offset:N0} of {lag.End:N0}; the oldest of the {lag.Events:N0} missing was written {lag.Delay.TotalSeconds:N1} s ago.");
    }

    private async IAsyncEnumerable<OpsLine> RebuildAsync(OpsRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var lines = OpsWork.FollowAsync(
            report => RunAsync(report, cancellation),
            result => result.Refusal is { } refusal
                ? [OpsLine.Fail(refusal)]
                : [OpsLine.Document(new { offset = result.Offset }), OpsLine.Say($"The read tables are rebuilt from all events up to {result.Offset:N0}.")],
            cancellation);
        await foreach (var line in lines)
            yield return line;
    }

    private async Task<(long Offset, string? Refusal)> RunAsync(Action<OpsLine.Progress> report, CancellationToken cancellation)
    {
        try
        {
            return (await rebuild.RunAsync(at => report(new OpsLine.Progress("rebuilding", at.Offset, at.End)), cancellation), null);
        }
        catch (RebuildRefusedException refused)
        {
            return (0, refused.Message);
        }
    }
}
