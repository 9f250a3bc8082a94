using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Fleet.Cli.Replay;

/// <summary>How a file writes times.</summary>
internal abstract class FileClock
{
    /// <summary>The instant that <paramref name="text"/> means; null when it is no time.</summary>
    /// <param name="text">The time as the file writes it.</param>
    /// <param name="start">For the end of a session, its start; null for a start itself.</param>
    public abstract Instant? Read(string text, Instant? start);

    /// <summary>The time zone that IANA calls <paramref name="id"/>.</summary>
    protected static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];
}

/// <summary>Times that carry their offset from UTC.</summary>
/// <param name="pattern">NodaTime's pattern of an offset time.</param>
internal sealed class OffsetClock(string pattern) : FileClock
{
    private readonly OffsetDateTimePattern _pattern = OffsetDateTimePattern.CreateWithInvariantCulture(pattern);

    /// <inheritdoc/>
    public override Instant? Read(string text, Instant? start) =>
        _pattern.Parse(text).TryGetValue(default, out var time) ? time.ToInstant() : null;
}

/// <summary>
/// Wall-clock times without a zone. A time in the autumn's repeated hour is the earlier one, unless it ends a session that began in between: then it is the
/// later one. A time in the spring's skipped hour is moved forward by that hour: the clock that showed it had not been put forward yet.
/// </summary>
/// <param name="zone">IANA's name of the zone.</param>
/// <param name="pattern">NodaTime's pattern of a local time.</param>
internal sealed class WallClock(string zone, string pattern) : FileClock
{
    private readonly DateTimeZone _zone = Zone(zone);
    private readonly LocalDateTimePattern _pattern = LocalDateTimePattern.CreateWithInvariantCulture(pattern);

    /// <inheritdoc/>
    public override Instant? Read(string text, Instant? start) =>
        _pattern.Parse(text).TryGetValue(default, out var time) ? Resolve(_zone.MapLocal(time), start) : null;

    private static Instant Resolve(ZoneLocalMapping mapping, Instant? start)
    {
        if (mapping.Count == 0)
            return Resolvers.ReturnForwardShifted(mapping.LocalDateTime, mapping.Zone, mapping.EarlyInterval, mapping.LateInterval).ToInstant();
        var (earlier, later) = (mapping.First().ToInstant(), mapping.Last().ToInstant());
        return earlier < start && start <= later ? later : earlier;
    }
}

/// <summary>Times counted in periods of 5 minutes that really passed since a local midnight: a clock change does not move them.</summary>
/// <param name="zone">IANA's name of the zone.</param>
/// <param name="firstDay">The day that begins with period 0.</param>
internal sealed class PeriodClock(string zone, LocalDate firstDay) : FileClock
{
    /// <summary>A hundred years: more is no period of any file.</summary>
    private const long MostPeriods = 100L * 366 * 24 * 12;

    private static readonly Duration Period = Duration.FromMinutes(5);
    private readonly Instant _zero = Zone(zone).AtStartOfDay(firstDay).ToInstant();

    /// <inheritdoc/>
    public override Instant? Read(string text, Instant? start) =>
        int.TryParse(text, out var periods) && Math.Abs((long)periods) <= MostPeriods ? _zero + Period * periods : null;
}
