using System.Globalization;
using Fleet.Simulator.ChargePoints;
using Fleet.Simulator.Days;
using NodaTime;

namespace Fleet.Simulator.Tests.Days;

public sealed class DayRunnerTests
{
    private static readonly NetworkDay Day = NetworkDay.Plan(3, new LocalDate(2026, 3, 1), chargers: 10, sites: 3, sessionsPerCharger: 4);

    [Fact]
    public async Task Every_planned_session_is_finished_and_the_system_saw_what_the_meters_showed()
    {
        await using var system = await CannedCentralSystem.StartAsync();
        var runner = new DayRunner(Day, new DayOptions { CentralSystem = system.Url, Speed = 86_400 });

        var finished = await runner.RunAsync().WaitAsync(TimeSpan.FromMinutes(2));

        AssertMatches(system, runner, finished.Select(transaction => (transaction.TransactionId, transaction.MeterStartWh, transaction.MeterStopWh)));
        foreach (var charger in Day.Chargers)
        {
            foreach (var connector in charger.Evses)
            {
                var own = finished.Where(one => one.ChargerId == charger.Id && one.ConnectorId == connector.Id).OrderBy(one => one.StartedAt).ToArray();
                Assert.All(own.Zip(own.Skip(1)), pair => Assert.Equal(pair.First.MeterStopWh, pair.Second.MeterStartWh));
            }
        }
    }

    [Fact]
    public async Task A_day_with_faulty_links_has_the_same_sessions_and_energies()
    {
        await using var system = await CannedCentralSystem.StartAsync();
        var faults = new RandomLinkFaults(seed: 5, dropPerMille: 15, duplicatePerMille: 30);
        var runner = new DayRunner(Day, new DayOptions { CentralSystem = system.Url, Speed = 86_400, Faults = faults });

        var finished = await runner.RunAsync().WaitAsync(TimeSpan.FromMinutes(2));

        AssertMatches(system, runner, finished.Select(transaction => (transaction.TransactionId, transaction.MeterStartWh, transaction.MeterStopWh)));
        Assert.True(system.Calls.Select(call => call.Link).Distinct().Count() > Day.Chargers.Count, "links dropped");
    }

    [Fact]
    public async Task A_driver_who_is_refused_does_not_charge()
    {
        await using var system = await CannedCentralSystem.StartAsync();
        system.Behavior = call => call.Action == "Authorize" ? new Reply.Payload("""{"idTagInfo":{"status":"Blocked"}}""") : new Reply.Default();
        var runner = new DayRunner(Day, new DayOptions { CentralSystem = system.Url, Speed = 86_400 });

        var finished = await runner.RunAsync().WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Empty(finished);
        Assert.Equal(40, runner.Progress.Refused);
        Assert.DoesNotContain(system.Calls, call => call.Action == "StartTransaction");
    }

    [Fact]
    public async Task A_remote_start_brings_a_car_and_a_remote_stop_ends_its_session()
    {
        await using var system = await CannedCentralSystem.StartAsync();
        using var enough = new CancellationTokenSource();
        var quiet = NetworkDay.Plan(3, new LocalDate(2026, 3, 1), chargers: 1, sites: 1, sessionsPerCharger: 0);
        var runner = new DayRunner(quiet, new DayOptions { CentralSystem = system.Url, Speed = 60 });
        var running = runner.RunAsync(enough.Token);
        await system.NextAsync("StatusNotification");

        var started = await system.CallAsync("SIM-0001", "RemoteStartTransaction", """{"idTag":"REMOTE","connectorId":1}""");
        var start = await system.NextAsync("StartTransaction");
        var triggered = await system.CallAsync("SIM-0001", "TriggerMessage", """{"requestedMessage":"MeterValues","connectorId":1}""");
        var readings = await system.NextAsync("MeterValues");
        var stopped = await system.CallAsync("SIM-0001", "RemoteStopTransaction", """{"transactionId":1}""");
        var stop = await system.NextAsync("StopTransaction");

        Assert.Equal("Accepted", started.GetProperty("status").GetString());
        Assert.Equal("REMOTE", start.Payload.GetProperty("idTag").GetString());
        Assert.Equal("Accepted", triggered.GetProperty("status").GetString());
        Assert.Equal(1, readings.Payload.GetProperty("transactionId").GetInt64());
        Assert.Equal("Accepted", stopped.GetProperty("status").GetString());
        Assert.Equal("Remote", stop.Payload.GetProperty("reason").GetString());
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static void AssertMatches(CannedCentralSystem system, DayRunner runner, IEnumerable<(long Id, long Start, long Stop)> finished)
    {
        var truth = finished.OrderBy(transaction => transaction.Id).ToArray();
        var starts = system.Calls.Where(call => call.Action == "StartTransaction")
            .DistinctBy(call => call.ChargerId + call.Payload.GetRawText(), StringComparer.Ordinal).Count();
        var seen = system.Calls.Where(call => call.Action == "StopTransaction")
            .Select(call => (Id: call.Payload.GetProperty("transactionId").GetInt64(), Stop: call.Payload.GetProperty("meterStop").GetInt64()))
            .Distinct()
            .OrderBy(stop => stop.Id)
            .ToArray();
        Assert.Equal(40, starts);
        Assert.Equal(truth.Select(transaction => (transaction.Id, transaction.Stop)), seen);
        Assert.Equal(40, truth.Length);

        var sum = truth.Sum(transaction => transaction.Stop - transaction.Start);
        Assert.Equal(sum, runner.Truth.EnergyWh);
        // Each of the 40 sessions may end within a watt-hour that the next one on its meter completes.
        Assert.InRange(runner.Progress.EnergyWh - sum, 0, 40);
        Assert.Equal((0, 0L, 40), (runner.Progress.Charging, runner.Progress.PowerW, runner.Progress.Finished));
        foreach (var readings in system.Calls.Where(call => call.Action == "MeterValues").GroupBy(call => call.Payload.GetProperty("transactionId").GetInt64()))
        {
            var registers = readings.Select(call => long.Parse(
                call.Payload.GetProperty("meterValue")[0].GetProperty("sampledValue")[0].GetProperty("value").GetString()!, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(registers.Order(), registers);
        }
    }
}
