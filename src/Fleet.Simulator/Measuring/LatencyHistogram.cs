using System.Numerics;

namespace Fleet.Simulator.Measuring;

/// <summary>
/// Latencies in buckets that are 1/32 of their value wide (the idea of HdrHistogram), so that memory stays fixed and a percentile is
/// at most 3.2 % too high. Any number of threads may record.
/// </summary>
public sealed class LatencyHistogram
{
    private const int HalfBits = 5;
    private const int Half = 1 << HalfBits;
    private const long MaxMicroseconds = (1L << 36) - 1;

    private readonly long[] _counts = new long[IndexOf(MaxMicroseconds) + 1];
    private long _total;
    private long _max;

    /// <summary>How many latencies were recorded.</summary>
    public long Count => Interlocked.Read(ref _total);

    /// <summary>The greatest latency, exact to a microsecond.</summary>
    public TimeSpan Max => TimeSpan.FromMicroseconds(Interlocked.Read(ref _max));

    /// <summary>Records one latency; below a microsecond counts as 0, above 19 hours as 19 hours.</summary>
    public void Record(TimeSpan latency)
    {
        var microseconds = Math.Clamp(latency.Ticks / TimeSpan.TicksPerMicrosecond, 0, MaxMicroseconds);
        Interlocked.Increment(ref _counts[IndexOf(microseconds)]);
        Interlocked.Increment(ref _total);
        var seen = Interlocked.Read(ref _max);
        while (microseconds > seen)
        {
            var before = Interlocked.CompareExchange(ref _max, microseconds, seen);
            if (before == seen) break;
            seen = before;
        }
    }

    /// <summary>The latency that <paramref name="percent"/> of a hundred calls do not exceed; zero when nothing was recorded.</summary>
    /// <param name="percent">1 to 100.</param>
    public TimeSpan Percentile(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        var rank = ((Count * percent) + 99) / 100;
        if (rank == 0) return TimeSpan.Zero;
        long seen = 0;
        for (var index = 0; index < _counts.Length; index++)
        {
            seen += Interlocked.Read(ref _counts[index]);
            if (seen >= rank) return TimeSpan.FromMicroseconds(Math.Min(UpperBound(index), Interlocked.Read(ref _max)));
        }

        return Max;
    }

    /// <summary>Values below 64 have a bucket each; above, each doubling has 32.</summary>
    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value) - HalfBits);
        return (shift * Half) + (int)(value >> shift);
    }

    private static long UpperBound(int index)
    {
        var shift = Math.Max(0, (index / Half) - 1);
        return ((index - (shift * Half) + 1L) << shift) - 1;
    }
}
