using System.Diagnostics;
using System.Globalization;
using Fleet.Simulator.Load;
using Xunit.Abstractions;

namespace Fleet.Simulator.Tests.Load;

public sealed class LoadRunTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Sessions_are_whole_and_the_counts_agree()
    {
        await using var system = await EchoCentralSystem.StartAsync();
        var seconds = int.Parse(Environment.GetEnvironmentVariable("FLEET_LOAD_SECONDS") ?? "2", CultureInfo.InvariantCulture);
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;

        var result = await LoadRun.RunAsync(new LoadOptions { CentralSystem = system.Url, Chargers = 50, Duration = TimeSpan.FromSeconds(seconds) });

        process.Refresh();
        var cost = (process.TotalProcessorTime - before) / result.Calls;
        output.WriteLine($"{result.CallsPerSecond} calls/s in {result.Elapsed}, {cost.TotalMicroseconds:F1} us of processor a call, server included; errors {result.Errors} {result.FirstError}");
        foreach (var action in result.Actions) output.WriteLine($"{action}");
        var count = result.Actions.ToDictionary(action => action.Action, action => action.Answered, StringComparer.Ordinal);
        Assert.Equal(0, result.Errors);
        Assert.Equal(50, count["BootNotification"]);
        Assert.Equal(count["StartTransaction"], count["StopTransaction"]);
        Assert.Equal(count["StopTransaction"], result.Truth.Finished.Count);
        Assert.Equal(count.Values.Sum(), result.Calls);
        Assert.Equal(count["MeterValues"] * 250, result.Truth.EnergyWh);
        Assert.All(result.Truth.Finished.Take(100), transaction => Assert.InRange(transaction.EnergyWh, 0, 5000));
        Assert.Contains(result.Truth.Finished, transaction => transaction.EnergyWh == 5000);
    }

    [Fact]
    public async Task A_central_system_that_is_not_there_is_an_error_and_not_a_hang()
    {
        var result = await LoadRun.RunAsync(new LoadOptions { CentralSystem = new("ws://127.0.0.1:1/ocpp"), Chargers = 3, Duration = TimeSpan.FromSeconds(1) });

        Assert.Equal((0, 3), (result.Calls, result.Errors));
        Assert.NotNull(result.FirstError);
    }

    [Fact]
    public async Task A_central_system_that_stays_silent_is_an_error_and_not_a_hang()
    {
        await using var system = await CannedCentralSystem.StartAsync();
        system.Behavior = call => call.Action == "StartTransaction" ? new Reply.Silence() : new Reply.Default();

        var result = await LoadRun.RunAsync(
            new LoadOptions { CentralSystem = system.Url, Chargers = 2, Duration = TimeSpan.FromSeconds(1), AnswerTimeout = TimeSpan.FromSeconds(2) });

        Assert.Equal((2, "no answer in time"), (result.Errors, result.FirstError));
    }

    [Fact]
    public async Task The_frames_are_what_a_strict_reader_takes()
    {
        await using var system = await CannedCentralSystem.StartAsync();

        using var enough = new CancellationTokenSource();

        var running = LoadRun.RunAsync(new LoadOptions { CentralSystem = system.Url, Chargers = 1, Duration = TimeSpan.FromMinutes(1) }, enough.Token);
        await system.NextAsync("MeterValues");
        await enough.CancelAsync();
        var result = await running;

        Assert.Equal(0, result.Errors);
        foreach (var action in new[] { "BootNotification", "Authorize", "StartTransaction", "MeterValues", "StopTransaction" })
        {
            var call = system.Calls.First(one => one.Action == action);
            var (_, fault) = Fleet.Ocpp.V16.Actions.Table.Find(action)!.ReadRequest(System.Text.Encoding.UTF8.GetBytes(call.Payload.GetRawText()));
            Assert.Null(fault);
        }

        Assert.InRange(system.Calls.First(call => call.Action == "MeterValues").Payload.GetRawText().Length, 900, 1300);
    }
}
