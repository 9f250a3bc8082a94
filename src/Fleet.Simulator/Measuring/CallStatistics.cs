using System.Collections.Concurrent;

namespace Fleet.Simulator.Measuring;

/// <summary>Calls of any number of chargers, by action: how many, how many failed, how long they took. Any number of threads may record.</summary>
public sealed class CallStatistics
{
    private readonly LatencyHistogram _all = new();
    private readonly ConcurrentDictionary<string, ActionRecord> _byAction = new(StringComparer.Ordinal);

    /// <summary>Calls that were answered with CALLRESULT.</summary>
    public long Answered => _byAction.Values.Sum(action => action.Latencies.Count);

    /// <summary>Calls that were refused, timed out or lost with their link.</summary>
    public long Failed => _byAction.Values.Sum(action => action.Failed);

    /// <summary>A call was answered.</summary>
    /// <param name="action">Name of the operation.</param>
    /// <param name="latency">From asking for it to its answer.</param>
    public void RecordAnswered(string action, TimeSpan latency)
    {
        Of(action).Latencies.Record(latency);
        _all.Record(latency);
    }

    /// <summary>A call was refused, timed out or lost with its link.</summary>
    public void RecordFailed(string action) => Interlocked.Increment(ref Of(action).FailedCount);

    /// <summary>What was recorded up to now, ordered by action.</summary>
    public IReadOnlyList<ActionStatistics> Snapshot() =>
        [.. _byAction.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Show(entry.Key, entry.Value.Latencies, entry.Value.Failed))];

    /// <summary>All actions together.</summary>
    public ActionStatistics Overall() => Show("all", _all, Failed);

    private static ActionStatistics Show(string action, LatencyHistogram latencies, long failed) => new(
        action, latencies.Count, failed, latencies.Percentile(50), latencies.Percentile(95), latencies.Percentile(99), latencies.Max);

    private ActionRecord Of(string action) => _byAction.GetOrAdd(action, static _ => new());

    private sealed class ActionRecord
    {
        public long FailedCount;

        public LatencyHistogram Latencies { get; } = new();

        public long Failed => Interlocked.Read(ref FailedCount);
    }
}

/// <summary>Calls of one action.</summary>
/// <param name="Action">Name of the operation.</param>
/// <param name="Answered">Calls answered with CALLRESULT.</param>
/// <param name="Failed">Calls that were refused, timed out or lost with their link.</param>
/// <param name="P50">Median latency.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Max">Greatest latency.</param>
public sealed record ActionStatistics(string Action, long Answered, long Failed, TimeSpan P50, TimeSpan P95, TimeSpan P99, TimeSpan Max);
