using Fleet.Simulator.Cars;
using NodaTime;

namespace Fleet.Simulator.Days;

/// <summary>Finds sessions a time and a connector: people come as they do, and go elsewhere when the connector is taken.</summary>
internal sealed class SessionPlanner(Random random, LocalDate date, IReadOnlyList<PlannedCharger> chargers)
{
    private const int AttemptsPerSession = 50;
    private static readonly Duration BetweenCars = Duration.FromMinutes(5);
    private static readonly Duration Shortest = Duration.FromMinutes(10);
    private static readonly LocalTime Last = new(23, 50);

    /// <summary>How many of a thousand arrive in each hour: a peak in the morning and one in the late afternoon.</summary>
    private static readonly int[] Arrivals = [8, 6, 5, 5, 8, 18, 45, 90, 95, 65, 50, 48, 55, 50, 45, 52, 75, 95, 80, 45, 28, 16, 10, 6];

    private readonly Dictionary<string, List<PlannedSession>> _byCharger = chargers.ToDictionary(charger => charger.Id, _ => new List<PlannedSession>(), StringComparer.Ordinal);
    private readonly Dictionary<string, List<PlannedSession>> _byToken = new(StringComparer.Ordinal);

    /// <summary>Sessions by charger: as many as wanted, fewer when the connectors are full.</summary>
    public IReadOnlyDictionary<string, List<PlannedSession>> Plan(int wanted)
    {
        var drivers = Math.Max(10, wanted * 3 / 4);
        for (int planned = 0, attempt = 0; planned < wanted && attempt < wanted * AttemptsPerSession; attempt++)
        {
            var charger = DrawCharger();
            var session = Draw(charger, $"DRIVER{random.Next(drivers) + 1:D5}");
            var ofCharger = _byCharger[charger.Id];
            if (session.Departure - session.Arrival < Shortest
                || ofCharger.Exists(other => other.ConnectorId == session.ConnectorId && Collide(other, session))
                || _byToken.GetValueOrDefault(session.IdTag)?.Exists(other => Collide(other, session)) == true)
            {
                continue;
            }

            ofCharger.Add(session);
            if (!_byToken.TryGetValue(session.IdTag, out var ofToken)) _byToken[session.IdTag] = ofToken = [];
            ofToken.Add(session);
            planned++;
        }

        return _byCharger;
    }

    private static bool Collide(PlannedSession one, PlannedSession other) =>
        one.Arrival < other.Departure + BetweenCars && other.Arrival < one.Departure + BetweenCars;

    /// <summary>A fast charger is wanted more often.</summary>
    private PlannedCharger DrawCharger()
    {
        var first = chargers[random.Next(chargers.Count)];
        return first.Kind == PowerKind.Dc ? first : chargers[random.Next(chargers.Count)];
    }

    private PlannedSession Draw(PlannedCharger charger, string idTag)
    {
        var zone = DateTimeZoneProviders.Tzdb[charger.TimeZone];
        var hour = DrawHour();
        var arrival = zone.AtLeniently(date + new LocalTime(hour, random.Next(60), random.Next(60))).ToInstant();
        var stay = charger.Kind == PowerKind.Dc ? Minutes(15, 50) : hour is >= 6 and <= 9 ? Minutes(120, 540) : Minutes(40, 240);
        var last = zone.AtLeniently(date + Last).ToInstant();
        return new(
            charger.Evses[random.Next(charger.Evses.Count)].Id,
            idTag,
            CarModel.All[random.Next(CarModel.All.Count)],
            random.Next(100, 650),
            arrival,
            Instant.Min(arrival + stay, last));
    }

    private Duration Minutes(int least, int most) => Duration.FromSeconds(random.Next(least * 60, most * 60));

    private int DrawHour()
    {
        var drawn = random.Next(Arrivals.Sum());
        var hour = 0;
        while (drawn >= Arrivals[hour]) drawn -= Arrivals[hour++];
        return hour;
    }
}
