using System.Text.Json;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Watching;
using Fleet.Domain.Deciding;

using NodaTime;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests;

/// <summary>A node that is lost between any two writes of a start and of a stop: what it owed is paid by the next node though the charger never speaks again, and nothing twice.</summary>
public sealed class CrashTests : IDisposable
{
    /// <summary>Started, opened, settled, read, stopped and billed together, ended, settled; and the end, behind which nothing is lost.</summary>
    private const int Writes = 8;

    private static readonly SweepSettings Quick = new() { Pause = TimeSpan.FromMilliseconds(50), IdlePause = TimeSpan.FromMilliseconds(50) };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TemporaryDatabase _database = new();
    private readonly ManualClock _clock = new(At(45));

    public static TheoryData<int> EveryWrite => [.. Enumerable.Range(0, Writes + 1)];

    [Theory]
    [MemberData(nameof(EveryWrite))]
    public async Task What_a_node_owed_when_it_was_lost_is_paid_without_the_charger_and_what_is_sent_again_counts_once(int survives)
    {
        IEntityCommand[] conversation = [Start(), Readings(First, Left, Meter(10, 3_000)), Stop(First, 30, 5_000)];
        var acknowledged = 0;
        using (_database.RefuseEventsBeyond(survives))
        {
            await using var lost = await Node.StartAsync(_database, _clock, Quick);
            while (acknowledged < conversation.Length && await IsAcknowledgedAsync(lost, conversation[acknowledged]))
                acknowledged++;
        }

        _clock.Advance(Duration.FromMinutes(1));
        await using var node = await Node.StartAsync(_database, _clock, Quick);
        await Eventually.IsAsync(() => Task.FromResult(OwesNothing(acknowledged) ? "paid" : null));
        foreach (var command in conversation)
            await node.Get<FleetEntities>().AskAsync(command, Eventually.Soon, CancellationToken.None);

        // 4 kWh at 0.50 and 19 % on top.
        var bill = JsonElement.Parse(await Eventually.IsAsync(() => node.Get<LedgerQueries>().TransactionAsync("CP1:700")));
        Assert.Equal((4_000, "2.38"), (bill.GetProperty("energyWh").GetInt32(), bill.GetProperty("totalInclTax").GetString()));
        Assert.Single((await node.Get<LedgerQueries>().TransactionsAsync(null, 0, 10)).Items);
        Assert.Equal(["se:open1", "se:read1", "se:stop1", "se:bill1", "se:settle1"], await SettledAsync("s|CP1:700", 5));
        Assert.Equal(["ce:start1", "ce:settle1", "ce:end1"], await SettledAsync("c|CP1", 3));
    }

    public void Dispose() => _database.Dispose();

    private static async Task<bool> IsAcknowledgedAsync(Node node, IEntityCommand command)
    {
        try
        {
            return await node.Get<FleetEntities>().AskAsync(command, Patience, CancellationToken.None) is not Rejection;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Nothing acknowledged is missing, and what one journal promises the other one holds.</summary>
    private bool OwesNothing(int acknowledged)
    {
        var (charger, session) = (_database.Manifests("c|CP1"), _database.Manifests("s|CP1:700"));
        string[] proof = ["ce:start1", "se:read1", "se:bill1"];
        Assert.All(proof[..acknowledged], manifest => Assert.Single(charger.Concat(session), written => written == manifest));
        return Holds(charger, "ce:start1") == Holds(session, "se:open1") && Holds(session, "se:bill1") == Holds(charger, "ce:end1");
    }

    private static bool Holds(IEnumerable<string> journal, string manifest) => journal.Contains(manifest, StringComparer.Ordinal);

    private Task<IReadOnlyList<string>> SettledAsync(string persistenceId, int events) => Eventually.IsAsync(
        () => Task.FromResult(_database.Manifests(persistenceId) is { } manifests && manifests.Count >= events ? manifests : null));
}
