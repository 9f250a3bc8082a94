using Fleet.Domain.Metering;

using NodaTime;

namespace Fleet.Domain.Charging;

/// <summary>
/// The time in which a connector says that it charges, and its meter that nothing flows: after a while it is no charging any more, nor is it parking, which the car itself must report. It
/// counts as held back by the station (billing.md 4, rows 2 and 6: four days on a broken plug cost US$290 for 3 Wh).
/// </summary>
internal static class DeadTime
{
    /// <summary>A car may pause for so long and still be charging.</summary>
    private static readonly Duration LongestPause = Duration.FromMinutes(15);

    /// <summary><paramref name="stretches"/> with the dead part of charging time taken for what it is, and how long that is.</summary>
    /// <param name="stretches">What the connector reported, in order.</param>
    /// <param name="points">The energy that was proven, in order; behind the last one nothing is.</param>
    /// <param name="stoppedAt">The session's end.</param>
    public static (ValueList<Stretch> Stretches, Duration Dead) Mark(ValueList<Stretch> stretches, ValueList<EnergyPoint> points, Instant stoppedAt)
    {
        var pauses = Pauses(points, stoppedAt);
        if (pauses.Count == 0)
            return (stretches, Duration.Zero);

        var marked = new List<Stretch>(stretches.Count + (2 * pauses.Count));
        var dead = Duration.Zero;
        foreach (var stretch in stretches)
        {
            var from = stretch.From;
            foreach (var pause in pauses.Where(pause => stretch.Kind == StretchKind.Charging && pause.From < stretch.To && stretch.From < pause.To))
            {
                var (start, end) = (Instant.Max(pause.From, from), Instant.Min(pause.To, stretch.To));
                if (from < start)
                    marked.Add(stretch with { From = from, To = start });
                marked.Add(stretch with { From = start, To = end, Kind = StretchKind.HeldByStation });
                (from, dead) = (end, dead + (end - start));
            }

            if (from < stretch.To)
                marked.Add(stretch with { From = from });
        }

        return (marked.ToValueList(), dead);
    }

    /// <summary>Whether dead time ends at or before a reading and began with the one before it, or is still going on.</summary>
    /// <param name="points">The energy that was proven, in order.</param>
    /// <param name="reading">Index of the reading.</param>
    public static bool IsNear(ValueList<EnergyPoint> points, int reading)
    {
        var last = reading - 1;
        var flows = points[reading].Energy != points[last].Energy;
        var until = flows ? points[last].At : points[reading].At;
        while (last > 0 && points[last - 1].Energy == points[last].Energy && until - points[last].At <= LongestPause)
            last--;
        return until - points[last].At > LongestPause;
    }

    /// <summary>From where a pause has been too long to where energy flows again.</summary>
    private static List<(Instant From, Instant To)> Pauses(ValueList<EnergyPoint> points, Instant stoppedAt)
    {
        var pauses = new List<(Instant, Instant)>();
        var still = points[0].At;
        for (var i = 1; i < points.Count; i++)
        {
            if (points[i].Energy == points[i - 1].Energy)
                continue;
            Add(points[i - 1].At);
            still = points[i].At;
        }

        Add(stoppedAt);
        return pauses;

        void Add(Instant until)
        {
            if (until - still > LongestPause)
                pauses.Add((still + LongestPause, until));
        }
    }
}
