using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>
/// The wall clock of a location, read along a session (billing.md 1.8). Where the clock is put forward or back it is asked anew, so that a boundary inside a spring gap is
/// passed at the gap's end, and an autumn hour counts in both its occurrences.
/// </summary>
internal struct LocalClock(DateTimeZone zone)
{
    /// <summary>Day 0.</summary>
    public static readonly LocalDate Epoch = new(1970, 1, 1);

    private long _offset;
    private long _validFrom = long.MaxValue;
    private long _validUntil = long.MinValue;

    /// <summary>The day and the ticks since its midnight that the clock shows at an instant.</summary>
    /// <param name="at">Unix ticks.</param>
    public (int Day, long TimeOfDay) At(long at)
    {
        Follow(at);
        var local = at + _offset;
        var day = Math.DivRem(local, NodaConstants.TicksPerDay, out var time);
        return time < 0 ? ((int)day - 1, time + NodaConstants.TicksPerDay) : ((int)day, time);
    }

    /// <summary>The first instant after <paramref name="at"/> at which the clock shows one of <paramref name="boundaries"/>, or is put forward or back.</summary>
    /// <param name="at">Unix ticks.</param>
    /// <param name="boundaries">Ticks since midnight, ascending, at least one.</param>
    public long Next(long at, long[] boundaries)
    {
        var (day, time) = At(at);
        var next = Array.Find(boundaries, boundary => boundary > time);
        var local = next > time ? (day * NodaConstants.TicksPerDay) + next : ((day + 1) * NodaConstants.TicksPerDay) + boundaries[0];
        return Math.Min(local - _offset, _validUntil);
    }

    private void Follow(long at)
    {
        if (_validFrom <= at && at < _validUntil)
            return;
        var interval = zone.GetZoneInterval(Instant.FromUnixTimeTicks(at));
        _offset = interval.WallOffset.Ticks;
        _validFrom = interval.HasStart ? interval.Start.ToUnixTimeTicks() : long.MinValue;
        _validUntil = interval.HasEnd ? interval.End.ToUnixTimeTicks() : long.MaxValue;
    }
}
