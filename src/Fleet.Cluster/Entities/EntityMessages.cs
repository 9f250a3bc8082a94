using Fleet.Domain.Deciding;

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

/// <summary>Stop once everything under way is persisted: sent by the shard on passivation and hand-off. Never leaves the node.</summary>
public sealed record StopEntity
{
    /// <summary>The only one.</summary>
    public static readonly StopEntity Instance = new();

    private StopEntity()
    {
    }
}
