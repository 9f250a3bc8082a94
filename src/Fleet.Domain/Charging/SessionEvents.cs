using Fleet.Domain.Billing;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>What happened to a session: its evidence.</summary>
public abstract record SessionEvent;

/// <summary>It began.</summary>
/// <param name="Start">How.</param>
public sealed record SessionOpened(TransactionStart Start) : SessionEvent;

/// <summary>Its meter was read.</summary>
/// <param name="Readings">What it showed; one OCPP message is one event.</param>
/// <param name="Energy">The energy that the session has taken, as its evidence proves it after these readings.</param>
/// <param name="ArrivedAt">When Fleet heard of it.</param>
/// <param name="Matched">Whether Fleet found the session by connector and time, because the charger did not name it.</param>
public sealed record ReadingsRecorded(ValueList<Reading> Readings, EnergyWh Energy, Instant ArrivedAt, bool Matched = false) : SessionEvent;

/// <summary>The connector's status changed.</summary>
/// <param name="Status">The new status.</param>
/// <param name="At">When, by the charger's clock.</param>
public sealed record ConnectorStatusNoted(ConnectorStatus Status, Instant At) : SessionEvent;

/// <summary>It ended. Persisted together with its bill.</summary>
/// <param name="Stop">How.</param>
/// <param name="ArrivedAt">When Fleet heard of it.</param>
/// <param name="Matched">Whether Fleet found the session by its evidence, because the charger did not name it.</param>
public sealed record SessionStopped(TransactionStop Stop, Instant ArrivedAt, bool Matched = false) : SessionEvent;

/// <summary>It was billed; its charger is owed the end of the transaction.</summary>
/// <param name="Bill">The bill.</param>
public sealed record SessionBilled(Bill Bill) : SessionEvent;

/// <summary>The charger stopped it once more, with other values: kept for the audit, the bill stands.</summary>
/// <param name="Stop">What it said this time.</param>
/// <param name="ArrivedAt">When Fleet heard of it.</param>
public sealed record StopRepeated(TransactionStop Stop, Instant ArrivedAt) : SessionEvent;

/// <summary>Another entity acknowledged what this session owed it.</summary>
/// <param name="Key">The debt's key.</param>
public sealed record SessionDebtSettled(string Key) : SessionEvent;
