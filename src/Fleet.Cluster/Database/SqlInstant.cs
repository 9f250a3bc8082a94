using NodaTime;
using NodaTime.Text;

namespace Fleet.Cluster.Database;

/// <summary>An instant as databases keep it, in UTC: SQLite as ISO 8601 to the millisecond, so that text sorts as time does; PostgreSQL as timestamptz, to the microsecond.</summary>
internal static class SqlInstant
{
    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");
    private static readonly Instant First = Instant.FromDateTimeOffset(DateTimeOffset.MinValue) + Duration.FromMilliseconds(1);
    private static readonly Instant Last = Instant.FromDateTimeOffset(DateTimeOffset.MaxValue) - Duration.FromMilliseconds(1);

    public static string Write(Instant at) => Pattern.Format(at);

    public static Instant Read(string text) => Pattern.Parse(text).GetValueOrThrow();

    /// <summary>
    /// A charger's clock with an offset can lie before the year 1, which no <see cref="DateTimeOffset"/> can; and its ends themselves stand for infinity with Npgsql in some
    /// statements and not in others.
    /// </summary>
    public static DateTimeOffset ToUtc(Instant at) => Within(at).ToDateTimeOffset();

    /// <summary><paramref name="at"/> as every kind of database can give it back: in the years 1 to 9999, to the millisecond.</summary>
    public static Instant Storable(Instant at) => Instant.FromUnixTimeMilliseconds(Within(at).ToUnixTimeMilliseconds());

    public static Instant OfUtc(DateTime utc) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static Instant Within(Instant at) => Instant.Max(First, Instant.Min(Last, at));
}
