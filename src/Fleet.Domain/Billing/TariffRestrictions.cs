using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>When a tariff element holds: all that is given must (OCPI TariffRestrictions). Lower bounds are inclusive, upper ones exclusive.</summary>
public sealed record TariffRestrictions
{
    /// <summary>From this wall-clock time of the location on.</summary>
    public LocalTime? StartTime { get; init; }

    /// <summary>Until this wall-clock time of the location; midnight is the day's end; before <see cref="StartTime"/> it is the next day's.</summary>
    public LocalTime? EndTime { get; init; }

    /// <summary>From this local date on.</summary>
    public LocalDate? StartDate { get; init; }

    /// <summary>Until this local date.</summary>
    public LocalDate? EndDate { get; init; }

    /// <summary>On these weekdays of the instant priced; every day when empty.</summary>
    public ValueList<IsoDayOfWeek> Days { get; init; }

    /// <summary>Once the session has taken this much.</summary>
    public EnergyWh? MinEnergy { get; init; }

    /// <summary>Until the session has taken this much.</summary>
    public EnergyWh? MaxEnergy { get; init; }

    /// <summary>Once the session has lasted this long, counted from its start.</summary>
    public Duration? MinDuration { get; init; }

    /// <summary>Until the session has lasted this long, counted from its start.</summary>
    public Duration? MaxDuration { get; init; }

    /// <summary>Whether it depends on the location's wall clock.</summary>
    internal bool UsesWallClock => StartTime is not null || EndTime is not null || StartDate is not null || EndDate is not null || !Days.IsEmpty;

    /// <summary>Whether all of it holds at a moment of a session.</summary>
    /// <param name="local">The location's wall clock; looked at only when <see cref="UsesWallClock"/>.</param>
    /// <param name="elapsed">Time since the session's start.</param>
    /// <param name="taken">Energy taken since the session's start.</param>
    internal bool Hold(LocalDateTime local, Duration elapsed, EnergyWh taken) =>
        !(elapsed < MinDuration) && !(elapsed >= MaxDuration) && !(taken < MinEnergy) && !(taken >= MaxEnergy)
        && !(local.Date < StartDate) && !(local.Date >= EndDate)
        && (Days.IsEmpty || Days.Items.Contains(local.DayOfWeek))
        && HoldsAt(local.TimeOfDay);

    // billing.md 1.3 and 1.9, A6 to A8: midnight ends a day, a window may wrap, and one of no length is the whole day.
    private bool HoldsAt(LocalTime time)
    {
        var start = StartTime ?? LocalTime.Midnight;
        var end = EndTime ?? LocalTime.Midnight;
        return start == end
            || (end == LocalTime.Midnight ? time >= start
            : start < end ? start <= time && time < end
            : time >= start || time < end);
    }
}
