using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>What happened to a charger.</summary>
public abstract record ChargerEvent;

/// <summary>It connected.</summary>
/// <param name="Connection">Its socket.</param>
public sealed record ChargerConnected(ChargerConnection Connection) : ChargerEvent;

/// <summary>It went away.</summary>
/// <param name="ConnectionId">The socket that was closed.</param>
/// <param name="At">When, by the node's clock.</param>
public sealed record ChargerDisconnected(Guid ConnectionId, Instant At) : ChargerEvent;

/// <summary>It booted.</summary>
/// <param name="Description">What it says of itself.</param>
/// <param name="At">When, by the node's clock.</param>
public sealed record ChargerBooted(ChargerDescription Description, Instant At) : ChargerEvent;

/// <summary>It gave a sign of life; written at most every ten minutes.</summary>
/// <param name="At">When, by the node's clock.</param>
public sealed record ChargerSeen(Instant At) : ChargerEvent;

/// <summary>A connector's status changed.</summary>
/// <param name="Report">What it reported.</param>
/// <param name="ArrivedAt">When Fleet heard of it.</param>
/// <param name="Owed">Whether the report is owed to a session.</param>
public sealed record ConnectorReported(ConnectorReport Report, Instant ArrivedAt, bool Owed = false) : ChargerEvent;

/// <summary>A transaction began and its session is owed.</summary>
/// <param name="Transaction">Its id.</param>
/// <param name="Start">How it began.</param>
public sealed record TransactionStarted(TransactionId Transaction, TransactionStart Start) : ChargerEvent;

/// <summary>A transaction is over, says its session.</summary>
/// <param name="Transaction">Its id.</param>
/// <param name="At">When Fleet heard of it.</param>
/// <param name="StoppedAt">When it stopped, by the charger's clock.</param>
/// <param name="Served">Whether it gave a service that is billed.</param>
public sealed record TransactionEnded(TransactionId Transaction, Instant At, Instant? StoppedAt = null, bool Served = false) : ChargerEvent;

/// <summary>Evidence came that belongs to no transaction known here; it is kept.</summary>
/// <param name="Evidence">The evidence.</param>
public sealed record EvidenceParked(ParkedEvidence Evidence) : ChargerEvent;

/// <summary>Parked evidence found its transaction, and is owed to its session.</summary>
/// <param name="Number">The evidence's number on its charger.</param>
/// <param name="Transaction">The transaction.</param>
public sealed record ParkedEvidenceMatched(int Number, TransactionId Transaction) : ChargerEvent;

/// <summary>Another entity acknowledged what this charger owed it.</summary>
/// <param name="Key">The debt's key.</param>
/// <param name="NothingLeft">Whether there is nothing else that the charger must be woken for.</param>
public sealed record ChargerDebtSettled(string Key, bool NothingLeft = false) : ChargerEvent;

/// <summary>A meter was exchanged; a session that runs on it is owed that.</summary>
/// <param name="Connector">Whose meter.</param>
/// <param name="Swap">How.</param>
/// <param name="Ruling">Who recorded it, and why.</param>
public sealed record MeterSwapped(EvseConnector Connector, MeterSwap Swap, Ruling Ruling) : ChargerEvent;

/// <summary>A command waits for the charger, or for its answer.</summary>
/// <param name="Command">The command.</param>
public sealed record CommandQueued(QueuedCommand Command) : ChargerEvent;

/// <summary>A queued command is done with.</summary>
/// <param name="CommandId">The command.</param>
/// <param name="Result">What became of it.</param>
/// <param name="At">When, by the node's clock.</param>
public sealed record CommandFinished(Guid CommandId, CommandResult Result, Instant At) : ChargerEvent;

/// <summary>Readings or a stop without a transaction of ours: named none, -1, or an id that Fleet never gave (OCPP 1.6 errata 3.18).</summary>
/// <param name="Number">Its number on this charger, from 1.</param>
/// <param name="Connector">Where it was measured; null for a stop.</param>
/// <param name="Claimed">The transaction that the charger named; once it found its transaction, that one.</param>
/// <param name="Readings">The readings; empty for a stop, which has its own.</param>
/// <param name="Stop">The stop.</param>
/// <param name="ArrivedAt">When Fleet heard of it.</param>
public sealed record ParkedEvidence(
    int Number,
    EvseConnector? Connector,
    TransactionId? Claimed,
    ValueList<Reading> Readings,
    TransactionStop? Stop,
    Instant ArrivedAt);
