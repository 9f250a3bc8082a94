using NodaTime;
using NodaTime.Text;

namespace Fleet.Cluster.Database;

/// <summary>An instant as databases keep it, in UTC: SQLite as ISO 8601 to the millisecond, so that text sorts as time does; PostgreSQL as timestamptz, to the microsecond.</summary>
internal static class SqlInstant
{
    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");
    private static readonly Instant First = Instant.FromDateTimeUtc(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc));

    public static string Write(Instant at) => Pattern.Format(at);

    public static Instant Read(string text) => Pattern.Parse(text).GetValueOrThrow();

    /// <summary>A charger's clock with an offset can lie before the year 1, which no <see cref="DateTimeOffset"/> can.</summary>
    public static DateTimeOffset ToUtc(Instant at) => Instant.Max(at, First).ToDateTimeOffset();

    public static Instant OfUtc(DateTime utc) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
}
