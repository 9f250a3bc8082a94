using System.Globalization;
using System.Text.Json;

using Fleet.Domain.Billing;
using Fleet.Domain.Charging;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Cluster.Ledger;

/// <summary>An entry of the ledger as it is shown: who, where and when, its place in the chain, and the bill as it stands there. Nothing is rated anew.</summary>
public sealed record BilledTransaction
{
    /// <summary>The session's id.</summary>
    public required string Id { get; init; }

    /// <summary>Which of the session's entries, from 1.</summary>
    public required int Revision { get; init; }

    /// <summary>One of <see cref="EntryKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The number of the invoice or credit note; null for a held bill.</summary>
    public string? Invoice { get; init; }

    /// <summary>When it was entered.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>The charger.</summary>
    public required string ChargerId { get; init; }

    /// <summary>Its EVSE.</summary>
    public required long EvseId { get; init; }

    /// <summary>The EVSE's connector.</summary>
    public required long ConnectorId { get; init; }

    /// <summary>Where the charger stands; null when nobody said so.</summary>
    public string? SiteId { get; init; }

    /// <summary>The token, or its pseudonym where it was erased.</summary>
    public required string Token { get; init; }

    /// <summary>The driver, or the pseudonym; null when nobody is known.</summary>
    public string? DriverId { get; init; }

    /// <summary>When the session began.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>When it ended; null when that is not known.</summary>
    public Instant? StoppedAt { get; init; }

    /// <summary>The meter at the beginning, Wh.</summary>
    public required long MeterStartWh { get; init; }

    /// <summary>The meter at the end, Wh; null when the stop gave none.</summary>
    public long? MeterStopWh { get; init; }

    /// <summary>Which revision it takes back; null when it is no credit.</summary>
    public int? CreditOf { get; init; }

    /// <summary>Which revision it takes the place of; null when it corrects none.</summary>
    public int? Corrects { get; init; }

    /// <summary>Why it takes that one's place.</summary>
    public CorrectionCause? Cause { get; init; }

    /// <summary>Which revision took its place; null while it is live.</summary>
    public int? ReplacedBy { get; init; }

    /// <summary>The person's decision that it rests on; null when a rule made it.</summary>
    public Ruling? Ruling { get; init; }

    /// <summary>Its place in the chain.</summary>
    public required LedgerHead Place { get; init; }

    /// <summary>The bill: what a credit takes back is negative.</summary>
    public required Bill Bill { get; init; }

    /// <summary>Reads what <see cref="LedgerQueries.TransactionAsync"/> gives.</summary>
    public static BilledTransaction Read(string shown)
    {
        using var json = JsonDocument.Parse(shown);
        var entry = json.RootElement;
        var corrects = entry.GetProperty("corrects");
        var isCorrection = corrects.ValueKind != JsonValueKind.Null;
        var ledger = entry.GetProperty("ledger");
        return new BilledTransaction
        {
            Id = Required(entry, "id"),
            Revision = entry.GetProperty("revision").GetInt32(),
            Kind = Required(entry, "kind"),
            Invoice = Text(entry, "invoice"),
            RecordedAt = Time(Required(entry, "recordedAt")),
            ChargerId = Required(entry, "chargerId"),
            EvseId = entry.GetProperty("evseId").GetInt64(),
            ConnectorId = entry.GetProperty("connectorId").GetInt64(),
            SiteId = Text(entry, "siteId"),
            Token = Required(entry, "token"),
            DriverId = Text(entry, "driverId"),
            StartedAt = Time(Required(entry, "startedAt")),
            StoppedAt = Text(entry, "stoppedAt") is { } stopped ? Time(stopped) : null,
            MeterStartWh = entry.GetProperty("meterStartWh").GetInt64(),
            MeterStopWh = entry.GetProperty("meterStopWh") is { ValueKind: JsonValueKind.Number } stop ? stop.GetInt64() : null,
            CreditOf = RevisionIn(entry.GetProperty("creditOf")),
            Corrects = RevisionIn(corrects),
            Cause = isCorrection ? CorrectionCauses.Find(Required(corrects, "cause")) : null,
            ReplacedBy = RevisionIn(entry.GetProperty("replacedBy")),
            Ruling = entry.TryGetProperty("ruling", out var ruling) ? new Ruling(Required(ruling, "by"), Required(ruling, "reason"), Time(Required(ruling, "at"))) : null,
            Place = new LedgerHead(ledger.GetProperty("sequence").GetInt64(), Required(ledger, "hash")),
            Bill = LedgerBill.Read(entry),
        };
    }

    internal static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    internal static string Required(JsonElement of, string name) => Text(of, name) ?? throw new JsonException($"{name} must be a text");

    internal static Instant Time(string text) => InstantPattern.ExtendedIso.Parse(text).GetValueOrThrow();

    internal static decimal? Money(JsonElement of, string name) => Text(of, name) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    private static int? RevisionIn(JsonElement link) => link.ValueKind == JsonValueKind.Null ? null : link.GetProperty("revision").GetInt32();
}
