using System.Diagnostics;

using Fleet.Cluster.Database;
using Xunit.Abstractions;

namespace Fleet.EndToEnd.Tests.Outages;

/// <summary>
/// Faulty chargers, and everything short of losing the node for good: whatever fails, each finished session is billed exactly once for what its meter counted, and no
/// acknowledged reading is lost. <c>FLEET_CHAOS_SEED</c> repeats a run.
/// </summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private static readonly string[] Stored = ["StartTransaction", "MeterValues", "StopTransaction"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public Task A_node_killed_at_random_loses_no_acknowledged_reading_and_bills_each_session_once(DatabaseProvider provider) =>
        SurviveAsync(provider, chargers: 30, nodeKills: 2, databaseKills: 1);

    [SkippableTheory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.PostgreSql)]
    [Trait("Category", "Long")]
    public Task A_node_killed_twenty_times_and_its_database_five_times_under_200_faulty_chargers_bills_each_session_once(DatabaseProvider provider)
    {
        Requirement.Minutes();
        return SurviveAsync(provider, chargers: 200, nodeKills: 20, databaseKills: 5);
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public async Task While_the_database_is_stopped_for_half_a_minute_nothing_is_acknowledged_and_afterwards_work_goes_on_by_itself()
    {
        Requirement.Minutes();
        using var database = new DatabaseUnderFire(DatabaseProvider.PostgreSql);
        using var node = await NodeUnderFire.StartAsync(database.Settings);
        using var fleet = new FaultyFleet(node.Ocpp, chargers: 200, Seed());
        await Task.Delay(TimeSpan.FromSeconds(10));

        database.Server!.Stop();
        var before = Acknowledged(fleet);
        await Task.Delay(TimeSpan.FromSeconds(30));
        var during = Acknowledged(fleet) - before;
        database.Server.Restart();
        var restarted = Stopwatch.GetTimestamp();
        while (Acknowledged(fleet) == before + during && Stopwatch.GetElapsedTime(restarted) < Patience)
            await Task.Delay(50);
        output.WriteLine($"acknowledged while it was stopped: {during}; again {Stopwatch.GetElapsedTime(restarted).TotalSeconds:0.0} s after it was back");

        Assert.True(during <= 2, $"{during} messages were acknowledged while the database was stopped");
        Assert.True(Stopwatch.GetElapsedTime(restarted) < TimeSpan.FromSeconds(20));
        await Task.Delay(TimeSpan.FromSeconds(10));
        await fleet.FinishAsync(Patience);
        await node.AssertAllBilledOnceAsync(fleet.Truth);
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public async Task While_each_write_takes_200_ms_memory_stays_flat()
    {
        Requirement.Minutes();
        using var database = new DatabaseUnderFire(DatabaseProvider.PostgreSql);
        using var node = await NodeUnderFire.StartAsync(database.Settings);
        using var fleet = new FaultyFleet(node.Ocpp, chargers: 500, Seed());
        await Task.Delay(TimeSpan.FromSeconds(20));

        database.Execute(
            """
            CREATE FUNCTION fleet.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END $$;
            CREATE TRIGGER slow AFTER INSERT ON fleet.journal FOR EACH STATEMENT EXECUTE FUNCTION fleet.slow();
            """);
        await Task.Delay(TimeSpan.FromSeconds(30));
        var (before, answered) = (node.WorkingSet, Acknowledged(fleet));
        var most = before;
        for (var i = 0; i < 60; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            most = Math.Max(most, node.WorkingSet);
        }

        foreach (var action in fleet.Statistics.Snapshot())
            output.WriteLine($"{action}");
        output.WriteLine($"{(Acknowledged(fleet) - answered) / 60.0:0} messages/s; working set {before >> 20} MiB, at most {most >> 20} MiB a minute later");

        Assert.True(most < before * 1.15, $"the working set grew from {before >> 20} to {most >> 20} MiB");
        database.Execute("DROP TRIGGER slow ON fleet.journal");
        await fleet.FinishAsync(Patience);
        await node.AssertAllBilledOnceAsync(fleet.Truth);
    }

    private async Task SurviveAsync(DatabaseProvider provider, int chargers, int nodeKills, int databaseKills)
    {
        var seed = Seed();
        var random = new Random(seed);
        using var database = new DatabaseUnderFire(provider);
        using var node = await NodeUnderFire.StartAsync(database.Settings);
        using var fleet = new FaultyFleet(node.Ocpp, chargers, seed);

        var databaseKillEvery = Math.Max(1, nodeKills / databaseKills);
        for (var kill = 1; kill <= nodeKills; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_000, 5_000)));
            if (database.Server is { } server && kill % databaseKillEvery == 0)
            {
                server.Kill();
                await Task.Delay(random.Next(0, 2_000));
                server.Restart();
                await Task.Delay(random.Next(500, 3_000));
            }

            await node.KillAndRestartAsync();
        }

        await Task.Delay(TimeSpan.FromSeconds(3));
        await fleet.FinishAsync(Patience);
        output.WriteLine($"seed {seed}: {fleet.Truth.Finished.Count} sessions finished, {fleet.Truth.EnergyWh} Wh, {Acknowledged(fleet)} messages acknowledged, {fleet.Statistics.Failed} calls failed");
        await node.AssertAllBilledOnceAsync(fleet.Truth);
    }

    private static long Acknowledged(FaultyFleet fleet) => fleet.Statistics.Snapshot().Where(action => Stored.Contains(action.Action, StringComparer.Ordinal)).Sum(action => action.Answered);

    private int Seed()
    {
        var seed = Environment.GetEnvironmentVariable("FLEET_CHAOS_SEED") is { } given ? int.Parse(given) : Random.Shared.Next(1, 1_000_000);
        output.WriteLine($"FLEET_CHAOS_SEED={seed}");
        return seed;
    }
}
