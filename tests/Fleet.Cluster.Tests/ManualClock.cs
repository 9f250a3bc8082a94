using NodaTime;

namespace Fleet.Cluster.Tests;

/// <summary>A clock that stands where it is put.</summary>
internal sealed class ManualClock(Instant now) : IClock
{
    private Instant _now = now;

    public Instant GetCurrentInstant() => _now;

    public void Advance(Duration by) => _now += by;
}
