using NodaTime;
using NodaTime.Text;

namespace Fleet.Cluster.Database;

/// <summary>An instant as SQLite keeps it: ISO 8601 in UTC to the millisecond, so that text sorts as time does.</summary>
internal static class SqlInstant
{
    private static readonly InstantPattern Pattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    public static string Write(Instant at) => Pattern.Format(at);

    public static Instant Read(string text) => Pattern.Parse(text).GetValueOrThrow();
}
