using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.ChargePoints;
using Fleet.Simulator.Measuring;

using NodaTime;

namespace Fleet.EndToEnd.Tests.Outages;

/// <summary>
/// Chargers that charge without end over bad links: calls whose link drops before the answer, calls that go out twice, stretches without a link. What they know to have happened
/// is what a node's ledger is compared with.
/// </summary>
internal sealed class FaultyFleet : IDisposable
{
    private const int DropPerMille = 50;
    private const int DuplicatePerMille = 50;
    private const int OfflinePerMille = 100;
    private static readonly Instant Day = Instant.FromUtc(2026, 3, 2, 8, 0);

    private readonly CancellationTokenSource _life = new();
    private readonly CancellationTokenSource _noMoreSessions = new();
    private readonly List<ChargePointClient> _clients;
    private readonly List<Task> _links;
    private readonly List<Task> _charging;

    /// <summary>Chargers that begin at once.</summary>
    public FaultyFleet(Uri ocpp, int chargers, int seed)
    {
        var faults = new RandomLinkFaults(seed, DropPerMille, DuplicatePerMille);
        _clients = [.. Enumerable.Range(1, chargers).Select(number => new ChargePointClient(new ChargePointOptions
        {
            Id = $"FAULTY-{number:000}",
            CentralSystem = new UriBuilder(ocpp) { Scheme = "ws", Path = "/ocpp" }.Uri,
            Seed = seed + number,
            AnswerTimeout = TimeSpan.FromSeconds(40),
            FirstReconnect = TimeSpan.FromMilliseconds(300),
            LongestReconnect = TimeSpan.FromSeconds(2),
            TransactionMessageAttempts = 1_000,
            TransactionMessageRetryInterval = TimeSpan.FromMilliseconds(20),
            Faults = faults,
            Truth = Truth,
            Statistics = Statistics,
        }))];
        _links = [.. _clients.Select(client => client.RunAsync(_life.Token))];
        _charging = [.. _clients.Select((client, index) => ChargeAsync(client, new Random(seed * 1_000 + index)))];
    }

    /// <summary>The sessions that were stopped and acknowledged.</summary>
    public GroundTruth Truth { get; } = new();

    /// <summary>The calls that were answered.</summary>
    public CallStatistics Statistics { get; } = new();

    /// <summary>Ends every session, waits until everything is acknowledged, and says goodbye.</summary>
    public async Task FinishAsync(TimeSpan patience)
    {
        await _noMoreSessions.CancelAsync();
        await Task.WhenAll(_charging).WaitAsync(patience);
        await Task.WhenAll(_clients.Select(client => client.FlushAsync())).WaitAsync(patience);
        await _life.CancelAsync();
        await Task.WhenAll(_links);
    }

    public void Dispose()
    {
        _life.Dispose();
        _noMoreSessions.Dispose();
    }

    private async Task ChargeAsync(ChargePointClient client, Random random)
    {
        var (at, register) = (Day, random.NextInt64(1, 1_000_000));
        while (!_noMoreSessions.IsCancellationRequested)
        {
            var transaction = await client.StartAsync(1, "CARD", register, at);
            for (var reading = random.Next(3, 12); reading > 0; reading--)
            {
                await Pause(random);
                (at, register) = (at + Duration.FromMinutes(1), register + random.NextInt64(0, 300));
                await client.SendReadingsAsync(transaction, [Reading(at, register)]);
                if (random.Next(1_000) < OfflinePerMille)
                    await StayAwayAsync(client, random);
            }

            (at, register) = (at + Duration.FromMinutes(1), register + random.NextInt64(0, 300));
            await client.StopAsync(transaction, register, at);
            await transaction.Stopped;
            at += Duration.FromMinutes(1);
        }
    }

    /// <summary>Goes on charging meanwhile; what there is to tell waits.</summary>
    private static async Task StayAwayAsync(ChargePointClient client, Random random)
    {
        client.GoOffline();
        await Pause(random);
        client.GoOnline();
    }

    private static Task Pause(Random random) => Task.Delay(random.Next(20, 400));

    private static MeterValue Reading(Instant at, long register) => new()
    {
        Timestamp = at,
        SampledValue = [new SampledValue { Value = $"{register}" }],
    };
}
