using Fleet.Cli.Replay;

namespace Fleet.Cli.Tests.Replay;

/// <summary>The published files, read to the end. The figures were counted with Python's csv, decimal and zoneinfo modules.</summary>
public sealed class DatasetTests
{
    private const string Acn = "data/sessions/acn-2019-2021/caltech_";

    /// <param name="file">The file.</param>
    /// <param name="playable">Rows that can be played.</param>
    /// <param name="chargers">Distinct chargers.</param>
    /// <param name="connectors">Distinct connectors.</param>
    /// <param name="wattHours">All energy.</param>
    /// <param name="startSeconds">The starts, in seconds since 1970 UTC, added up.</param>
    /// <param name="seconds">The durations added up; those of sessions that end before they start are negative.</param>
    [SkippableTheory]
    [InlineData(Acn + "2019-05-01_2019-08-31.csv.gz", 3527, 52, 52, 29_532_772, 5_508_708_603_030, 78_586_432)]
    [InlineData(Acn + "2019-09-01_2019-12-31.csv.gz", 3177, 51, 51, 27_974_334, 4_994_803_368_428, 64_272_000)]
    [InlineData(Acn + "2020-02-01_2020-05-31.csv.gz", 1269, 49, 49, 9_522_577, 2_008_302_246_596, 26_193_155)]
    [InlineData(Acn + "2021-05-01_2021-08-31.csv.gz", 1829, 40, 40, 22_783_627, 2_973_503_173_318, 20_214_263)]
    [InlineData("data/sessions/acn-march-2019/caltech_march_2019.csv", 954, 47, 47, 8_900_523, 1_481_337_254_400, 22_338_300)]
    [InlineData("data/sessions/epfl-dc/session_data.csv", 1878, 1, 2, 60_441_936, 3_138_268_057_200, 3_596_280)]
    [InlineData("data/sessions/perth-kinross/2016-09_2017-08.csv", 13_639, 33, 70, 139_121_132, 20_316_015_607_380, -1_366_847_100)]
    [InlineData("data/sessions/trondheim-residential/ev_charging_reports.csv", 6844, 68, 68, 87_107_570, 10_744_325_188_620, 283_465_920)]
    public void Every_row_of_a_published_file_is_read(
        string file, int playable, int chargers, int connectors, long wattHours, long startSeconds, long seconds)
    {
        var sessions = Files.Read(SharedFiles.Find(file)).Sessions;

        Assert.Equal(playable, sessions.Count);
        Assert.Equal(chargers, sessions.Select(s => s.Charger).Distinct().Count());
        Assert.Equal(connectors, sessions.Select(s => (s.Charger, s.ConnectorId)).Distinct().Count());
        Assert.Equal(wattHours, sessions.Sum(s => s.Energy.Value));
        Assert.Equal(startSeconds, sessions.Sum(s => s.Start.ToUnixTimeSeconds()));
        Assert.Equal(seconds, sessions.Sum(s => s.End.ToUnixTimeSeconds() - s.Start.ToUnixTimeSeconds()));
    }

    [SkippableTheory]
    [InlineData(
        "data/sessions/perth-kinross/2016-09_2017-08.csv",
        "553 578 641 743 1179 2620 2771 4155 4156 4273 4293 4610 5032 5351 5377 5384 5475 5667 6491 7271 7287 7293 7313 8156 8350 8363 8370 8705 10585 10900 "
        + "11088 11295 12114 12324 13019 13035 13205")]
    [InlineData(
        "data/sessions/trondheim-residential/ev_charging_reports.csv",
        "5052 5076 5083 5092 5095 5096 5144 5167 5170 5173 5187 5188 5191 5199 5200 5281 5303 5339 5340 5341 5342 5343 5344 5345 5353 5357 5367 5403 5411 5427 "
        + "5449 5537 5595 5852")]
    [InlineData("data/sessions/epfl-dc/session_data.csv", "")]
    [InlineData("data/sessions/acn-march-2019/caltech_march_2019.csv", "")]
    public void The_rows_without_end_are_all_that_cannot_be_played(string file, string rows)
    {
        var rejected = Files.Read(SharedFiles.Find(file)).Rejected;

        Assert.Equal(rows, string.Join(' ', rejected.Select(r => r.Row)));
        Assert.All(rejected, r => Assert.Equal(RejectReason.NoEnd, r.Reason));
    }

    [SkippableFact]
    public void Perth_has_35_sessions_that_end_before_they_start_and_468_that_took_nothing()
    {
        var sessions = Files.Read(SharedFiles.Find("data/sessions/perth-kinross/2016-09_2017-08.csv")).Sessions;

        Assert.Equal(35, sessions.Count(s => s.End < s.Start));
        Assert.Equal(344, sessions.Count(s => s.End == s.Start));
        Assert.Equal(468, sessions.Count(s => s.Energy.Value == 0));
    }
}
