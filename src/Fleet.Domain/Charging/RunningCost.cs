using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>
/// What a session that runs has cost so far, kept along with its evidence: each new reading is priced by itself. Only where the evidence before it changed (a reading out of order, a
/// glitch that was taken out) or the meter stands still beyond a pause, the session is priced anew.
/// </summary>
internal static class RunningCost
{
    /// <summary>The running bill after <paramref name="after"/>; null where the session has no price.</summary>
    /// <param name="before">The session before its last event.</param>
    /// <param name="after">The session after it.</param>
    public static RunningBill? Follow(SessionState before, SessionState after)
    {
        if (after is not { Start: { Terms.Tariff: { } tariff } start, Evidence: { } evidence } || !tariff.Tariff.IsInForceAt(start.StartedAt))
            return null;
        var points = evidence.Register.Points;
        if (points[^1].At - start.StartedAt > Rating.LongestSession)
            return null;
        return before.Running is { } running && WithStatus(before, after, running) is { } told && WithPoints(before.Evidence, evidence, told) is { } read
            ? read
            : Begin(tariff, start, points, after.Statuses);
    }

    private static RunningBill? WithStatus(SessionState before, SessionState after, RunningBill running)
    {
        if (before.Statuses.Count == after.Statuses.Count)
            return running;
        var noted = after.Statuses[^1];
        return running.CanChange(noted.At) && before.Statuses.Items.All(earlier => earlier.At < noted.At) ? running.Change(noted.At, noted.Status.ToStretch()) : null;
    }

    private static RunningBill? WithPoints(Evidence? before, Evidence after, RunningBill running)
    {
        var points = after.Register.Points;
        if (before is null)
            return running;
        var known = before.Register.Points.Count;
        if (before.Rereads != after.Rereads || points.Count < known || points[known - 1] != before.Register.Points[^1])
            return null;
        for (var i = known; i < points.Count; i++)
        {
            if (points[i].At < running.Until || DeadTime.IsNear(points, i))
                return null;
            running = running.Read(points[i], points);
        }

        return running;
    }

    private static RunningBill Begin(FrozenTariff tariff, TransactionStart start, ValueList<EnergyPoint> points, ValueList<ConnectorStatusNoted> statuses)
    {
        var until = Instant.Max(points[^1].At, start.StartedAt);
        var (stretches, _) = DeadTime.Mark(SessionClosing.Stretches(start.StartedAt, until, statuses), points, until);
        var soFar = new BillableSession(start.StartedAt, until, points, stretches);
        var running = RunningBill.Of(tariff, SessionClosing.TermsOf(start), soFar);
        foreach (var stretch in SessionClosing.Stretches(until, Instant.MaxValue, statuses))
            running = running.Change(stretch.From, stretch.Kind);
        return running;
    }
}
