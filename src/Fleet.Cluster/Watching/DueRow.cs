using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Cluster.Watching;

/// <summary>A read row that says that its entity must be looked at.</summary>
/// <param name="Entity">Who.</param>
/// <param name="LastSequence">The last of the entity's events that the row saw.</param>
/// <param name="WakeAt">Since when.</param>
/// <param name="ChargerIsHere">Whether its charger is connected.</param>
internal sealed record DueRow(EntityKey Entity, long LastSequence, Instant WakeAt, bool ChargerIsHere);

/// <summary>When a row must be looked at again.</summary>
/// <param name="Row">The row, as it was when its entity was looked at: one that changed meanwhile knows better.</param>
/// <param name="WakeAt">When; null when the entity can wait for ever.</param>
internal sealed record RowAnswer(DueRow Row, Instant? WakeAt);
