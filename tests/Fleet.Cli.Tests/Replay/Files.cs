using Fleet.Cli.Replay;

namespace Fleet.Cli.Tests.Replay;

/// <summary>Reads sessions files for tests.</summary>
internal static class Files
{
    /// <summary>The header of Perth's file.</summary>
    public const string Perth = "_id,CP ID,Connector,Start Date,Start Time,End Date,End Time,Total kWh,Site,Model";

    public static SessionRows Read(string path)
    {
        using var file = SessionFile.Open(path, out var error);
        Assert.Null(error);
        return SessionRows.Of(file!.Format.Name, file.Rows());
    }

    public static SessionRows Read(TemporaryFile file)
    {
        using (file)
            return Read(file.Path);
    }

    /// <summary>The row that Perth's file would have for these fields.</summary>
    public static SessionRow PerthRow(
        string id = "1", string charger = "51519", string connector = "2", string start = "2017-08-31 22:12", string end = "2017-08-31 23:11", string kwh = "18.27",
        string model = "APT 22kW Dual Outlet")
    {
        var rows = Read(TemporaryFile.Of($"{Perth}\n{id},{charger},{connector},{Date(start)},{Date(end)},{kwh},\"Crown Inn, Perth\",{model}\n"));
        return rows.Sessions.Concat<SessionRow>(rows.Rejected).Single();

        static string Date(string time) => time == "" ? "," : $"{time[..10]}T00:00:00,{time[11..]}";
    }
}
