using NodaTime;
using NodaTime.Text;

namespace Fleet.Cluster.Ledger.Statements;

/// <summary>A month by the clocks of a site: the ledger's entries that were recorded in it.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="Month">The month.</param>
/// <param name="TimeZone">The site's IANA zone.</param>
public sealed record SiteMonth(string SiteId, YearMonth Month, string TimeZone)
{
    private static readonly YearMonthPattern Pattern = YearMonthPattern.CreateWithInvariantCulture("uuuu-MM");

    /// <summary>Its first instant.</summary>
    public Instant From => Begin(Month);

    /// <summary>The instant after its last one.</summary>
    public Instant To => Begin(Month.PlusMonths(1));

    /// <summary>The month as <c>2026-11</c>.</summary>
    public string Name => Pattern.Format(Month);

    /// <summary>Reads <c>2026-11</c>; null when it is none of the years 2000 to 9998.</summary>
    public static YearMonth? Parse(string text) => Pattern.Parse(text) is { Success: true, Value: { Year: >= 2000 and < 9999 } month } ? month : null;

    private Instant Begin(YearMonth month) => DateTimeZoneProviders.Tzdb[TimeZone].AtStartOfDay(month.OnDayOfMonth(1)).ToInstant();
}
