using System.Text.Json.Nodes;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Losses;

public sealed class LockedDatabaseTests(ShortDeadlineNode impatient) : IClassFixture<ShortDeadlineNode>
{
    /// <summary>Well below the node's deadline, and enough for any answer that does not wait for the lock.</summary>
    private static readonly TimeSpan ShortLock = TimeSpan.FromSeconds(1.5);

    private readonly TestNode _node = impatient.Node;

    [Fact]
    public async Task While_the_journal_is_locked_nothing_is_acknowledged_and_afterwards_it_is()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "locked-short");
        var transaction = await charger.StartAsync(meterStart: 1000);

        Task<JsonArray?> answering;
        using (_node.Database.HoldJournal())
        {
            await charger.SendAsync($"""[2,"waits","MeterValues",{Charging.ReadingOf(transaction, Charging.Start.AddMinutes(10), 2000)}]""");
            answering = charger.ReceiveAsync();
            await Assert.ThrowsAsync<TimeoutException>(() => answering.WaitAsync(ShortLock));
        }

        Assert.Equal(3, (int)(await answering)![0]!);
        Assert.Equal(1, _node.Database.EventsOf($"s|locked-short:{transaction}", Manifest.Readings));
    }

    [Fact]
    public async Task A_journal_locked_beyond_the_deadline_is_an_InternalError_and_what_is_sent_again_counts_once()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "locked-long");
        await charger.CallAsync("Heartbeat", "{}");
        var start = Charging.StartOf(Charging.Start, 1000);

        JsonArray refused;
        using (_node.Database.HoldJournal())
            refused = await charger.ExchangeAsync("StartTransaction", start);

        Assert.Equal(4, (int)refused[0]!);
        Assert.Equal("InternalError", (string?)refused[2]);
        var transaction = (int)(await charger.CallAsync("StartTransaction", start))["transactionId"]!;

        using (_node.Database.HoldJournal())
            refused = await charger.ExchangeAsync("StopTransaction", Charging.StopOf(transaction, Charging.Start.AddHours(1), 4000));

        Assert.Equal("InternalError", (string?)refused[2]);
        await charger.StopAsync(transaction, Charging.Start.AddHours(1), 4000);
        Assert.Equal(3000, (long)(await _node.Api.TransactionAsync($"locked-long:{transaction}"))["energyWh"]!);
        await _node.SettleAsync(charger);
        Assert.Single(await _node.Api.SessionsOfAsync("locked-long"));
        Assert.Single(await _node.Api.BillsOfAsync("locked-long"));
        Assert.Equal(1, _node.Database.EventsOf($"s|locked-long:{transaction}", Manifest.Bill));
    }

    [Fact]
    public async Task While_the_read_tables_are_locked_chargers_are_served_and_afterwards_the_tables_catch_up()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "locked-tables");

        int transaction;
        using (_node.Database.HoldTables())
        {
            transaction = await charger.StartAsync(meterStart: 1000);
            await charger.StopAsync(transaction, Charging.Start.AddHours(1), 4000);
            Assert.Empty(await _node.Api.BillsOfAsync("locked-tables"));
        }

        Assert.Equal(3000, (long)(await _node.Api.TransactionAsync($"locked-tables:{transaction}"))["energyWh"]!);
        Assert.Single(await _node.Api.BillsOfAsync("locked-tables"));
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_acknowledged_falsely_and_once_there_is_room_nothing_is_lost_or_doubled()
    {
        using var charger = await TestCharger.ConnectAsync(_node, "full");
        var transaction = await charger.StartAsync(meterStart: 0);

        var readings = 0;
        using (var disk = _node.Database.FillDisk())
        {
            JsonArray answer;
            do
            {
                readings++;
                Assert.True(readings < 1000, "the journal never got full");
                if (readings % 50 == 0)
                    disk.Fill();
                answer = await charger.ExchangeAsync("MeterValues", ReadingOf(transaction, readings));
            }
            while ((int)answer[0]! == 3);
            Assert.Equal("InternalError", (string?)answer[2]);
            Assert.Equal(readings - 1, _node.Database.EventsOf($"s|full:{transaction}", Manifest.Readings));
        }

        await charger.CallAsync("MeterValues", ReadingOf(transaction, readings));
        await charger.StopAsync(transaction, Charging.Start.AddHours(10), 10_000);

        var bill = await _node.Api.TransactionAsync($"full:{transaction}");
        Assert.Equal(readings, (int)bill["evidence"]!["readings"]!);
        Assert.Equal(10_000, (long)bill["energyWh"]!);
        Assert.Single(await _node.Api.BillsOfAsync("full"));
    }

    private static string ReadingOf(int transaction, int number) =>
        Charging.ReadingOf(transaction, Charging.Start.AddSeconds(10 * number), 5 * number);
}
