using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

using Fleet.Cluster.Database;
using Fleet.Cluster.Journal;
using Fleet.Cluster.Ledger;
using Fleet.Domain.Billing;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;
using Fleet.Node.Settings;
using Fleet.Simulator.Days;
using Fleet.Simulator.Measuring;

using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;

using NodaTime;

namespace Fleet.Node.Demo;

/// <summary>
/// <c>demo</c>: a node of its own in a temporary folder, and a small network of simulated chargers that play yesterday against its OCPP port, ending in billed transactions and
/// a check of every one of them.
/// </summary>
internal static class DemoCommand
{
    private const int Seed = 20;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Runs the demo.</summary>
    /// <returns>The exit code: 0 when every finished session is billed exactly once, 1 when not, 2 when the arguments are wrong.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (options, error) = DemoOptions.Read(arguments);
        if (options is null)
        {
            await Console.Error.WriteLineAsync(error);
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("fleet-demo-");
        try
        {
            return await RunAsync(options, folder.FullName);
        }
        finally
        {
            if (!options.Keep)
            {
                SqliteConnection.ClearAllPools();
                folder.Delete(recursive: true);
            }
        }
    }

    private static async Task<int> RunAsync(DemoOptions options, string folder)
    {
        var output = options.Json ? Console.Error : Console.Out;
        await using var node = Build(options, folder);
        await node.StartAsync();
        var (ocpp, api) = AddressesOf(node);
        var day = NetworkDay.Plan(Seed, SystemClock.Instance.GetCurrentInstant().InUtc().Date.PlusDays(-1), options.Chargers);
        await output.WriteLineAsync($"Fleet node at {api} (API {api}api/v1/transactions), chargers at {ocpp}, data in {folder}");
        await output.WriteLineAsync(
            $"Playing {day.Date:uuuu-MM-dd} at {options.Speed} times its speed: {day.Chargers.Count} chargers at {day.Sites.Count} sites, {day.Sessions.Count()} sessions planned");

        var report = await PlayAsync(node, day, options, ocpp, api, output);
        await Console.Out.WriteLineAsync(options.Json ? JsonSerializer.Serialize(report.ToJson(api), Json) : Environment.NewLine + report.ToText());
        if (options.Keep)
        {
            await output.WriteLineAsync($"The node goes on at {api} with its data in {folder}; end it with Ctrl+C.");
            await node.WaitForShutdownAsync();
        }
        else
        {
            await node.StopAsync();
        }

        return report.IsRight ? 0 : 1;
    }

    private static WebApplication Build(DemoOptions options, string folder)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = options.Settings,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Development,
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Fleet", LogLevel.Warning);
        var settings = builder.Configuration.GetSection(FleetSettings.Section).Get<FleetSettings>(bind => bind.ErrorOnUnknownConfiguration = true) ?? new FleetSettings();
        return NodeHost.Build(builder, settings with
        {
            Ocpp = settings.Ocpp with { Port = FreeOr0(settings.Ocpp.Port) },
            Http = settings.Http with { Port = FreeOr0(settings.Http.Port) },
            Ops = settings.Ops with { Port = FreeOr0(settings.Ops.Port) },
            Cluster = settings.Cluster with { Port = 0, SeedNodes = [] },
            Database = new DatabaseSettings { ConnectionString = $"Data Source={Path.Combine(folder, "fleet.db")}" },
        });
    }

    /// <summary>A demo beside a running node takes free ports instead of failing.</summary>
    private static int FreeOr0(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return port;
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private static (Uri Ocpp, Uri Api) AddressesOf(WebApplication node)
    {
        var addresses = node.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var ocpp = new UriBuilder(addresses.First()) { Scheme = "ws", Path = "/ocpp" }.Uri;
        return (ocpp, new Uri(addresses.ElementAt(1)));
    }

    private static async Task<DemoReport> PlayAsync(WebApplication node, NetworkDay day, DemoOptions options, Uri ocpp, Uri api, TextWriter output)
    {
        using var http = new HttpClient { BaseAddress = api };
        await new DemoRegistration(http).EnterAsync(day, CancellationToken.None);

        var started = Stopwatch.GetTimestamp();
        var income = new DemoIncome(node.Services.GetRequiredService<LedgerQueries>());
        var runner = new DayRunner(day, new DayOptions { CentralSystem = ocpp, Speed = options.Speed, Seed = Seed });
        var playing = runner.RunAsync();
        await new DemoProgress(runner, income, output, !options.Json && !Console.IsOutputRedirected, TimeProvider.System).ShowUntilAsync(playing);
        var finished = await playing;

        var expected = finished.Select(transaction => transaction.ToExpectedBill()).ToList();
        var bills = await new TransactionLedger(http, TimeProvider.System).AwaitAsync(
            expected.Select(bill => bill.Id).ToHashSet(StringComparer.Ordinal), _ => { }, CancellationToken.None);
        await income.ReadOnAsync();
        return await ReportAsync(node, day, income, BillCheck.Compare(expected, bills), runner, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<DemoReport> ReportAsync(
        WebApplication node, NetworkDay day, DemoIncome income, BillCheck check, DayRunner runner, TimeSpan took)
    {
        var journal = node.Services.GetRequiredService<SessionJournal>();
        var sessions = new List<SessionDay>();
        (string Id, Bill Bill)? shown = null;
        foreach (var entry in income.Entries)
        {
            var events = await journal.ReadAsync(SessionId.Parse(entry.Id));
            sessions.Add(new SessionDay(entry.SiteId ?? "", entry.EnergyWh, entry.Income, Registers(events)));
            if (events.OfType<SessionBilled>().LastOrDefault() is { } billed && billed.Bill.Lines.Count > (shown?.Bill.Lines.Count ?? 0))
                shown = (entry.Id, billed.Bill);
        }

        return new DemoReport(
            SiteDays.Add(day.Sites.Select(site => (site.Id, site.Name, site.TimeZone)), sessions),
            income.Entries.FirstOrDefault(entry => entry.Currency is not null)?.Currency ?? "",
            shown?.Id,
            shown is { } one ? BillExplanation.Write(one.Bill) : null,
            check,
            income.Entries.Count(entry => entry.Kind == EntryKind.Hold),
            runner.Statistics.Answered,
            took.TotalSeconds);
    }

    private static List<(Instant At, EnergyWh Register)> Registers(IReadOnlyList<SessionEvent> events)
    {
        var registers = new List<(Instant At, EnergyWh Register)>();
        foreach (var @event in events)
        {
            switch (@event)
            {
                case SessionOpened opened:
                    registers.Add((opened.Start.StartedAt, opened.Start.MeterStart));
                    break;
                case ReadingsRecorded recorded:
                    registers.AddRange(recorded.Readings.Where(reading => reading.ImportRegister is not null).Select(reading => (reading.At, reading.ImportRegister!.Value)));
                    break;
                case SessionStopped { Stop.MeterStop: { } meterStop } stopped:
                    registers.Add((stopped.Stop.StoppedAt, meterStop));
                    break;
            }
        }

        return registers;
    }
}
