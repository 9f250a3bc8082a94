using System.Globalization;
using System.Text.Json;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Cluster.Ledger;

/// <summary>What an entry's row copies out of its document for queries; one function, for the appender that writes them and the verifier that compares them.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="Revision">Which of the session's entries, from 1.</param>
/// <param name="Kind">One of <see cref="EntryKind"/>.</param>
/// <param name="RecordedAt">When it was entered.</param>
/// <param name="ChargerId">The charger.</param>
/// <param name="SiteId">Where it stands.</param>
/// <param name="Driver">The driver's pseudonym.</param>
/// <param name="StoppedAt">The session's end; its start where the document has no end.</param>
/// <param name="EnergyWh">Energy, Wh.</param>
/// <param name="Currency">Of the totals.</param>
/// <param name="TotalExclTax">Total without tax.</param>
/// <param name="TotalInclTax">Total with tax.</param>
/// <param name="HeldFor">Why it is held.</param>
internal sealed record EntryColumns(
    string Id,
    int Revision,
    string Kind,
    Instant RecordedAt,
    string ChargerId,
    string? SiteId,
    string? Driver,
    Instant StoppedAt,
    long EnergyWh,
    string? Currency,
    decimal? TotalExclTax,
    decimal? TotalInclTax,
    string? HeldFor)
{
    /// <summary>The columns' names, in the order of <see cref="Values"/>.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "id", "revision", "kind", "recorded_at", "charger_id", "site_id", "driver", "stopped_at", "energy_wh", "currency", "total_excl_tax", "total_incl_tax", "held_for",
    ];

    /// <summary>What stands in them.</summary>
    public IReadOnlyList<object?> Values =>
        [Id, Revision, Kind, RecordedAt, ChargerId, SiteId, Driver, StoppedAt, EnergyWh, Currency, TotalExclTax, TotalInclTax, HeldFor];

    /// <summary>The columns of a document.</summary>
    /// <exception cref="JsonException">The document is not one of the ledger's; the message names the member.</exception>
    public static EntryColumns Of(CanonicalObject document) => new(
        document.RequiredText("id"u8),
        (int)Math.Min(document.Integer("revision"u8), int.MaxValue),
        document.RequiredText("kind"u8),
        Time(document.RequiredText("recordedAt"u8)),
        document.RequiredText("chargerId"u8),
        document.Text("siteId"u8),
        document.Text("driverId"u8),
        Time(document.Text("stoppedAt"u8) ?? document.RequiredText("startedAt"u8)),
        document.Integer("energyWh"u8),
        document.Text("currency"u8),
        Money(document.Text("totalExclTax"u8)),
        Money(document.Text("totalInclTax"u8)),
        document.Text("heldFor"u8));

    private static Instant Time(string text) => InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var at } ? at : throw new JsonException($"'{text}' is no time");

    private static decimal? Money(string? text) => text switch
    {
        null => null,
        _ when decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) => amount,
        _ => throw new JsonException($"'{text}' is no amount"),
    };
}
