namespace Fleet.Domain.Billing.Documents;

/// <summary>What a restriction looks at.</summary>
internal enum Axis
{
    /// <summary>ISO weekday, Monday 1.</summary>
    Weekday = 0,

    /// <summary>Minute of the day on the wall clock.</summary>
    Minute = 1,

    /// <summary>Days since 1970-01-01 on the wall clock.</summary>
    Date = 2,

    /// <summary>Energy taken, Wh.</summary>
    Energy = 3,

    /// <summary>Time since the session's start, ticks.</summary>
    Duration = 4,

    /// <summary>Power, W.</summary>
    Power = 5,

    /// <summary>Current over all phases, mA.</summary>
    Current = 6,

    /// <summary>Time without a break in which the car asked for no power, ticks.</summary>
    Idle = 7,

    /// <summary>Time in which the car charged, ticks.</summary>
    Charging = 8,

    /// <summary>Kind of the EVSE: <see cref="EvseKind"/>.</summary>
    Evse = 9,

    /// <summary>Brand of the payment card: its number in <see cref="RegionMap"/>; 0 is any other and none.</summary>
    Brand = 10,
}

/// <summary>A set of situations of a session: those whose value on every axis is in the axis' set.</summary>
/// <param name="Sets">A set for each <see cref="Axis"/>, in its order.</param>
internal sealed record Region(ValueList<Spans> Sets)
{
    /// <summary>The number of axes.</summary>
    public const int Axes = (int)Axis.Brand + 1;

    /// <summary>The set on an axis.</summary>
    public Spans this[Axis axis] => Sets[(int)axis];

    /// <summary>Whether no session can be in it.</summary>
    public bool IsEmpty => Sets.Items.Any(static set => set.IsEmpty) || !IsPossible;

    // A car can neither idle nor charge for longer than the session lasts, and a span of less than a week has not every weekday.
    private bool IsPossible
    {
        get
        {
            var (idle, charging, date) = (this[Axis.Idle].Min, this[Axis.Charging].Min, this[Axis.Date]);
            var weekday = this[Axis.Weekday];
            return idle + charging < this[Axis.Duration].Max
                && (date.Max - date.Min >= 7 || Enumerable.Range(0, (int)(date.Max - date.Min)).Any(i => !weekday.And(WeekdayOf(date.Min + i)).IsEmpty));
        }
    }

    /// <summary>The same with another set on an axis.</summary>
    public Region With(Axis axis, Spans set) => new(new ValueList<Spans>(Sets.Items.SetItem((int)axis, set)));

    /// <summary>The situations in both.</summary>
    public Region And(Region other) => new(Sets.Zip(other.Sets, static (a, b) => a.And(b)).ToValueList());

    /// <summary>The situations in this and in none of <paramref name="others"/>, in parts that do not overlap; null when that is too much work to tell.</summary>
    /// <param name="others">What is taken away.</param>
    /// <param name="mostWork">How many parts may be looked at in all.</param>
    public IReadOnlyList<Region>? Without(IEnumerable<Region> others, int mostWork = 2_000)
    {
        var work = 0;
        IReadOnlyList<Region> left = IsEmpty ? [] : [this];
        foreach (var other in others)
        {
            work += left.Count;
            if (work > mostWork)
                return null;
            left = [.. left.SelectMany(part => part.Without(other))];
        }

        return left;
    }

    /// <summary>Whether all of <paramref name="other"/> is in this.</summary>
    public bool Covers(Region other)
    {
        for (var axis = 0; axis < Axes; axis++)
        {
            if (!other.Sets[axis].Without(Sets[axis]).IsEmpty)
                return false;
        }

        return true;
    }

    private bool Overlaps(Region other)
    {
        for (var axis = 0; axis < Axes; axis++)
        {
            if (!Sets[axis].Overlaps(other.Sets[axis]))
                return false;
        }

        return true;
    }

    private IEnumerable<Region> Without(Region other)
    {
        if (!Overlaps(other))
        {
            yield return this;
            yield break;
        }

        var rest = this;
        for (var axis = (Axis)0; axis <= Axis.Brand; axis++)
        {
            var outside = rest[axis].Without(other[axis]);
            if (outside.IsEmpty)
                continue;
            if (rest.With(axis, outside) is { IsEmpty: false } part)
                yield return part;
            rest = rest.With(axis, rest[axis].And(other[axis]));
        }
    }

    private static Spans WeekdayOf(long day)
    {
        var weekday = (int)LocalClock.Epoch.PlusDays((int)day).DayOfWeek;
        return Spans.Of(weekday, weekday + 1);
    }
}
