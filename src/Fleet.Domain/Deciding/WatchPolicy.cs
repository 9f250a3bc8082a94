using NodaTime;

namespace Fleet.Domain.Deciding;

/// <summary>How long an entity may be left alone. All by the node's clock: silence is judged by arrival, never by a charger's clock.</summary>
public sealed record WatchPolicy
{
    /// <summary>What holds unless an operator says otherwise.</summary>
    public static readonly WatchPolicy Default = new();

    /// <summary>A debt that stands this long lost its node and is looked after.</summary>
    public Duration DebtAfter { get; init; } = Duration.FromSeconds(10);

    /// <summary>A session that was silent this long is probed; the pause doubles with each probe.</summary>
    public Duration ProbeAfter { get; init; } = Duration.FromMinutes(15);

    /// <summary>Whether the charger can be asked: one that is away cannot, and its silent sessions are left until they are closed.</summary>
    public bool CanProbe { get; init; } = true;

    /// <summary>A session that was silent this long is closed on its last evidence.</summary>
    public Duration CloseAfter { get; init; } = Duration.FromHours(24);

    /// <summary>A session whose connector is free, or has another transaction, is closed when its stop does not come within this time.</summary>
    public Duration FreedAfter { get; init; } = Duration.FromMinutes(5);
}
