using Fleet.Simulator.Cars;
using NodaTime;

namespace Fleet.Simulator.Days;

/// <summary>A day of a small charging network: who comes when, to which connector, with what car. The same seed gives the same day.</summary>
/// <param name="Date">The day, on the wall clocks of the sites.</param>
/// <param name="Start">Its beginning at the easternmost site.</param>
/// <param name="End">Its end at the westernmost site; everything that happens lies between.</param>
/// <param name="Sites">The sites.</param>
/// <param name="Chargers">The chargers with their sessions.</param>
public sealed record NetworkDay(LocalDate Date, Instant Start, Instant End, IReadOnlyList<PlannedSite> Sites, IReadOnlyList<PlannedCharger> Chargers)
{
    /// <summary>All sessions of the day.</summary>
    public IEnumerable<PlannedSession> Sessions => Chargers.SelectMany(charger => charger.Sessions);

    /// <summary>Makes a day up.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="date">The day.</param>
    /// <param name="chargers">How many chargers; a quarter of them is DC.</param>
    /// <param name="sites">At how many sites; the first eight have names of their own.</param>
    /// <param name="sessionsPerCharger">Sessions for each charger, on average.</param>
    public static NetworkDay Plan(int seed, LocalDate date, int chargers = 60, int sites = 8, int sessionsPerCharger = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chargers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sites);
        ArgumentOutOfRangeException.ThrowIfNegative(sessionsPerCharger);
        var places = Enumerable.Range(0, Math.Min(sites, chargers)).Select(PlannedSite.Number).ToArray();
        var park = Enumerable.Range(0, chargers).Select(index => PlannedCharger.Number(index, places[index % places.Length])).ToArray();
        var sessions = new SessionPlanner(new Random(seed), date, park).Plan(chargers * sessionsPerCharger);
        return new(
            date,
            places.Min(site => site.At(date, LocalTime.Midnight)),
            places.Max(site => site.At(date.PlusDays(1), LocalTime.Midnight)),
            places,
            [.. park.Select(charger => charger with { Sessions = [.. sessions[charger.Id].OrderBy(session => session.Arrival)] })]);
    }
}

/// <summary>A place with chargers.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="TimeZone">IANA name of its time zone.</param>
public sealed record PlannedSite(string Id, string Name, string TimeZone)
{
    private static readonly PlannedSite[] Named =
    [
        new("station-square", "Station Square", "Europe/Berlin"),
        new("harbor-mall", "Harbor Mall", "Europe/Amsterdam"),
        new("riverside-offices", "Riverside Offices", "Europe/Berlin"),
        new("north-motorway", "North Motorway Services", "Europe/Berlin"),
        new("old-town-garage", "Old Town Garage", "Europe/Vienna"),
        new("airport-p2", "Airport P2", "Europe/London"),
        new("stadium-park", "Stadium Park", "Europe/Madrid"),
        new("hillside-homes", "Hillside Homes", "Europe/Berlin"),
    ];

    /// <summary>When the site's clock shows <paramref name="time"/> on <paramref name="date"/>; a time that it skips is the one after the gap.</summary>
    public Instant At(LocalDate date, LocalTime time) => DateTimeZoneProviders.Tzdb[TimeZone].AtLeniently(date + time).ToInstant();

    internal static PlannedSite Number(int index) => index < Named.Length
        ? Named[index]
        : new($"site-{index + 1}", $"Site {index + 1}", Named[index % Named.Length].TimeZone);
}

/// <summary>An EVSE of a charger; in OCPP 1.6 it is one connector.</summary>
/// <param name="Id">Number from 1, which is the connector number too.</param>
/// <param name="Supply">What it offers.</param>
public sealed record PlannedEvse(int Id, Supply Supply);

/// <summary>A charger and its day.</summary>
/// <param name="Id">OCPP identity.</param>
/// <param name="SiteId">Where it stands.</param>
/// <param name="TimeZone">The site's time zone.</param>
/// <param name="Kind">AC or DC.</param>
/// <param name="MaxPowerW">Most power of each EVSE, W.</param>
/// <param name="Phases">Phases of the grid that each EVSE uses.</param>
/// <param name="Evses">Its EVSEs.</param>
/// <param name="RegisterWh">What its meters show in the morning, Wh.</param>
/// <param name="Sessions">Its sessions, by arrival.</param>
public sealed record PlannedCharger(
    string Id,
    string SiteId,
    string TimeZone,
    PowerKind Kind,
    int MaxPowerW,
    int Phases,
    IReadOnlyList<PlannedEvse> Evses,
    long RegisterWh,
    IReadOnlyList<PlannedSession> Sessions)
{
    /// <summary>Every fourth is DC; every third AC and every second DC charger has two connectors.</summary>
    internal static PlannedCharger Number(int index, PlannedSite site)
    {
        // Counted in rounds over the sites, so that each site gets its share of both kinds.
        var isDc = (index + (index / 8)) % 4 == 3;
        var evses = index % (isDc ? 2 : 3) == 0 ? 2 : 1;
        var supply = isDc ? new Supply(PowerKind.Dc, 150_000, 3) : new Supply(PowerKind.Ac, 22_000, 3);
        return new(
            $"SIM-{index + 1:D4}",
            site.Id,
            site.TimeZone,
            supply.Kind,
            supply.MaxPowerW,
            supply.Phases,
            [.. Enumerable.Range(1, evses).Select(number => new PlannedEvse(number, supply))],
            1_000_000 + (index * 54_321L),
            []);
    }
}

/// <summary>One visit of a car.</summary>
/// <param name="ConnectorId">Connector number, from 1.</param>
/// <param name="IdTag">The driver's token.</param>
/// <param name="Car">The car.</param>
/// <param name="ChargePerMille">Its state of charge on arrival, per mille.</param>
/// <param name="Arrival">When it is plugged in.</param>
/// <param name="Departure">When it is unplugged.</param>
public sealed record PlannedSession(int ConnectorId, string IdTag, CarModel Car, int ChargePerMille, Instant Arrival, Instant Departure);
