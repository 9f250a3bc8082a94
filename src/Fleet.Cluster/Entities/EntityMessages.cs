using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Cluster.Entities;

/// <summary>One entity pays another what it owes; answered with <see cref="DebtPaid"/> once the other one has persisted it.</summary>
/// <param name="Key">The debt's key at the one who owes it.</param>
/// <param name="Command">What is owed.</param>
public sealed record PayDebt(string Key, IEntityCommand Command) : IEntityCommand
{
    /// <inheritdoc/>
    public EntityKey Entity => Command.Entity;
}

/// <summary>What was owed is persisted at the other entity.</summary>
/// <param name="Key">The debt's key at the one who owes it.</param>
public sealed record DebtPaid(string Key);

/// <summary>
/// Look whether something is due though nobody spoke to you; from the sweeper, to whom the read tables said so. Answered with <see cref="Poked"/>, once what was due is persisted.
/// </summary>
/// <param name="Entity">Who.</param>
/// <param name="Policy">How long an entity may be left alone.</param>
public sealed record Poke(EntityKey Entity, WatchPolicy Policy) : IEntityCommand;

/// <summary>What a poked entity knows of itself: a read row that says otherwise is behind.</summary>
/// <param name="SequenceNr">Its last event's sequence number.</param>
/// <param name="WakeAt">When it must be looked at again; null when it can wait for ever.</param>
public sealed record Poked(long SequenceNr, Instant? WakeAt) : Reply;

/// <summary>Stop once everything under way is persisted: sent by the shard on passivation and hand-off. Never leaves the node.</summary>
public sealed record StopEntity
{
    /// <summary>The only one.</summary>
    public static readonly StopEntity Instance = new();

    private StopEntity()
    {
    }
}
