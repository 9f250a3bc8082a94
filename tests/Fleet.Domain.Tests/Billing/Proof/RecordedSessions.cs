using System.Globalization;
using System.IO.Compression;

using CsvHelper;

using NodaTime;
using NodaTime.Text;

namespace Fleet.Domain.Tests.Billing.Proof;

/// <summary>The sessions of the public data sets under <c>data/sessions</c>; a test that asks for them is skipped where they are absent.</summary>
internal static class RecordedSessions
{
    /// <summary>Caltech's stations: 32 A at 208 V.</summary>
    private const long CaltechPowerW = 6_656;

    private static readonly LocalDateTimePattern PerthTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T00:00:00 'HH:mm");

    /// <summary>Caltech 2019 to 2021: local times with their offset.</summary>
    public static List<RecordedSession> Caltech() => Rows(
        ["caltech_2019-05-01_2019-08-31", "caltech_2019-09-01_2019-12-31", "caltech_2020-02-01_2020-05-31", "caltech_2021-05-01_2021-08-31"],
        name => new GZipStream(File.OpenRead(SharedFiles.Find($"data/sessions/acn-2019-2021/{name}.csv.gz")), CompressionMode.Decompress),
        (row, number) => RecordedSession.Of(
            row.GetField("session_id")!,
            number,
            DateTimeOffset.Parse(row.GetField("arrival")!, CultureInfo.InvariantCulture).ToUnixTimeSeconds(),
            DateTimeOffset.Parse(row.GetField("departure")!, CultureInfo.InvariantCulture).ToUnixTimeSeconds(),
            WattHours(row.GetField("delivered_energy (kWh)")!),
            CaltechPowerW));

    /// <summary>Caltech in March 2019: 5-minute periods from local midnight of the 1st, in winter time.</summary>
    public static List<RecordedSession> CaltechMarch() => Rows(
        ["caltech_march_2019"],
        name => File.OpenRead(SharedFiles.Find($"data/sessions/acn-march-2019/{name}.csv")),
        (row, number) => RecordedSession.Of(
            row.GetField("sessionId")!,
            number,
            March2019 + (row.GetField<long>("arrivalPeriod") * 300),
            March2019 + (row.GetField<long>("departurePeriod") * 300),
            WattHours(row.GetField("requestedEnergyKWh")!),
            CaltechPowerW));

    /// <summary>Perth and Kinross 2016 and 2017: local times without an offset. Rows without an end, or that end before they begin, are no sessions.</summary>
    public static List<RecordedSession> Perth() => Rows(
        ["2016-09_2017-08"],
        name => File.OpenRead(SharedFiles.Find($"data/sessions/perth-kinross/{name}.csv")),
        (row, number) => PerthAt(row, "Start") is { } start && PerthAt(row, "End") is { } stop && start <= stop
            ? RecordedSession.Of(row.GetField("_id")!, number, start, stop, WattHours(row.GetField("Total kWh")!), PerthPowerW(row.GetField("Model")!))
            : null);

    private static long March2019 => Instant.FromUtc(2019, 3, 1, 8, 0).ToUnixTimeSeconds();

    private static List<RecordedSession> Rows(string[] files, Func<string, Stream> open, Func<CsvReader, int, RecordedSession?> read)
    {
        var sessions = new List<RecordedSession>();
        var number = 0;
        foreach (var file in files)
        {
            using var csv = new CsvReader(new StreamReader(open(file)), CultureInfo.InvariantCulture);
            csv.Read();
            csv.ReadHeader();
            while (csv.Read())
            {
                if (read(csv, number++) is { } session)
                    sessions.Add(session);
            }
        }

        return sessions;
    }

    private static long WattHours(string kwh) => (long)Math.Round(decimal.Parse(kwh, CultureInfo.InvariantCulture) * 1000m, MidpointRounding.AwayFromZero);

    private static long? PerthAt(CsvReader row, string end)
    {
        var parsed = PerthTime.Parse($"{row.GetField(end + " Date")} {row.GetField(end + " Time")}");
        return parsed.Success ? parsed.Value.InZoneLeniently(DateTimeZoneProviders.Tzdb["Europe/London"]).ToInstant().ToUnixTimeSeconds() : null;
    }

    private static long PerthPowerW(string model) =>
        model.Contains("Rapid Charger", StringComparison.Ordinal) ? 50_000 : model.Contains('7') ? 7_360 : 22_000;
}
