using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using Fleet.Domain.Billing;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Domain.Charging.Bundles;

/// <summary>Where a bill stands in the ledger.</summary>
/// <param name="Sequence">Its place in the chain.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Revision">Which of its session's entries.</param>
public sealed record LedgerPlace(long Sequence, string Hash, int Revision);

/// <summary>
/// A session's bill as evidence: one JSON document with everything that the bill was made from, so that anyone can make it again without the database (docs/bundles.md).
/// </summary>
public static class BillBundle
{
    /// <summary>Names the form of the document; another one is another name.</summary>
    public const string Format = "fleet-bill-bundle/1";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bundle of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="events">Everything that happened to it, in order.</param>
    /// <param name="ledger">Where its live bill stands in the ledger; null when it is not entered yet.</param>
    /// <returns>The document; null when the session has no bill yet.</returns>
    public static string? Write(SessionId session, IReadOnlyList<SessionEvent> events, LedgerPlace? ledger)
    {
        if (events.OfType<SessionBilled>().LastOrDefault() is not { } live)
            return null;
        var documents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var json = new BundleJson(documents);
        var evidence = Evidence(events, json);
        var bundle = new JsonObject
        {
            ["format"] = Format,
            ["engine"] = new JsonObject { ["version"] = BillingEngine.Version, ["roundingPolicy"] = BillingEngine.RoundingPolicy },
            ["session"] = new JsonObject { ["id"] = $"{session}", ["revision"] = live.Revision },
            ["zone"] = live.Bill.Tariff is { } stamp ? Zone(stamp, events) : null,
            ["documents"] = new JsonObject(documents.Select(document => KeyValuePair.Create(document.Key, JsonNode.Parse(document.Value)))),
            ["evidence"] = evidence,
            ["bill"] = json.Write(live.Bill),
            ["billSha256"] = HashOf(live.Bill),
            ["ledger"] = ledger is null ? null : json.Write(ledger),
        };
        bundle["digests"] = Digests(JsonSerializer.SerializeToElement(bundle));
        return bundle.ToJsonString(Indented) + "\n";
    }

    /// <summary>Lower-case hex SHA-256 of a bill's canonical JSON.</summary>
    internal static string HashOf(Bill bill) => CanonicalJson.Hash(CanonicalOf(bill));

    /// <summary>A bill in canonical JSON.</summary>
    internal static string CanonicalOf(Bill bill) =>
        CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(new BundleJson(new Dictionary<string, string>(StringComparer.Ordinal)).Write(bill)));

    /// <summary>
    /// A hash of each member of <paramref name="bundle"/>, of evidence one for each item: a change is noticed and its place named even where the bill does not depend on it.
    /// </summary>
    internal static JsonObject Digests(JsonElement bundle) => new(bundle.EnumerateObject().Where(member => member.Name != "digests").Select(member => KeyValuePair.Create(
        member.Name,
        member.Value.ValueKind == JsonValueKind.Array
            ? new JsonArray([.. member.Value.EnumerateArray().Select(item => (JsonNode)CanonicalJson.Hash(CanonicalJson.Canonicalize(item)))])
            : (JsonNode?)CanonicalJson.Hash(CanonicalJson.Canonicalize(member.Value)))));

    /// <summary>The offsets that hold in the session's time: whether another version of the time-zone data says the same of it can be seen by them.</summary>
    internal static JsonArray Offsets(DateTimeZone zone, Instant from, Instant to) => new([.. zone.GetZoneIntervals(from, to.PlusTicks(1)).Select(interval => new JsonObject
    {
        ["from"] = interval.HasStart && interval.Start > from ? $"{interval.Start}" : $"{from}",
        ["seconds"] = interval.WallOffset.Seconds,
    })]);

    private static JsonObject Zone(TariffStamp stamp, IReadOnlyList<SessionEvent> events)
    {
        var (from, to) = SpanOf(events);
        return new JsonObject { ["id"] = stamp.TimeZone, ["tzdb"] = stamp.Tzdb, ["offsets"] = Offsets(DateTimeZoneProviders.Tzdb[stamp.TimeZone], from, to) };
    }

    /// <summary>From a session's start to its stop, by the charger's clock.</summary>
    internal static (Instant From, Instant To) SpanOf(IEnumerable<SessionEvent> events)
    {
        var (from, to) = (Instant.MinValue, Instant.MinValue);
        foreach (var @event in events)
        {
            (from, to) = @event switch
            {
                SessionOpened e => (e.Start.StartedAt, e.Start.StartedAt),
                SessionStopped e => (from, Instant.Max(from, e.Stop.StoppedAt)),
                _ => (from, to),
            };
        }

        return (from, to);
    }

    /// <summary>The evidence in its order, with the place at which each bill was made.</summary>
    private static JsonArray Evidence(IReadOnlyList<SessionEvent> events, BundleJson json)
    {
        var items = new JsonArray();
        var number = 0;
        foreach (var @event in events)
        {
            object item = @event is SessionBilled billed ? new BundledBill(billed.Revision, billed.Corrects, billed.Cause, billed.Ruling, HashOf(billed.Bill)) : @event;
            if (BundleItem.KindOf(item) is not { } kind)
                continue;
            var node = json.Write(item);
            node.Insert(0, BundleItem.Kind, kind);
            Number(@event, node, ref number);
            items.Add(node);
        }

        return items;
    }

    /// <summary>Gives each reading the number by which the bill's lines cite it; the start's is 0, a stop's register comes after the readings of the stop.</summary>
    private static void Number(SessionEvent @event, JsonObject node, ref int number)
    {
        var readings = @event switch
        {
            ReadingsRecorded => node["readings"],
            SessionStopped or StopRepeated => node["stop"]!["readings"],
            _ => null,
        };
        foreach (var reading in readings?.AsArray() ?? [])
            reading!.AsObject().Insert(0, "number", ++number);
        if (@event is SessionStopped or SessionMeterSwapped)
            node.Insert(1, "number", ++number);
    }
}
