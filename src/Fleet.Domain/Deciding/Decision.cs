namespace Fleet.Domain.Deciding;

/// <summary>What an entity hears from others; routed by <see cref="EntityKey"/>.</summary>
public interface IEntityCommand
{
    /// <summary>The entity that decides on it.</summary>
    EntityKey Entity { get; }
}

/// <summary>What the one who asked hears, after everything that it stands for is in the journal.</summary>
public abstract record Reply;

/// <summary>Done, or done before.</summary>
public sealed record Done : Reply
{
    /// <summary>The only one.</summary>
    public static readonly Done Instance = new();
}

/// <summary>Not done, and nothing was changed.</summary>
/// <param name="Code">A stable word in capitals.</param>
/// <param name="Message">A sentence that a person can act on; names the field and the rule.</param>
public sealed record Rejection(string Code, string Message) : Reply;

/// <summary>Not known whether it is done: ask again with the same command. Every command may be repeated.</summary>
/// <param name="Reason">Why, for the log.</param>
public sealed record Retry(string Reason) : Reply;

/// <summary>What an entity decides on a command: events to persist, then a reply; or a command for another entity, which then replies in its place.</summary>
/// <typeparam name="TEvent">The entity's events.</typeparam>
/// <param name="Events">To persist together, in this order; none when nothing changes.</param>
/// <param name="Reply">To the one who asked, once the events are persisted; null when it is relayed.</param>
public sealed record Decision<TEvent>(ValueList<TEvent> Events, Reply? Reply)
{
    /// <summary>Hand this command on, with the asker's address, so that the other entity answers.</summary>
    public IEntityCommand? Relay { get; init; }

    /// <summary>Reply only when the debt of this key is paid: what was promised lies with another entity.</summary>
    public string? AfterDebt { get; init; }

    /// <summary>To the charger, by the gateway that holds its socket, once the events are persisted: each sent once, and may be lost.</summary>
    public ValueList<StationRequest> Requests { get; init; }

    /// <summary>To another entity, once the events are persisted: sent once, and may be lost. What must not be lost is a debt.</summary>
    public IEntityCommand? Notice { get; init; }
}

/// <summary>Shorthands for <see cref="Decision{TEvent}"/>.</summary>
public static class Decision
{
    /// <summary>Persist <paramref name="events"/>, then reply.</summary>
    public static Decision<TEvent> Accept<TEvent>(Reply reply, params ReadOnlySpan<TEvent> events) => new(ValueList.Create(events), reply);

    /// <summary>Nothing to do: it was done before, or changes nothing.</summary>
    public static Decision<TEvent> AlreadyDone<TEvent>(Reply? reply = null) => new([], reply ?? Done.Instance);

    /// <summary>Refuse; nothing changes.</summary>
    public static Decision<TEvent> Reject<TEvent>(string code, string message) => new([], new Rejection(code, message));

    /// <summary>Let another entity decide and answer.</summary>
    public static Decision<TEvent> Relay<TEvent>(IEntityCommand command) => new([], null) { Relay = command };
}
