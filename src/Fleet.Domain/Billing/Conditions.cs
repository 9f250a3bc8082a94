using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Billing;

/// <summary>
/// The restrictions of a tariff element, ready to be asked at every change of a session: whole numbers of ticks, days and thousandths of a Wh, nothing left to look up.
/// </summary>
internal sealed class Conditions
{
    /// <summary>The restriction by which an idle fee has a grace.</summary>
    public const string MinIdleTime = "min_idle_time";

    private const int EveryDay = 0b1111_1110;

    private readonly TariffRestrictions _given;
    private readonly long _startTime;
    private readonly long _endTime;
    private readonly int _startDay;
    private readonly int _endDay;
    private readonly int _days;

    private Conditions(TariffRestrictions given)
    {
        _given = given;
        _startTime = given.StartTime?.TickOfDay ?? 0;
        _endTime = given.EndTime?.TickOfDay ?? 0;
        if (_endTime == 0)
            _endTime = NodaConstants.TicksPerDay;
        _startDay = given.StartDate is { } first ? DayOf(first) : int.MinValue;
        _endDay = given.EndDate is { } end ? DayOf(end) : int.MaxValue;
        _days = given.Days.IsEmpty ? EveryDay : given.Days.Items.Aggregate(0, static (set, day) => set | (1 << (int)day));
    }

    /// <summary>The same, as a session asks for it; null where nothing is restricted.</summary>
    public static Conditions? Of(TariffRestrictions? restrictions) => restrictions is null ? null : new Conditions(restrictions);

    /// <summary>The OCPI or OCPP name of the first restriction that does not hold; null when all of them do.</summary>
    public string? FirstFailing(in Moment moment) =>
        FailingClock(moment) ?? FailingMeter(moment) ?? FailingActivity(moment) ?? FailingPlace(moment);

    private string? FailingClock(in Moment moment)
    {
        // billing.md 1.9, A6 to A8: midnight ends a day, a window may wrap, and one of no length is the whole day.
        var time = moment.TimeOfDay;
        var within = _startTime == _endTime
            || (_startTime < _endTime ? _startTime <= time && time < _endTime : time >= _startTime || time < _endTime);
        return !within ? (_given.StartTime is null || (time >= _endTime && _startTime < _endTime) ? "end_time" : "start_time")
            : moment.Day < _startDay ? "start_date"
            : moment.Day >= _endDay ? "end_date"
            : (_days & (1 << moment.DayOfWeek)) == 0 ? "day_of_week"
            : null;
    }

    private string? FailingMeter(in Moment moment) =>
        moment.MilliWh < _given.MinEnergy?.Value * 1000 ? "min_kwh"
        : moment.MilliWh >= _given.MaxEnergy?.Value * 1000 ? "max_kwh"
        : moment.Load.MinPowerW < _given.MinPowerW ? "min_power"
        : moment.Load.MaxPowerW >= _given.MaxPowerW ? "max_power"
        : moment.Load.MinCurrentMa < _given.MinCurrentMa ? "min_current"
        : moment.Load.MaxCurrentMa >= _given.MaxCurrentMa ? "max_current"
        : null;

    private string? FailingActivity(in Moment moment) =>
        moment.Elapsed < Ticks(_given.MinDuration) ? "min_duration"
        : moment.Elapsed >= Ticks(_given.MaxDuration) ? "max_duration"
        : moment.Idle < Ticks(_given.MinIdle) ? MinIdleTime
        : moment.Idle >= Ticks(_given.MaxIdle) ? "max_idle_time"
        : moment.Charging < Ticks(_given.MinCharging) ? "min_charging_time"
        : moment.Charging >= Ticks(_given.MaxCharging) ? "max_charging_time"
        : null;

    private string? FailingPlace(in Moment moment) =>
        _given.EvseKind is { } kind && kind != moment.Terms.EvseKind ? "evse_kind"
        : _given.PaymentBrand is { } brand && brand != moment.Terms.PaymentBrand ? "payment_brand"
        : null;

    private static int DayOf(LocalDate date) => Period.DaysBetween(LocalClock.Epoch, date);

    private static long? Ticks(Duration? duration) => duration?.BclCompatibleTicks;
}

/// <summary>All that a restriction looks at, at one moment of a session.</summary>
internal struct Moment
{
    /// <summary>What does not change during a session.</summary>
    public required RatingTerms Terms;

    /// <summary>Days since 1970-01-01, on the location's wall clock.</summary>
    public int Day;

    /// <summary>Ticks since that day's midnight on the wall clock.</summary>
    public long TimeOfDay;

    /// <summary>Ticks since the session's start.</summary>
    public long Elapsed;

    /// <summary>Energy since the session's start, in thousandths of a Wh.</summary>
    public long MilliWh;

    /// <summary>Ticks without a break in which the car asked for no power.</summary>
    public long Idle;

    /// <summary>Ticks in which the car charged, in all.</summary>
    public long Charging;

    /// <summary>Power and current; a bound that is null is not known and fails nothing.</summary>
    public Load Load;

    /// <summary>ISO weekday, Monday 1.</summary>
    public readonly int DayOfWeek => (int)((((long)Day + 3) % 7 + 7) % 7) + 1;
}
