using System.Text.Json;

using Fleet.Cluster.ReferenceData.Files;

using NodaTime;

namespace Fleet.Cluster.ReferenceData;

/// <summary>Sites: what its grid connection carries, and what its clocks show.</summary>
internal sealed class SiteKind : ReferenceKind
{
    private const int MostAbove = 100;

    /// <inheritdoc/>
    public override string Name => "site";

    /// <inheritdoc/>
    internal override CsvLayout Csv { get; } = new(
        "id", [CsvColumn.Text("name"), CsvColumn.Text("timeZone"), CsvColumn.Text("parentSiteId")], new LimitColumns());

    /// <inheritdoc/>
    public override string? FaultOfId(string id) => EnteredText.FaultOfId(id);

    /// <inheritdoc/>
    public override async ValueTask<EntryReading> ReadAsync(string id, string json, References references)
    {
        var (settings, unreadable) = StrictJson.Read<SiteSettings>(json);
        if (settings is null)
            return new EntryReading(null, unreadable);
        var faults = Check(settings).ToList();
        if (settings.ParentSiteId is { } parent && await FaultOfParentAsync(id, parent, references) is { } fault)
            faults.Add(new FieldFault("parentSiteId", fault));
        return faults.Count > 0
            ? EntryReading.Of(faults)
            : EntryReading.Of(new Entry(id, JsonSerializer.Serialize(settings, ReferenceJson.Default.SiteSettings)));
    }

    /// <inheritdoc/>
    internal override bool IsNested => true;

    /// <inheritdoc/>
    internal override string? ParentOf(string document) => Read(document).ParentSiteId;

    /// <inheritdoc/>
    internal override void Note(Entry entry, References references) => references.Add(entry.Key, Read(entry.Document));

    private static SiteSettings Read(string document) => JsonSerializer.Deserialize(document, ReferenceJson.Default.SiteSettings)!;

    private static IEnumerable<FieldFault> Check(SiteSettings settings)
    {
        if (EnteredText.FaultOf(settings.Name, EnteredText.LongestName) is { } fault)
            yield return new("name", fault);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(settings.TimeZone) is null)
            yield return new("timeZone", $"'{settings.TimeZone}' is no IANA time zone");
        if (settings.LimitA is { } limits && (limits.Count != 3 || limits.Any(limit => limit < 0)))
            yield return new("limitA", "must be three currents in A, for L1, L2 and L3");
    }

    /// <summary>A site above must be there, and must not stand below this one: the way up must end.</summary>
    private static async ValueTask<string?> FaultOfParentAsync(string id, string parent, References references)
    {
        if (parent != id && await references.SiteAsync(parent) is null)
            return $"there is no site '{parent}'; enter it first";
        var above = parent;
        for (var steps = 0; steps < MostAbove; steps++)
        {
            if (above == id)
                return $"'{parent}' is this site or stands below it";
            if ((await references.SiteAsync(above))?.ParentSiteId is not { } next)
                return null;
            above = next;
        }

        return $"more than {MostAbove} sites stand above each other";
    }
}
