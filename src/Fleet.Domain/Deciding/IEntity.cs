using NodaTime;

namespace Fleet.Domain.Deciding;

/// <summary>An entity as a pure decider. Its one shell, an actor, persists what it decides; no rule lives there, and no I/O here.</summary>
/// <typeparam name="TSelf">The entity's state.</typeparam>
/// <typeparam name="TCommand">Its commands.</typeparam>
/// <typeparam name="TEvent">Its events.</typeparam>
public interface IEntity<TSelf, in TCommand, TEvent>
    where TSelf : IEntity<TSelf, TCommand, TEvent>
    where TCommand : IEntityCommand
{
    /// <summary>The state before the first event.</summary>
    static abstract TSelf Create(EntityKey key);

    /// <summary>What <paramref name="command"/> does at <paramref name="now"/> (the node's clock); nothing is changed here.</summary>
    Decision<TEvent> Decide(TCommand command, Instant now);

    /// <summary>This state after <paramref name="event"/>; total, deterministic, never fails.</summary>
    TSelf Evolve(TEvent @event);

    /// <summary>The commands that this entity still owes to others, oldest first; each stays until <see cref="Settle"/>'s event is persisted.</summary>
    ValueList<Debt> Owed { get; }

    /// <summary>The event that clears <paramref name="debt"/>, once the other entity has acknowledged it.</summary>
    TEvent Settle(Debt debt);

    /// <summary>When it must be looked at though nobody speaks to it, by the node's clock; null when it can wait for ever.</summary>
    Instant? WakeAt(WatchPolicy policy);

    /// <summary>What is due at <paramref name="now"/> though nobody spoke; nothing when nothing is. What it owes is paid by its shell all the same.</summary>
    Decision<TEvent> Wake(WatchPolicy policy, Instant now);

    /// <summary>How long it stays in memory without hearing anything; null for as long as the node lives.</summary>
    Duration? IdleTimeout { get; }

    /// <summary>Whether its state is worth a snapshot: true for those that live for years, false for sessions, whose events are the evidence.</summary>
    static abstract bool IsLongLived { get; }
}

/// <summary>A command that an entity owes to another one.</summary>
/// <param name="Key">Unique among the entity's debts.</param>
/// <param name="Command">To be sent until it is acknowledged.</param>
/// <param name="Since">Since when, by the node's clock.</param>
public sealed record Debt(string Key, IEntityCommand Command, Instant Since = default);
