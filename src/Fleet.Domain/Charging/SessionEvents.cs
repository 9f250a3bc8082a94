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
/// <param name="CostInclTax">What the session has cost so far, with tax: a prefix of its bill; null where that cannot be derived and once it has its bill.</param>
public sealed record ReadingsRecorded(ValueList<Reading> Readings, EnergyWh Energy, Instant ArrivedAt, bool Matched = false, decimal? CostInclTax = null) : SessionEvent;

/// <summary>The connector's status changed.</summary>
/// <param name="Status">The new status.</param>
/// <param name="At">When, by the charger's clock.</param>
/// <param name="ArrivedAt">When Fleet heard of it; null in the first journals, which did not say.</param>
public sealed record ConnectorStatusNoted(ConnectorStatus Status, Instant At, Instant? ArrivedAt = null) : SessionEvent;

/// <summary>Another transaction began on its connector.</summary>
/// <param name="At">When, by the charger's clock.</param>
/// <param name="ArrivedAt">When Fleet heard of it.</param>
public sealed record SessionSuperseded(Instant At, Instant ArrivedAt) : SessionEvent;

/// <summary>Its meter was exchanged.</summary>
/// <param name="Swap">How.</param>
/// <param name="ArrivedAt">When Fleet heard of it.</param>
public sealed record SessionMeterSwapped(MeterSwap Swap, Instant ArrivedAt) : SessionEvent;

/// <summary>It was silent, and its charger was asked for readings.</summary>
/// <param name="At">When, by the node's clock.</param>
/// <param name="NextAt">When to look again if it stays silent.</param>
public sealed record SessionProbed(Instant At, Instant NextAt) : SessionEvent;

/// <summary>It ended. Persisted together with its bill; alone only where the charger's late stop changes no amount of the bill that Fleet had made without it.</summary>
/// <param name="Stop">How.</param>
/// <param name="ArrivedAt">When Fleet heard of it.</param>
/// <param name="Matched">Whether Fleet found the session by its evidence, because the charger did not name it.</param>
/// <param name="ClosedFor">Why Fleet closed it on its last evidence; null when the charger stopped it.</param>
public sealed record SessionStopped(TransactionStop Stop, Instant ArrivedAt, bool Matched = false, ClosingCause? ClosedFor = null) : SessionEvent;

/// <summary>It was billed, or billed anew; its charger is owed the end of the transaction.</summary>
/// <param name="Bill">The bill.</param>
/// <param name="Revision">Its number among the session's entries in the ledger, from 1.</param>
/// <param name="Corrects">
/// The revision of the bill that it replaces, which is credited in full at the revision before this one's; null when nothing was charged before: a hold is simply replaced.
/// </param>
/// <param name="Ruling">Whose decision it is; null when it follows from the evidence.</param>
/// <param name="Cause">Why the bill before did not stay; null for the first one.</param>
public sealed record SessionBilled(Bill Bill, int Revision = 1, int? Corrects = null, Ruling? Ruling = null, CorrectionCause? Cause = null) : SessionEvent;

/// <summary>A person said on what scale its charger counts: its evidence is read anew.</summary>
/// <param name="Kind">The scale.</param>
/// <param name="Ruling">Who, and why.</param>
public sealed record RegisterReclassified(RegisterKind Kind, Ruling Ruling) : SessionEvent;

/// <summary>The tariff that was frozen at its start was wrong. What was frozen stays as evidence; the bill is made by this one from now on.</summary>
/// <param name="Tariff">The right one.</param>
/// <param name="Ruling">Who, and why.</param>
public sealed record TariffReplaced(FrozenTariff Tariff, Ruling Ruling) : SessionEvent;

/// <summary>Evidence that came after the bill would change it, and no rule may: a person must look at it. The bill stands.</summary>
/// <param name="Finding">What it would change, and why it did not.</param>
/// <param name="ArrivedAt">When the evidence arrived.</param>
public sealed record ReviewAsked(Finding Finding, Instant ArrivedAt) : SessionEvent;

/// <summary>The charger stopped it once more, with other values: kept for the audit. Only readings that came with it count, as any that come late.</summary>
/// <param name="Stop">What it said this time.</param>
/// <param name="ArrivedAt">When Fleet heard of it.</param>
public sealed record StopRepeated(TransactionStop Stop, Instant ArrivedAt) : SessionEvent;

/// <summary>Another entity acknowledged what this session owed it.</summary>
/// <param name="Key">The debt's key.</param>
/// <param name="NothingLeft">Whether there is nothing else that the session must be woken for.</param>
public sealed record SessionDebtSettled(string Key, bool NothingLeft = false) : SessionEvent;
