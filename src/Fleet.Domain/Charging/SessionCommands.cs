using Fleet.Domain.Billing;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>A command to a session's entity. Each may be sent again: it then gives the same answer and has no second effect.</summary>
/// <param name="Session">The session.</param>
public abstract record SessionCommand(SessionId Session) : IEntityCommand
{
    /// <inheritdoc/>
    public EntityKey Entity => EntityKey.Of(Session);
}

/// <summary>The charger's entity opens the session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Start">How the transaction began.</param>
public sealed record OpenSession(SessionId Session, TransactionStart Start) : SessionCommand(Session);

/// <summary>Readings of this session's meter.</summary>
/// <param name="Session">The session.</param>
/// <param name="Readings">The readings.</param>
/// <param name="Matched">Whether Fleet found the session by connector and time, because the charger did not name it.</param>
public sealed record RecordReadings(SessionId Session, ValueList<Reading> Readings, bool Matched = false) : SessionCommand(Session);

/// <summary>The connector's status changed during the session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Status">The new status.</param>
/// <param name="At">When, by the charger's clock.</param>
public sealed record NoteConnectorStatus(SessionId Session, ConnectorStatus Status, Instant At) : SessionCommand(Session);

/// <summary>Another transaction began on the session's connector, so this one is over, whether or not its stop ever comes.</summary>
/// <param name="Session">The session.</param>
/// <param name="At">When the other one began, by the charger's clock.</param>
public sealed record SupersedeSession(SessionId Session, Instant At) : SessionCommand(Session);

/// <summary>The session's meter was exchanged.</summary>
/// <param name="Session">The session.</param>
/// <param name="Swap">How.</param>
public sealed record NoteMeterSwap(SessionId Session, MeterSwap Swap) : SessionCommand(Session);

/// <summary>A person found that a held bill is right: it is charged as proposed. Rejected with <c>NOT_HELD</c> or <c>NO_PRICE</c>.</summary>
/// <param name="Session">The session.</param>
/// <param name="Ruling">Who, and why.</param>
public sealed record ReleaseHold(SessionId Session, Ruling Ruling) : SessionCommand(Session);

/// <summary>
/// A person decided that the session costs nothing: what was billed is credited in full, and a bill of 0.00 takes its place. Rejected with <c>NOT_BILLED</c> or <c>NOT_HELD</c>.
/// </summary>
/// <param name="Session">The session.</param>
/// <param name="Ruling">Who, and why.</param>
/// <param name="OnlyHeld">Whether this is about a held bill only: one that was charged meanwhile stays.</param>
public sealed record CreditSession(SessionId Session, Ruling Ruling, bool OnlyHeld = false) : SessionCommand(Session);

/// <summary>
/// A person knows on what scale the charger counts: the evidence is read anew and, where an amount changes, billed anew. Rejected with <c>NO_SCALE</c> or <c>CREDITED</c>.
/// </summary>
/// <param name="Session">The session.</param>
/// <param name="Kind">The scale.</param>
/// <param name="Ruling">Who, and why.</param>
public sealed record ReclassifyRegister(SessionId Session, RegisterKind Kind, Ruling Ruling) : SessionCommand(Session);

/// <summary>
/// The session's tariff was wrong: where another one changes an amount, the session is billed by it from its evidence. Rejected with <c>NOT_BILLED</c> or <c>CREDITED</c>.
/// </summary>
/// <param name="Session">The session.</param>
/// <param name="Tariff">The right one.</param>
/// <param name="Ruling">Who, and why.</param>
public sealed record RerateSession(SessionId Session, FrozenTariff Tariff, Ruling Ruling) : SessionCommand(Session);

/// <summary>The transaction ended: the session is closed and billed.</summary>
/// <param name="Session">The session.</param>
/// <param name="Stop">How it ended.</param>
/// <param name="Matched">Whether Fleet found the session by its evidence, because the charger did not name it.</param>
public sealed record StopSession(SessionId Session, TransactionStop Stop, bool Matched = false) : SessionCommand(Session);
