using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Losses;

public sealed class KilledNodeTests
{
    private const int Chargers = 5;
    private const int SessionsEach = 6;
    private const int Readings = 8;
    private const int WhPerReading = 100;
    private const int MessagesInAll = Chargers * SessionsEach * (Readings + 2);

    [Fact]
    public async Task A_node_killed_in_the_middle_loses_no_acknowledged_reading_and_bills_each_session_once()
    {
        using var database = new TemporaryDatabase();
        var clusterPort = FreePort.Find();
        var middle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = 0;
        using var first = await NodeProcess.StartAsync(database.Settings, ocppPort: 0, clusterPort);
        using var idle = await TestCharger.ConnectAsync(first.Ocpp, "idle");
        await idle.CallAsync("Heartbeat", "{}");
        var chargers = Enumerable.Range(1, Chargers).Select(i => new ResendingCharger($"survivor-{i}", first.Ocpp, Acknowledged)).ToList();

        var charging = chargers.Select(ChargeAsync).ToList();
        await await Task.WhenAny(middle.Task, Task.WhenAll(charging)).WaitAsync(Poll.Deadline * 4);
        await first.KillAsync();
        var answersWhenKilled = Volatile.Read(ref answers);
        using var second = await NodeProcess.StartAsync(database.Settings, first.Ocpp.Port, clusterPort);
        var transactions = await Task.WhenAll(charging);

        Assert.True(answersWhenKilled < MessagesInAll, "everything was over before the node was killed");
        Assert.All(chargers, charger => Assert.Equal(2, charger.Connections));
        using var api = new ApiClient(second.Http, key: null);
        for (var i = 0; i < Chargers; i++)
            await AssertAllBilledOnceAsync(api, database, $"survivor-{i + 1}", transactions[i]);
        await api.WaitForAsync("/chargers/idle", shown => !(bool)shown["connected"]!);
        chargers.ForEach(charger => charger.Dispose());
        Assert.DoesNotContain("fail:", await second.KillAsync(), StringComparison.Ordinal);

        void Acknowledged()
        {
            if (Interlocked.Increment(ref answers) == MessagesInAll / 3)
                middle.SetResult();
        }
    }

    private static async Task<List<int>> ChargeAsync(ResendingCharger charger)
    {
        var transactions = new List<int>();
        for (var i = 0; i < SessionsEach; i++)
            transactions.Add(await charger.ChargeAsync(Charging.Start.AddHours(i), i * 10_000, Readings, WhPerReading));
        return transactions;
    }

    private static async Task AssertAllBilledOnceAsync(ApiClient api, TemporaryDatabase database, string charger, List<int> transactions)
    {
        foreach (var transaction in transactions)
        {
            var bill = await api.TransactionAsync($"{charger}:{transaction}");
            Assert.Equal((Readings + 1) * WhPerReading, (long)bill["energyWh"]!);
            Assert.Equal(Readings, (int)bill["evidence"]!["readings"]!);
            Assert.Equal(Readings, database.EventsOf($"s|{charger}:{transaction}", Manifest.Readings));
            Assert.Equal(1, database.EventsOf($"s|{charger}:{transaction}", Manifest.Bill));
        }

        Assert.Equal(SessionsEach, transactions.Distinct().Count());
        Assert.Equal(SessionsEach, (await api.BillsOfAsync(charger)).Count);
        Assert.Equal(SessionsEach, (await api.SessionsOfAsync(charger)).Count);
    }
}
