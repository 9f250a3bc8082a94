using System.Globalization;
using System.Text.Json;

using Fleet.Domain.Billing;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using NodaTime;

namespace Fleet.Domain.Charging.Bundles;

/// <summary>
/// Makes a bundle's bills again from its evidence, by the functions that made them, and compares the bytes. Needs nothing but the bundle.
/// </summary>
public static class BundleVerifier
{
    /// <summary>The verdict on <paramref name="bundle"/>, whatever text it is.</summary>
    public static BundleVerdict Verify(string bundle)
    {
        try
        {
            using var document = CanonicalJson.Parse(bundle);
            return Verify(document.RootElement);
        }
        catch (Exception odd) when (odd is JsonException or FormatException)
        {
            return NotVerifiable("", $"it is no bundle: {odd.Message}");
        }
        catch (UnusableException unusable)
        {
            return NotVerifiable(unusable.Place, unusable.Message);
        }
    }

    private static BundleVerdict Verify(JsonElement bundle)
    {
        if (bundle.ValueKind != JsonValueKind.Object || !bundle.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String || format.GetString() != BillBundle.Format)
            return NotVerifiable("/format", $"must be '{BillBundle.Format}', the only form that this version of Fleet reads");
        if (DifferentDigest(bundle, member => member is not ("bill" or "billSha256")) is { } changed)
            return Mismatch(changed, "it is not what it was when the bundle was written", []);

        var documents = Required(bundle, "documents", JsonValueKind.Object).EnumerateObject()
            .ToDictionary(document => document.Name, document => CanonicalJson.Canonicalize(document.Value), StringComparer.Ordinal);
        if (documents.FirstOrDefault(document => CanonicalJson.Hash(document.Value) != document.Key) is { Key: { } other })
            return Mismatch($"/documents/{other}", "the tariff or promotion is not the one that its hash names", []);

        var json = new BundleJson(documents);
        var items = Required(bundle, "evidence", JsonValueKind.Array).EnumerateArray().Select((item, place) => Read(item, place, new BundleJson(documents))).ToList();
        if (ZoneFault(bundle, items.OfType<SessionEvent>()) is { } fault)
            return fault;
        var (session, bills) = Replay(SessionOf(bundle), items);
        return Compare(bundle, bills) with { WhyNot = session.WhyNot() };
    }

    private static BundleVerdict Compare(JsonElement bundle, List<(SessionBilled Billed, string Sha256, int Place)> replayed)
    {
        if (replayed.Count == 0)
            throw new UnusableException("/evidence", "no bill is in it");
        var bills = replayed.Select(one => one.Billed).ToValueList();
        var canonical = BillBundle.CanonicalOf(bills[^1].Bill);
        using var made = JsonDocument.Parse(canonical);
        var text = $"the evidence makes another bill{Engine(bundle)}";
        if (bundle.TryGetProperty("bill", out var bill) && JsonDifference.First(bill, made.RootElement, "/bill") is { } pointer)
            return Mismatch(pointer, text, bills);
        if (!bundle.TryGetProperty("billSha256", out var hash) || hash.ValueKind != JsonValueKind.String || hash.GetString() != CanonicalJson.Hash(canonical))
            return Mismatch("/billSha256", text, bills);
        foreach (var (billed, sha256, place) in replayed)
        {
            if (BillBundle.HashOf(billed.Bill) != sha256)
                return Mismatch($"/evidence/{place}/sha256", $"the evidence makes another bill of revision {billed.Revision}{Engine(bundle)}", bills);
        }

        return DifferentDigest(bundle, _ => true) is { } changed
            ? Mismatch(changed, "it is not what it was when the bundle was written", bills)
            : new BundleVerdict(BundleResult.Ok, $"the evidence makes the bill, byte for byte: {bills[^1].Bill.Price()}", null, bills);
    }

    private static string Engine(JsonElement bundle) =>
        bundle.TryGetProperty("engine", out var engine) && engine.ValueKind == JsonValueKind.Object && engine.TryGetProperty("version", out var version)
        && version.ValueKind == JsonValueKind.String && version.GetString() is { } made && made != BillingEngine.Version
            ? $" (it was made by version {made}, this is {BillingEngine.Version})"
            : "";

