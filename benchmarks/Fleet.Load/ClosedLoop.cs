using System.Diagnostics;
using System.Globalization;

using Fleet.Simulator.Load;
using Fleet.Simulator.Measuring;

namespace Fleet.Load;

/// <summary>A load run against a node that is already there, with a check of every bill: a run that lost or doubled one has failed, whatever its speed.</summary>
internal static class ClosedLoop
{
    public static async Task<int> RunAsync(Uri ocpp, Uri api, int chargers, TimeSpan duration, int? pid, CancellationToken cancellation)
    {
        using var node = pid is { } id ? Process.GetProcessById(id) : null;
        var cpuBefore = node?.TotalProcessorTime;
        var result = await LoadRun.RunAsync(
            new LoadOptions { CentralSystem = ocpp, Chargers = chargers, Duration = duration, IdPrefix = $"LOAD-{Guid.NewGuid().ToString("N")[..8]}-" },
            cancellation);
        node?.Refresh();
        Show(result, node, node?.TotalProcessorTime - cpuBefore);

        using var http = new HttpClient { BaseAddress = api };
        var expected = result.Truth.Finished.Select(transaction => transaction.ToExpectedBill()).ToList();
        var bills = await new TransactionLedger(http, TimeProvider.System).AwaitAsync(
            expected.Select(bill => bill.Id).ToHashSet(StringComparer.Ordinal), _ => { }, cancellation);
        var check = BillCheck.Compare(expected, bills);
        Print($"sessions finished {check.Expected}, wrong bills {check.Wrong.Count}{(check.Wrong.Count > 0 ? $", first: {check.Wrong[0].Bill.Id} {check.Wrong[0].Text}" : "")}");
        return check.IsRight && result.Errors == 0 ? 0 : 1;
    }

    private static void Show(LoadResult result, Process? node, TimeSpan? cpu)
    {
        Print($"calls {result.Calls} in {result.Elapsed.TotalSeconds:0.0} s = {result.CallsPerSecond} a second, errors {result.Errors} {result.FirstError}");
        Print($"{"action",-20}{"calls",10}{"p50 ms",10}{"p95 ms",10}{"p99 ms",10}{"max ms",10}");
        foreach (var action in result.Actions.Append(result.All))
        {
            Print($"{action.Action,-20}{action.Answered,10}{action.P50.TotalMilliseconds,10:0.0}{action.P95.TotalMilliseconds,10:0.0}{action.P99.TotalMilliseconds,10:0.0}{action.Max.TotalMilliseconds,10:0.0}");
        }

        if (node is not null && cpu is { } used)
            Print($"node: {used.TotalSeconds * 1000 / Math.Max(1, result.Calls):0.000} s of CPU for 1,000 calls, working set {node.WorkingSet64 / 1048576} MiB");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
