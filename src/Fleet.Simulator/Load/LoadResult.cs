using Fleet.Simulator.Measuring;

namespace Fleet.Simulator.Load;

/// <summary>What came of a load.</summary>
/// <param name="Elapsed">From the moment that the last charger was connected (or gave up) to the last answer.</param>
/// <param name="Calls">Calls that were answered with CALLRESULT.</param>
/// <param name="Errors">Calls that were refused or lost, and links that could not be opened.</param>
/// <param name="FirstError">The first of them in words; null = none.</param>
/// <param name="Actions">Counts and latencies by action.</param>
/// <param name="All">The same of all actions together.</param>
/// <param name="Truth">The finished transactions.</param>
public sealed record LoadResult(TimeSpan Elapsed, long Calls, long Errors, string? FirstError, IReadOnlyList<ActionStatistics> Actions, ActionStatistics All, GroundTruth Truth)
{
    /// <summary>Calls answered in a second.</summary>
    public long CallsPerSecond => Calls * TimeSpan.TicksPerSecond / Math.Max(1, Elapsed.Ticks);
}
