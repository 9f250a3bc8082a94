using NodaTime;

namespace Fleet.Domain.Metering;

/// <summary>Which of a charger's timestamps can be right: past ones may (offline stations send late), those before 2015 or ahead of their arrival may not.</summary>
public static class PlausibleTime
{
    /// <summary>No public charger spoke OCPP 1.6 before; a clock that was never set says 1970 or 2000.</summary>
    public static readonly Instant Earliest = Instant.FromUtc(2015, 1, 1, 0, 0);

    private static readonly Duration Ahead = Duration.FromMinutes(5);

    /// <summary>A finding when <paramref name="at"/> cannot be right for something that arrived at <paramref name="arrivedAt"/>; null when it can.</summary>
    public static Finding? Judge(Instant at, Instant arrivedAt)
    {
        if (at < Earliest)
            return new Finding(FindingCode.ImplausibleTime, $"{at} lies before {Earliest}");
        return at - arrivedAt > Ahead
            ? new Finding(FindingCode.ImplausibleTime, $"{at} lies more than 5 minutes ahead of its arrival at {arrivedAt}")
            : null;
    }
}
