using NodaTime;

namespace Fleet.Domain.Billing.Documents;

/// <summary>Situations of a session in words that a driver understands.</summary>
internal sealed class RegionWords(RegionMap map)
{
    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>What restricts <paramref name="region"/>, among all situations in which the dimension is priced; empty when nothing does.</summary>
    public string Of(Region region, TariffDimension dimension)
    {
        var everything = map.Everything(dimension);
        var phrases = Enumerable.Range(0, Region.Axes)
            .Select(static axis => (Axis)axis)
            .Where(axis => !region[axis].Equals(everything[axis]))
            .Select(axis => Phrase(axis, region[axis], everything[axis]));
        return string.Join(", ", phrases);
    }

    /// <summary>A length of time, such as <c>2 h 30 min</c>.</summary>
    public static string Time(long ticks)
    {
        var seconds = ticks / NodaConstants.TicksPerSecond;
        string[] parts =
        [
            seconds >= 3600 ? $"{seconds / 3600} h" : "",
            seconds / 60 % 60 > 0 ? $"{seconds / 60 % 60} min" : "",
            seconds % 60 > 0 || seconds == 0 ? $"{seconds % 60} s" : "",
        ];
        return string.Join(' ', parts.Where(static part => part.Length > 0));
    }

    /// <summary>The hours of a day, such as <c>from 22:00 to 06:00</c>.</summary>
    public static string Hours(Spans minutes)
    {
        var spans = minutes.Items.ToList();
        if (spans.Count > 1 && spans[0].From == 0 && spans[^1].To == 1440)
        {
            spans[^1] = spans[^1] with { To = spans[0].To };
            spans.RemoveAt(0);
        }

        return string.Join(" and ", spans.Select(static span => $"from {Clock(span.From)} to {Clock(span.To)}"));
    }

    /// <summary>Weekdays, such as <c>Monday to Friday</c>.</summary>
    public static string Days(Spans days) =>
        List([.. days.Items.SelectMany(static span => span.To - span.From > 2
            ? [$"{Weekdays[span.From - 1]} to {Weekdays[span.To - 2]}"]
            : Weekdays[(int)(span.From - 1)..(int)(span.To - 1)])]);

    private string Phrase(Axis axis, Spans set, Spans everything) => axis switch
    {
        Axis.Weekday => $"on {Days(set)}",
        Axis.Minute => Hours(set),
        Axis.Date => Each(set, everything, "from {0} on", "before {0}", "from {0} to before {1}", static day => $"{LocalClock.Epoch.PlusDays((int)day):uuuu-MM-dd}"),
        Axis.Energy => Each(set, everything, "after the first {0}", "for the first {0}", "from {0} to {1} taken", static wh => $"{Thousandths(wh)} kWh"),
        Axis.Duration => Each(set, everything, "after {0} since the start", "in the first {0} since the start", "from {0} to {1} after the start", Time),
        Axis.Power => Each(set, everything, "at {0} or more", "below {0}", "from {0} to below {1}", static w => $"{Thousandths(w)} kW"),
        Axis.Current => Each(set, everything, "at {0} or more", "below {0}", "from {0} to below {1}", static ma => $"{Thousandths(ma)} A"),
        Axis.Idle => Each(
            set, everything, "once the car has not charged for {0}", "until the car has not charged for {0}", "from {0} to {1} after the car stopped charging", Time),
        Axis.Charging => Each(
            set, everything, "once the car has charged for {0}", "until the car has charged for {0}", "from {0} to {1} of charging", Time),
        Axis.Evse => $"at {(EvseKind)set.Min} chargers",
        Axis.Brand => set.Min == 0 ? $"paid otherwise than by {List(BrandsOf(everything.Without(set)))}" : $"paid by {List(BrandsOf(set))}",
        _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "Not an axis."),
    };

    private string[] BrandsOf(Spans set) =>
        [.. set.Items.SelectMany(static span => Enumerable.Range((int)span.From, (int)(span.To - span.From))).Where(static number => number > 0).Select(number => map.Brands[number - 1])];

    private static string Each(Spans set, Spans everything, string fromOn, string until, string between, Func<long, string> value) =>
        string.Join(" or ", set.Items.Select(span =>
            span.To == everything.Max ? string.Format(fromOn, value(span.From))
            : span.From == everything.Min ? string.Format(until, value(span.To))
            : string.Format(between, value(span.From), value(span.To))));

    private static string Clock(long minute) => $"{minute / 60:00}:{minute % 60:00}";

    private static string Thousandths(long value) => $"{value / 1000m:0.###}";

    private static string List(string[] words) => words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} and {words[^1]}";
}
