using System.Text.Json;

namespace Fleet.Cli.Replay;

/// <summary>A report for people.</summary>
internal static class ReplayText
{
    private const int MostListed = 20;

    /// <summary>Writes <paramref name="report"/> to <paramref name="output"/>.</summary>
    public static void Write(ReplayReport report, TextWriter output)
    {
        output.WriteLine($"{report.File} ({report.Format}): {report.RowsRead} rows read, {report.Rejected.Count} rejected, {report.Played} played");
        foreach (var reason in report.Rejected.GroupBy(rejected => rejected.Reason))
            output.WriteLine($"  rejected {Code(reason.Key)}: {reason.Count()} {Rows(reason.Select(rejected => rejected.Row))}");
        foreach (var reason in report.Failed.GroupBy(failed => failed.Reason, StringComparer.Ordinal))
            output.WriteLine($"  failed, {reason.Key}: {reason.Count()} {Rows(reason.Select(failed => failed.Row))}");
        if (report.Error is not null)
        {
            output.WriteLine($"Nothing was played: {report.Error}");
            return;
        }

        output.WriteLine($"{report.Calls} calls answered in {report.Seconds} s, {report.CallsPerSecond} a second");
        WriteSites(report, output);
        output.WriteLine($"{report.Billed} billed, {report.Held.Sum(held => held.Rows.Count)} held");
        foreach (var held in report.Held)
            output.WriteLine($"  held {held.HeldFor}: {held.Rows.Count} {Rows(held.Rows)}");
        foreach (var kind in report.Mismatches.GroupBy(mismatch => mismatch.Kind))
        {
            output.WriteLine($"  {Code(kind.Key)}: {kind.Count()}");
            foreach (var mismatch in kind.Take(MostListed))
                output.WriteLine($"    row {mismatch.Row}, {mismatch.Id}: {mismatch.Text}");
        }

        output.WriteLine(report.Ok
            ? "Every row that can be played was billed exactly once, and its energy is the meter's."
            : $"NOT every row was billed exactly once with the meter's energy: {report.Failed.Count} failed, {report.Mismatches.Count} mismatches.");
    }

    private static void WriteSites(ReplayReport report, TextWriter output)
    {
        if (report.Sites.Count == 0)
            return;
        var width = report.Sites.Max(site => site.Site.Length);
        output.WriteLine($"  {"site".PadRight(width)} {"billed",8} {"kWh",12} {"income",14}");
        foreach (var site in report.Sites)
            output.WriteLine($"  {site.Site.PadRight(width)} {site.Sessions,8} {site.EnergyWh / 1000m,12:0.000} {site.Income,10} {site.Currency}");
    }

    private static string Rows(IEnumerable<int> rows)
    {
        var all = rows.ToList();
        var more = all.Count > MostListed ? ", … (--json lists all)" : "";
        return $"(row {string.Join(", ", all.Take(MostListed))}{more})";
    }

    private static string Code<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{member}");
}
