using System.Collections.Concurrent;
using System.Text;
using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.ChargePoints;
using NodaTime;

namespace Fleet.Simulator.Tests.ChargePoints;

/// <summary>A charger against a central system over a real loopback WebSocket.</summary>
public sealed class ChargePointClientTests : IAsyncLifetime, IDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 8, 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _end = new();
    private CannedCentralSystem _system = null!;
    private Task _running = Task.CompletedTask;

    public async Task InitializeAsync() => _system = await CannedCentralSystem.StartAsync();

    public async Task DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.WaitAsync(Patience);
        await _system.DisposeAsync();
    }

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task A_session_arrives_in_order_with_the_id_that_start_was_given()
    {
        var charger = Run(Options());

        await PlaySessionAsync(charger, meterStart: 1000, meterStop: 8000);

        var calls = TransactionCalls();
        Assert.Equal("StartTransaction MeterValues MeterValues StopTransaction", Names(calls));
        Assert.All(calls.Skip(1), call => Assert.Equal(1, call.Payload.GetProperty("transactionId").GetInt64()));
        Assert.Equal("2026-03-01T08:00:00.000Z", calls[0].Payload.GetProperty("timestamp").GetString());
    }

    [Fact]
    public async Task What_happened_while_offline_is_sent_in_order_once_there_is_a_link()
    {
        var options = Options();
        var charger = new ChargePointClient(options);
        var transaction = await charger.StartAsync(1, "TAG", 10, Start);
        await charger.SendReadingsAsync(transaction, [Reading(15, Start + Duration.FromMinutes(15))]);
        await charger.StopAsync(transaction, 20, Start + Duration.FromMinutes(30));

        _running = charger.RunAsync(_end.Token);

        var finished = await transaction.Stopped.WaitAsync(Patience);
        Assert.Equal(10, finished!.EnergyWh);
        Assert.Equal("StartTransaction MeterValues StopTransaction", Names(TransactionCalls()));
        Assert.Equal([finished], options.Truth.Finished);
    }

    [Theory]
    [InlineData("StartTransaction")]
    [InlineData("MeterValues")]
    [InlineData("StopTransaction")]
    public async Task A_message_whose_link_dropped_before_the_answer_is_sent_again_and_the_order_is_kept(string dropped)
    {
        var options = Options() with { Faults = new FaultOnce(dropped, LinkFault.DropBeforeAnswer) };
        var charger = Run(options);

        await PlaySessionAsync(charger, 0, 5000);

        var calls = TransactionCalls();
        var twice = calls.Where(call => call.Action == dropped).Take(2).ToArray();
        Assert.Equal(twice[0].Payload.GetRawText(), twice[1].Payload.GetRawText());
        Assert.NotEqual(twice[0].Link, twice[1].Link);
        Assert.Equal("StartTransaction MeterValues MeterValues StopTransaction", Names(Distinct(calls)));
        Assert.Equal(5000, Assert.Single(options.Truth.Finished).EnergyWh);
    }

    [Fact]
    public async Task A_duplicated_message_has_the_same_message_id_and_finishes_one_transaction()
    {
        var options = Options() with { Faults = new FaultOnce("StopTransaction", LinkFault.Duplicate) };
        var charger = Run(options);

        await PlaySessionAsync(charger, 0, 5000);
        await charger.AuthorizeAsync("TAG");

        var stops = TransactionCalls().Where(call => call.Action == "StopTransaction").ToArray();
        Assert.Equal(2, stops.Length);
        Assert.Equal(stops[0].MessageId, stops[1].MessageId);
        Assert.Single(options.Truth.Finished);
    }

    [Fact]
    public async Task A_message_without_an_answer_is_sent_again_after_the_time_out()
    {
        var silences = 1;
        _system.Behavior = call => call.Action == "StartTransaction" && Interlocked.Decrement(ref silences) >= 0 ? new Reply.Silence() : new Reply.Default();
        var charger = Run(Options() with { AnswerTimeout = TimeSpan.FromMilliseconds(300) });

        await PlaySessionAsync(charger, 0, 100);

        Assert.Equal("StartTransaction StartTransaction MeterValues MeterValues StopTransaction", Names(TransactionCalls()));
    }

    [Fact]
    public async Task A_start_that_is_refused_for_good_lets_the_rest_go_without_an_id()
    {
        _system.Behavior = call => call.Action == "StartTransaction" ? new Reply.Error("InternalError") : new Reply.Default();
        var options = Options() with { TransactionMessageAttempts = 2, TransactionMessageRetryInterval = TimeSpan.FromMilliseconds(10) };
        var charger = Run(options);

        var transaction = await PlaySessionAsync(charger, 0, 100);

        Assert.Equal("StartTransaction StartTransaction MeterValues MeterValues StopTransaction", Names(TransactionCalls()));
        Assert.Equal(-1, TransactionCalls()[^1].Payload.GetProperty("transactionId").GetInt64());
        Assert.Null(await transaction.Started);
        Assert.Empty(options.Truth.Finished);
        Assert.Equal(1, options.Truth.Abandoned);
    }

    [Fact]
    public async Task A_full_queue_makes_the_charger_wait_instead_of_growing()
    {
        var charger = new ChargePointClient(Options() with { QueueLimit = 2 });
        var transaction = await charger.StartAsync(1, "TAG", 0, Start);
        await charger.SendReadingsAsync(transaction, [Reading(1, Start)]);

        var third = charger.SendReadingsAsync(transaction, [Reading(2, Start)]).AsTask();

        Assert.False(third.IsCompleted);
        _running = charger.RunAsync(_end.Token);
        await third.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_pending_charger_boots_again_and_sends_nothing_else_meanwhile()
    {
        var boots = 0;
        _system.Behavior = call => call.Action == "BootNotification" && Interlocked.Increment(ref boots) < 3
            ? new Reply.Payload("""{"status":"Pending","currentTime":"2026-01-01T00:00:00Z","interval":0}""")
            : new Reply.Default();
        var charger = Run(Options());

        await charger.Accepted.WaitAsync(Patience);
        await _system.NextAsync("StatusNotification");

        Assert.Equal("BootNotification BootNotification BootNotification StatusNotification", Names(_system.Calls.Take(4)));
    }

    [Fact]
    public async Task The_id_is_percent_encoded_and_the_password_goes_as_basic_authentication()
    {
        var seen = new ConcurrentQueue<string>();
        _system.Refuse = context =>
        {
            seen.Enqueue(context.Request.Headers.Authorization.ToString());
            return null;
        };
        var charger = Run(Options() with { Id = "RDAM|12 3", Password = "secret" });

        await charger.Accepted.WaitAsync(Patience);

        Assert.Equal("RDAM|12 3", _system.Calls[0].ChargerId);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("RDAM|12 3:secret"))}", Assert.Single(seen));
    }

    [Fact]
    public async Task A_refused_handshake_is_told_and_tried_again()
    {
        var handshakes = 0;
        _system.Refuse = _ => Interlocked.Increment(ref handshakes) == 1 ? 404 : null;
        var charger = Run(Options());

        await charger.Accepted.WaitAsync(Patience);

        Assert.Equal(2, handshakes);
        Assert.Null(charger.ConnectionFailure);
    }

    [Fact]
    public async Task After_a_lost_link_the_charger_tells_its_statuses_again_and_does_not_boot()
    {
        var charger = Run(Options());
        await _system.NextAsync("StatusNotification");
        await charger.ReportStatusAsync(1, ChargePointStatus.Charging, Start);
        await _system.NextAsync("StatusNotification");

        _system.Cut("CP1");

        var again = await _system.NextAsync("StatusNotification");
        Assert.Equal("Charging", again.Payload.GetProperty("status").GetString());
        Assert.Single(_system.Calls, call => call.Action == "BootNotification");
    }

    private static string Names(IEnumerable<ReceivedCall> calls) => string.Join(' ', calls.Select(call => call.Action));

    private static IEnumerable<ReceivedCall> Distinct(IEnumerable<ReceivedCall> calls) =>
        calls.DistinctBy(call => (call.Action, call.Payload.GetRawText()));

    private static MeterValue Reading(long registerWh, Instant at) => new() { Timestamp = at, SampledValue = [new SampledValue { Value = $"{registerWh}" }] };

    private static async Task<ChargerTransaction> PlaySessionAsync(ChargePointClient charger, long meterStart, long meterStop)
    {
        var transaction = await charger.StartAsync(1, "TAG", meterStart, Start);
        await charger.SendReadingsAsync(transaction, [Reading(meterStart + 1, Start + Duration.FromMinutes(15))]);
        await charger.SendReadingsAsync(transaction, [Reading(meterStart + 2, Start + Duration.FromMinutes(30))]);
        await charger.StopAsync(transaction, meterStop, Start + Duration.FromMinutes(45), StopReason.Local);
        await charger.FlushAsync().WaitAsync(Patience);
        return transaction;
    }

    private ChargePointOptions Options() => new()
    {
        Id = "CP1",
        CentralSystem = _system.Url,
        FirstReconnect = TimeSpan.FromMilliseconds(20),
        LongestReconnect = TimeSpan.FromMilliseconds(100),
    };

    private ChargePointClient Run(ChargePointOptions options)
    {
        var charger = new ChargePointClient(options);
        _running = charger.RunAsync(_end.Token);
        return charger;
    }

    private ReceivedCall[] TransactionCalls() =>
        [.. _system.Calls.Where(call => call.Action is "StartTransaction" or "MeterValues" or "StopTransaction")];

    private sealed class FaultOnce(string action, LinkFault fault) : ILinkFaults
    {
        private int _left = 1;

        public LinkFault Next(string called) => called == action && Interlocked.Decrement(ref _left) >= 0 ? fault : LinkFault.None;
    }
}
