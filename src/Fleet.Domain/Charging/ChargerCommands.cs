using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>A command to a charger's entity. Each may be sent again: it then gives the same answer and has no second effect.</summary>
/// <param name="Charger">The charger.</param>
public abstract record ChargerCommand(ChargerId Charger) : IEntityCommand
{
    /// <inheritdoc/>
    public EntityKey Entity => EntityKey.Of(Charger);
}

/// <summary>A socket was accepted.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Connection">The socket.</param>
public sealed record ConnectCharger(ChargerId Charger, ChargerConnection Connection) : ChargerCommand(Charger);

/// <summary>A socket was closed; says nothing when another one took its place meanwhile.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="ConnectionId">The socket that was closed.</param>
public sealed record DisconnectCharger(ChargerId Charger, Guid ConnectionId) : ChargerCommand(Charger);

/// <summary>Where is the socket? Answered with <see cref="ConnectionFound"/>.</summary>
/// <param name="Charger">The charger.</param>
public sealed record FindConnection(ChargerId Charger) : ChargerCommand(Charger);

/// <summary>The charger booted.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Description">What it says of itself.</param>
public sealed record BootCharger(ChargerId Charger, ChargerDescription Description) : ChargerCommand(Charger);

/// <summary>The charger gave a sign of life.</summary>
/// <param name="Charger">The charger.</param>
public sealed record SeeCharger(ChargerId Charger) : ChargerCommand(Charger);

/// <summary>A connector reported its status.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Report">The report.</param>
public sealed record ReportConnector(ChargerId Charger, ConnectorReport Report) : ChargerCommand(Charger);

/// <summary>A transaction began. Answered with <see cref="TransactionAnswer"/>.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Connector">Where.</param>
/// <param name="Token">Who.</param>
/// <param name="StartedAt">When, by the charger's clock.</param>
/// <param name="MeterStart">The register at the start.</param>
/// <param name="ReservationId">The reservation that it uses up.</param>
/// <param name="Terms">What holds for it, looked up at the edge.</param>
/// <param name="FirstTransactionId">Where a charger that never had a transaction begins to count: random, so that a restored database repeats no id.</param>
public sealed record StartTransaction(
    ChargerId Charger,
    EvseConnector Connector,
    IdToken Token,
    Instant StartedAt,
    EnergyWh MeterStart,
    int? ReservationId,
    SessionTerms Terms,
    int FirstTransactionId) : ChargerCommand(Charger);

/// <summary>Meter values came.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Connector">Where; (0, 0) for the charger's main meter.</param>
/// <param name="Transaction">The transaction that they belong to, as the charger says; null when it named none.</param>
/// <param name="Readings">The values.</param>
public sealed record ReportReadings(ChargerId Charger, EvseConnector Connector, TransactionId? Transaction, ValueList<Reading> Readings)
    : ChargerCommand(Charger);

/// <summary>A transaction ended.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Transaction">Which one, as the charger says.</param>
/// <param name="Stop">How.</param>
public sealed record StopTransaction(ChargerId Charger, TransactionId Transaction, TransactionStop Stop) : ChargerCommand(Charger);

/// <summary>A session tells its charger that it is over; the session is the authority on that.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="StoppedAt">When it stopped, by the charger's clock.</param>
/// <param name="Served">Whether it gave a service that is billed.</param>
public sealed record EndTransaction(ChargerId Charger, TransactionId Transaction, Instant? StoppedAt = null, bool Served = false) : ChargerCommand(Charger);

/// <summary>One of the charger's sessions is silent: if the charger is here, it is asked for readings.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Connector">Where the session runs.</param>
public sealed record ProbeCharger(ChargerId Charger, EvseConnector Connector) : ChargerCommand(Charger);

/// <summary>A meter was exchanged. Rejected with <c>NO_METER</c> for the charger as a whole, with <c>NO_POSITION</c> for what no meter shows.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Connector">Whose meter.</param>
/// <param name="Swap">How.</param>
/// <param name="Ruling">Who recorded it, and why.</param>
public sealed record SwapMeter(ChargerId Charger, EvseConnector Connector, MeterSwap Swap, Ruling Ruling) : ChargerCommand(Charger);

/// <summary>A command is to reach the charger, now or when it comes back. Rejected with <c>QUEUE_FULL</c>.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Command">The command.</param>
public sealed record QueueCommand(ChargerId Charger, QueuedCommand Command) : ChargerCommand(Charger);

/// <summary>A queued command was sent, and this became of it.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="CommandId">The command.</param>
/// <param name="Result">What became of it.</param>
public sealed record RecordCommandResult(ChargerId Charger, Guid CommandId, CommandResult Result) : ChargerCommand(Charger);

/// <summary>The answer to <see cref="StartTransaction"/>.</summary>
/// <param name="Transaction">The transaction's id, unique and stored whether or not the token is accepted (OCPP 1.6 4.8).</param>
/// <param name="Status">What is known of the token.</param>
/// <param name="ParentToken">The group that the token belongs to.</param>
public sealed record TransactionAnswer(TransactionId Transaction, TokenStatus Status, IdToken? ParentToken) : Reply;

/// <summary>The answer to <see cref="FindConnection"/>.</summary>
/// <param name="Connection">The socket; null when the charger is away.</param>
public sealed record ConnectionFound(ChargerConnection? Connection) : Reply;
