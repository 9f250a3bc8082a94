using NodaTime;
using NodaTime.TimeZones;

namespace Fleet.Domain.Billing.Documents;

/// <summary>Mistakes with the wall clock (billing.md 1.8 and 1.9, A6 and A8).</summary>
internal static class ClockLints
{
    // Rules of summer time beyond these are a guess; where a tariff says when it is in force, only that counts.
    private static readonly Instant UsualFirst = Instant.FromUtc(2020, 1, 1, 0, 0);
    private static readonly Instant UsualLast = Instant.FromUtc(2038, 1, 1, 0, 0);

    /// <summary>Windows of no length, and night windows that stop at midnight of their last weekday.</summary>
    public static IEnumerable<Lint> FindWindows(LintSubject subject)
    {
        for (var e = 0; e < subject.Tariff.Elements.Count; e++)
        {
            if (subject.Tariff.Elements[e].Restrictions is not { StartTime: { } start, EndTime: { } end } given)
                continue;
            var pointer = $"/elements/{e}/restrictions";
            if (start == end)
            {
                yield return new Lint(
                    LintCode.WholeDayWindow, LintSeverity.Warning, $"{pointer}/end_time", $"start_time and end_time are both {start:HH:mm}, which is the whole day and not nothing.", "Leave both out, or correct one.");
            }
            else if (end < start && end != LocalTime.Midnight && !given.Days.IsEmpty && LostTails(subject, e) is { Count: > 0 } lost)
            {
                yield return Tail(given, pointer, lost);
            }
        }
    }

    /// <summary>Boundaries that the clock shows twice or not at all on the days when it is changed.</summary>
    public static IEnumerable<Lint> FindDst(LintSubject subject)
    {
        var hours = ZonesOf(subject).Select(zone => (zone.Id, Hours: ChangedHours(zone, subject.Tariff))).Where(static zone => zone.Hours.Count > 0).ToList();
        foreach (var (pointer, time) in Boundaries(subject.Tariff))
        {
            if (subject.Zone is null && subject.Country is null)
            {
                if (Unknown(pointer, time) is { } lint)
                    yield return lint;
                continue;
            }

            if (hours.SelectMany(zone => zone.Hours.Select(hour => (zone.Id, Hour: hour))).Where(zone => zone.Hour.Holds(time)).ToList() is { Count: > 0 } hit)
            {
                var what = hit.Select(static zone => zone.Hour.Repeats).Distinct().Count() == 2 ? "twice in autumn and not at all in spring"
                    : hit[0].Hour.Repeats ? "twice when it is put back" : "not at all when it is put forward";
                yield return new Lint(
                    LintCode.DstAmbiguity, LintSeverity.Warning, pointer, $"The clock of {hit[0].Id} shows {time:HH:mm} {what}, so the price changes there at another moment than it seems.", Hint);
            }
        }
    }

    private const string Hint = "Fleet takes the end of an hour that is skipped, and both occurrences of one that is repeated; take a boundary outside of it to be clear.";

    private static Lint? Unknown(string pointer, LocalTime time)
    {
        if (time < new LocalTime(1, 0) || time > new LocalTime(3, 0))
            return null;
        var isInside = time.Minute != 0;
        return new Lint(
            LintCode.DstAmbiguity,
            isInside ? LintSeverity.Warning : LintSeverity.Note,
            pointer,
            $"{time:HH:mm} is {(isInside ? "inside" : "at the edge of")} an hour that most zones with summer time repeat in autumn and skip in spring.",
            $"{Hint} Give the zone to have it judged exactly.");
    }

    private static IEnumerable<DateTimeZone> ZonesOf(LintSubject subject) =>
        subject.Zone is { } zone ? [zone]
        : subject.Country is { } country ? (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
            .Where(location => location.CountryCode == country).Select(static location => DateTimeZoneProviders.Tzdb[location.ZoneId])
        : [];

    private static IEnumerable<(string Location, LocalTime Time)> Boundaries(Tariff tariff)
    {
        for (var e = 0; e < tariff.Elements.Count; e++)
        {
            if (tariff.Elements[e].Restrictions is not { } given || given.StartTime == given.EndTime)
                continue;
            if (given.StartTime is { } start && start != LocalTime.Midnight)
                yield return ($"/elements/{e}/restrictions/start_time", start);
            if (given.EndTime is { } end && end != LocalTime.Midnight)
                yield return ($"/elements/{e}/restrictions/end_time", end);
        }
    }

    private static List<ChangedHour> ChangedHours(DateTimeZone zone, Tariff tariff)
    {
        var (from, until) = (tariff.ValidFrom ?? UsualFirst, tariff.ValidUntil ?? UsualLast);
        if (until <= from)
            return [];
        var intervals = zone.GetZoneIntervals(new Interval(from, until)).ToList();
        return
        [
            .. intervals.Zip(intervals.Skip(1), static (before, after) => before.WallOffset > after.WallOffset
                ? new ChangedHour(after.IsoLocalStart.TimeOfDay, before.IsoLocalEnd.TimeOfDay, Repeats: true)
                : new ChangedHour(before.IsoLocalEnd.TimeOfDay, after.IsoLocalStart.TimeOfDay, Repeats: false))
                .Where(static hour => hour.From != hour.To).Distinct(),
        ];
    }

    /// <summary>The weekdays after whose midnight the window is closed although its night goes on, unless another element has the same prices there.</summary>
    private static List<IsoDayOfWeek> LostTails(LintSubject subject, int element)
    {
        var given = subject.Tariff.Elements[element].Restrictions!;
        var minutes = RegionMap.MinutesOf(given).Items[0];
        return
        [
            .. given.Days.Select(Next).Where(next => !given.Days.Contains(next)).Order().Where(next =>
                subject.Tariff.Elements[element].Components.Any(component =>
                {
                    var tail = subject.Map.Of(element).And(subject.Map.Everything(component.Dimension))
                        .With(Axis.Weekday, Spans.Of((int)next, (int)next + 1)).With(Axis.Minute, Spans.Of(minutes.From, minutes.To));
                    var same = subject.Map.Offers(component.Dimension, PriceContext.Session)
                        .Where(offer => offer.Component.Price == component.Price && offer.Component.VatPercent == component.VatPercent);
                    return tail.Without(same.Select(static offer => offer.Region)) is not [];
                })),
        ];
    }

    private static Lint Tail(TariffRestrictions given, string pointer, List<IsoDayOfWeek> lost)
    {
        var days = RegionWords.Days(Spans.Of(lost.Select(static day => new Span((int)day, (int)day + 1))));
        return new Lint(
            LintCode.NightWindowLosesTail,
            LintSeverity.Warning,
            $"{pointer}/day_of_week",
            $"The window from {given.StartTime:HH:mm} to {given.EndTime:HH:mm} crosses midnight, but a weekday is that of the moment priced: it does not hold on {days} from 00:00 to {given.EndTime:HH:mm}.",
            "Split it at midnight: one element until 00:00 with the evenings' weekdays, one from 00:00 on with those of the mornings.");
    }

    private static IsoDayOfWeek Next(IsoDayOfWeek day) => day == IsoDayOfWeek.Sunday ? IsoDayOfWeek.Monday : day + 1;

    /// <summary>A stretch of the wall clock that is shown twice or not at all when the clock is changed.</summary>
    private readonly record struct ChangedHour(LocalTime From, LocalTime To, bool Repeats)
    {
        public bool Holds(LocalTime time) => From < To ? From <= time && time < To : time >= From || time < To;
    }
}
