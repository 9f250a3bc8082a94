using Fleet.Domain.Deciding;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>
/// When an entity must be looked at, told from its last event alone: what its read row says. Never later than the entity itself would say
/// (<see cref="IEntity{TSelf,TCommand,TEvent}.WakeAt"/>); a row that is too early costs one look, after which it is right.
/// </summary>
public static class WakeHint
{
    /// <summary>The row's time after a session's event.</summary>
    /// <param name="before">The row's time so far; null when the session could wait for ever.</param>
    /// <param name="event">The event.</param>
    /// <param name="policy">How long an entity may be left alone.</param>
    public static Instant? After(Instant? before, SessionEvent @event, WatchPolicy policy) => @event switch
    {
        SessionOpened e => Silence(e.Start.ArrivedAt, policy),
        ReadingsRecorded e => before <= e.ArrivedAt + policy.FreedAfter ? before : Silence(e.ArrivedAt, policy),
        ConnectorStatusNoted e when e.Status.IsFree() => Earlier((e.ArrivedAt ?? e.At) + policy.FreedAfter, Silence(e.ArrivedAt ?? e.At, policy)),
        ConnectorStatusNoted e => Silence(e.ArrivedAt ?? e.At, policy),
        SessionSuperseded e => Earlier(before, e.ArrivedAt + policy.FreedAfter),
        SessionMeterSwapped => before,
        SessionProbed e => e.NextAt,
        SessionStopped e => Earlier(before, e.ArrivedAt + policy.DebtAfter),
        SessionDebtSettled { NothingLeft: true } => null,
        _ => before,
    };

    /// <summary>The row's time after a charger's event.</summary>
    /// <param name="before">The row's time so far; null when the charger could wait for ever.</param>
    /// <param name="event">The event.</param>
    /// <param name="policy">How long an entity may be left alone.</param>
    public static Instant? After(Instant? before, ChargerEvent @event, WatchPolicy policy) => @event switch
    {
        TransactionStarted e => Earlier(before, e.Start.ArrivedAt + policy.DebtAfter),
        ConnectorReported { Owed: true } e => Earlier(before, e.ArrivedAt + policy.DebtAfter),
        EvidenceParked e => Earlier(before, e.Evidence.ArrivedAt + policy.DebtAfter),
        MeterSwapped e => Earlier(before, e.Ruling.At + policy.DebtAfter),
        CommandQueued e => Earlier(before, e.Command.ExpiresAt),
        ChargerDebtSettled { NothingLeft: true } => null,
        _ => before,
    };

    private static Instant Silence(Instant heardAt, WatchPolicy policy) => heardAt + Duration.Min(policy.ProbeAfter, policy.CloseAfter);

    private static Instant? Earlier(Instant? one, Instant? other) => one < other ? one : other ?? one;
}
