using System.Globalization;
using System.Text;

using Fleet.Simulator.Measuring;

namespace Fleet.Node.Demo;

/// <summary>The end of a demo: the day by site, one bill in full, and the check.</summary>
/// <param name="Sites">The day by site.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="BillId">The session whose bill is shown.</param>
/// <param name="Bill">That bill in words.</param>
/// <param name="Check">Whether everything that the chargers finished is billed.</param>
/// <param name="Held">Bills that a person must look at.</param>
/// <param name="Calls">Calls that the chargers made.</param>
/// <param name="Seconds">Wall time from the first charger's connection to the last bill.</param>
internal sealed record DemoReport(
    IReadOnlyList<SiteDay> Sites, string Currency, string? BillId, string? Bill, BillCheck Check, int Held, long Calls, double Seconds)
{
    private static readonly CultureInfo Numbers = CultureInfo.InvariantCulture;

    /// <summary>For people.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(Numbers, $"{"site",-26}{"sessions",9}{"kWh",11}{"income " + Currency,14}{"peak kW",10}{"at",8}");
        foreach (var site in Sites)
            text.AppendLine(Row(site.Name, site.Sessions, site.EnergyWh, site.Income, site));
        text.AppendLine(Row("all", Sites.Sum(site => site.Sessions), Sites.Sum(site => site.EnergyWh), Sites.Sum(site => site.Income), null));
        if (Bill is not null)
            text.AppendLine().AppendLine(Numbers, $"One of the bills, session {BillId}:").AppendLine().AppendLine(Bill.TrimEnd());
        text.AppendLine().AppendLine(CheckLine());
        return text.ToString();
    }

    /// <summary>For programs.</summary>
    public object ToJson(Uri api) => new
    {
        ok = IsRight,
        check = CheckLine(),
        finished = Check.Expected,
        billedOnce = Check.Expected - Check.Wrong.Count,
        held = Held,
        wrong = Check.Wrong.Select(wrong => new { id = wrong.Bill.Id, text = wrong.Text }),
        calls = Calls,
        seconds = Math.Round(Seconds, 1),
        currency = Currency,
        energyWh = Sites.Sum(site => site.EnergyWh),
        income = Sites.Sum(site => site.Income),
        sites = Sites.Select(site => new
        {
            id = site.SiteId,
            name = site.Name,
            sessions = site.Sessions,
            energyWh = site.EnergyWh,
            income = site.Income,
            peakKw = Math.Round(site.PeakKw, 1, MidpointRounding.AwayFromZero),
            peakAt = site.PeakAt?.ToString("HH:mm", Numbers),
        }),
        bill = new { id = BillId, text = Bill },
        api,
    };

    /// <summary>Whether every finished session has its bill, with the meter's energy, and none needs a person.</summary>
    public bool IsRight => Check.IsRight && Held == 0;

    private string CheckLine() => IsRight
        ? string.Create(Numbers, $"CHECK  OK: every one of the {Check.Expected} sessions that the chargers finished is billed exactly once, and its energy equals the meter's ({Check.EnergyWh / 1000m:N3} kWh in all).")
        : string.Create(Numbers, $"CHECK  FAILED: {Held} bills are held, and {Check.Wrong.Count} of {Check.Expected} sessions are billed wrongly: {string.Join("; ", Check.Wrong.Take(5).Select(wrong => $"{wrong.Bill.Id}: {wrong.Text}"))}");

    private static string Row(string name, int sessions, long energyWh, decimal income, SiteDay? peak) => string.Create(
        Numbers,
        $"{name,-26}{sessions,9}{energyWh / 1000m,11:N1}{income,14:N2}{(peak is null ? "" : peak.PeakKw.ToString("N1", Numbers)),10}{peak?.PeakAt?.ToString("HH:mm", Numbers),8}");
}