    /// <summary>The bills, each made at its place from what stands before it.</summary>
    private static (SessionState Session, List<(SessionBilled Billed, string Sha256, int Place)> Bills) Replay(SessionId id, IReadOnlyList<object> items)
    {
        var session = SessionState.Create(EntityKey.Of(id));
        List<(SessionBilled, string, int)> bills = [];
        for (var place = 0; place < items.Count; place++)
        {
            if (items[place] is SessionEvent evidence)
            {
                session = session.Evolve(evidence);
                continue;
            }

            var billed = (BundledBill)items[place];
            if (session.Start is null || session.Stop is null || (billed.Cause is not null && session.Bill is null)
                || (billed.Ruling is null && billed.Cause is CorrectionCause.Released or CorrectionCause.Credited))
                throw new UnusableException($"/evidence/{place}", "what a bill is made from must stand before it");
            var made = billed.With(Correction.BillOf(session, billed.Cause, billed.Ruling));
            session = session.Evolve(made);
            bills.Add((made, billed.Sha256, place));
        }

        return (session, bills);
    }

    private static object Read(JsonElement item, int place, BundleJson json)
    {
        var pointer = $"/evidence/{place}";
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(BundleItem.Kind, out var kind) || kind.ValueKind != JsonValueKind.String || BundleItem.TypeOf(kind.GetString()!) is not { } type)
            throw new UnusableException($"{pointer}/{BundleItem.Kind}", "must be a kind of evidence that this version of Fleet knows");
        try
        {
            return json.Read(item, type);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or FormatException)
        {
            throw new UnusableException(pointer, odd.Message);
        }
    }

    /// <summary>Other time-zone data is no matter where they say the same of the session's time.</summary>
    private static BundleVerdict? ZoneFault(JsonElement bundle, IEnumerable<SessionEvent> evidence)
    {
        if (!bundle.TryGetProperty("zone", out var zone) || zone.ValueKind == JsonValueKind.Null)
            return null;
        var id = Required(zone, "id", JsonValueKind.String, "/zone").GetString()!;
        var offsets = Required(zone, "offsets", JsonValueKind.Array, "/zone");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not { } known)
            return NotVerifiable("/zone/id", $"'{id}' is no time zone of this build's data, {DateTimeZoneProviders.Tzdb.VersionId}");
        var (from, to) = BillBundle.SpanOf(evidence);
        var here = JsonSerializer.SerializeToElement(BillBundle.Offsets(known, from, to));
        return JsonElement.DeepEquals(here, offsets)
            ? null
            : NotVerifiable("/zone/offsets", $"this build's time-zone data, {DateTimeZoneProviders.Tzdb.VersionId}, have other rules for the session's time in {id}");
    }

    /// <summary>JSON pointer of the first member, or item of evidence, that is not what its digest says; null when all are.</summary>
    private static string? DifferentDigest(JsonElement bundle, Predicate<string> which)
    {
        var written = Required(bundle, "digests", JsonValueKind.Object);
        using var here = JsonDocument.Parse(BillBundle.Digests(bundle).ToJsonString());
        foreach (var digest in here.RootElement.EnumerateObject().Where(digest => which(digest.Name)))
        {
            if (!written.TryGetProperty(digest.Name, out var said))
                return $"/{digest.Name}";
            if (JsonDifference.First(said, digest.Value, $"/{digest.Name}") is { } pointer)
                return pointer;
        }

        return written.EnumerateObject().FirstOrDefault(digest => which(digest.Name) && !here.RootElement.TryGetProperty(digest.Name, out _)) is { Value.ValueKind: not JsonValueKind.Undefined } gone
            ? $"/{gone.Name}"
            : null;
    }

    private static SessionId SessionOf(JsonElement bundle) =>
        SessionId.TryParse(Required(Required(bundle, "session", JsonValueKind.Object), "id", JsonValueKind.String, "/session").GetString()!, out var id)
            ? id
            : throw new UnusableException("/session/id", "must be of the form chargerId:transactionId");

    private static JsonElement Required(JsonElement parent, string name, JsonValueKind kind, string at = "") =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new UnusableException($"{at}/{name}", $"must be there, and be {kind.ToString().ToLower(CultureInfo.InvariantCulture)}");

    private static BundleVerdict Mismatch(string pointer, string why, ValueList<SessionBilled> bills) => new(BundleResult.Mismatch, $"{pointer}: {why}", pointer, bills);

    private static BundleVerdict NotVerifiable(string pointer, string why) => new(BundleResult.NotVerifiable, $"{pointer}: {why}".TrimStart(':', ' '), pointer, []);

    /// <summary>Something in the bundle cannot be used.</summary>
    private sealed class UnusableException(string place, string message) : Exception(message)
    {
        public string Place { get; } = place;
    }
}
