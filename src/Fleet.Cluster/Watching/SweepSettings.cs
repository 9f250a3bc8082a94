using Fleet.Domain.Deciding;

namespace Fleet.Cluster.Watching;

/// <summary>How the sweeper works.</summary>
public sealed record SweepSettings
{
    /// <summary>How long an entity may be left alone.</summary>
    public WatchPolicy Policy { get; init; } = WatchPolicy.Default;

    /// <summary>How many entities are looked at in one sweep.</summary>
    public int AtOnce { get; init; } = 64;

    /// <summary>How many of them at a time.</summary>
    public int InParallel { get; init; } = 4;

    /// <summary>The shortest pause between two sweeps while more is due: with it, a burst of due entities wakes at a bounded pace.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The pause when nothing more is due.</summary>
    public TimeSpan IdlePause { get; init; } = TimeSpan.FromSeconds(1);
}
