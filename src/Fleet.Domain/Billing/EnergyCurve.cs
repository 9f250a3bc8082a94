using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>The readings that prove a session's energy, in order of time.</summary>
internal readonly struct EnergyCurve(ValueList<EnergyPoint> readings)
{
    private readonly ReadOnlyMemory<EnergyPoint> _points = readings.Items.AsMemory();

    /// <summary>Whether readings prove the energy at <paramref name="at"/>: one taken then, or equal ones around it, or the last before it.</summary>
    public bool IsProvenAt(Instant at)
    {
        var points = _points.Span;
        var after = FirstAfter(at);
        return after == 0 || after == points.Length || points[after - 1].At == at || points[after - 1].TotalMilliWh == points[after].TotalMilliWh;
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
