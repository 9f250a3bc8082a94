using NodaTime;

namespace Fleet.Domain.Billing.Audit;

/// <summary>Whether the periods of a document fill its session, one behind the other (billing.md 1.9, A21).</summary>
internal static class PeriodOrder
{
    /// <summary>Adds to <paramref name="findings"/> whatever is not so.</summary>
    public static void Check(IReadOnlyList<PeriodSlot> periods, Instant start, Instant stop, List<DocumentFinding> findings)
    {
        for (var i = 0; i < periods.Count; i++)
        {
            var (period, next) = (periods[i], i + 1 < periods.Count ? periods[i + 1].Start : stop);
            if (period.Start < start || period.Start > stop)
                Add(AuditCode.PeriodOutsideSession, period, $"The period of {period.Start} lies outside of the session from {start} to {stop}.");
            else if (i == 0 && period.Start > start)
                Add(AuditCode.PeriodGap, period, $"The first period begins at {period.Start}, after the session at {start}; nothing is known of the time between.");
            if (i > 0 && period.Start < periods[i - 1].Start)
                Add(AuditCode.PeriodsOutOfOrder, period, $"The period of {period.Start} stands behind that of {periods[i - 1].Start}; periods must be in order of time.");
            else if (i > 0 && period.Start == periods[i - 1].Start)
                Add(AuditCode.PeriodsOverlap, period, $"Two periods begin at {period.Start}.");
            if (period.End > next)
                Add(AuditCode.PeriodsOverlap, period, $"The period of {period.Start} ends at {period.End}, after {next}, where {(i + 1 < periods.Count ? "the next one begins" : "the session ends")}.");
            else if (period.End < next)
                Add(AuditCode.PeriodGap, period, $"The period of {period.Start} ends at {period.End}; nothing is known of the time until {next}.");
        }

        void Add(string code, PeriodSlot period, string text) => findings.Add(new DocumentFinding(code, period.Pointer, text, FindingWeight.Block));
    }
}
