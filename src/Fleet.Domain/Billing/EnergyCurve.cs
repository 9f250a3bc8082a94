using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>A session's energy over time: straight lines between the readings that prove it.</summary>
internal readonly struct EnergyCurve(BillableSession session)
{
    private readonly ReadOnlyMemory<EnergyPoint> _points = session.Energy.Items.AsMemory();

    /// <summary>Energy at <paramref name="at"/> in whole Wh, rounded half up between readings; of two readings at once, the later.</summary>
    public long At(Instant at)
    {
        var points = _points.Span;
        var after = FirstAfter(at);
        if (after == 0)
            return 0;
        var before = points[after - 1];
        if (after == points.Length || before.At == at)
            return before.Energy.Value;
        var next = points[after];
        Int128 width = Ticks(next.At) - Ticks(before.At);
        Int128 rise = next.Energy.Value - before.Energy.Value;
        return before.Energy.Value + (long)(((2 * rise * (Ticks(at) - Ticks(before.At))) + width) / (2 * width));
    }

    /// <summary>The first moment, in whole milliseconds, by which the session had taken <paramref name="wh"/>; null when it never had.</summary>
    public Instant? Reaches(long wh)
    {
        var points = _points.Span;
        for (var i = 0; i < points.Length; i++)
        {
            if (points[i].Energy.Value < wh)
                continue;
            if (i == 0 || points[i].Energy.Value == wh)
                return points[i].At;
            var (before, next) = (points[i - 1], points[i]);
            var start = before.At.ToUnixTimeMilliseconds();
            Int128 width = next.At.ToUnixTimeMilliseconds() - start;
            Int128 rise = next.Energy.Value - before.Energy.Value;
            var offset = (((wh - before.Energy.Value) * width) + rise - 1) / rise;
            return Instant.FromUnixTimeMilliseconds(start + (long)offset);
        }

        return null;
    }

    /// <summary>Whether readings prove the energy at <paramref name="at"/>: one taken then, or equal ones around it, or the last before it.</summary>
    public bool IsProvenAt(Instant at)
    {
        var points = _points.Span;
        var after = FirstAfter(at);
        return after == 0 || after == points.Length || points[after - 1].At == at || points[after - 1].Energy == points[after].Energy;
    }

    /// <summary>Number of the last reading at or before <paramref name="at"/>.</summary>
    public int ReadingBefore(Instant at) => _points.IsEmpty ? 0 : _points.Span[Math.Max(FirstAfter(at) - 1, 0)].Reading;

    /// <summary>Number of the first reading at or after <paramref name="at"/>, the last one where there is none.</summary>
    public int ReadingAfter(Instant at)
    {
        if (_points.IsEmpty)
            return 0;
        var after = FirstAfter(at);
        var exact = after > 0 && _points.Span[after - 1].At == at;
        return _points.Span[exact ? after - 1 : Math.Min(after, _points.Length - 1)].Reading;
    }

    private static long Ticks(Instant at) => at.ToUnixTimeTicks();

    private int FirstAfter(Instant at)
    {
        var points = _points.Span;
        var (low, high) = (0, points.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (points[middle].At <= at)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
