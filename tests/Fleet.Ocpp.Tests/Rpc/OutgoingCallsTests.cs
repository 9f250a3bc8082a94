using System.Text.Json;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;
using Fleet.Ocpp.V16.Messages;

namespace Fleet.Ocpp.Tests.Rpc;

public sealed class OutgoingCallsTests : IAsyncLifetime
{
    private static readonly ResetRequest Soft = new() { Type = ResetType.Soft };

    private readonly MemoryLink _link = new();
    private readonly ManualClock _clock = new();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ScriptedHandler _handler;
    private readonly RpcSession _session;
    private Task _run = Task.CompletedTask;

    public OutgoingCallsTests()
    {
        _handler = new(async (call, _) =>
        {
            await _release.Task;
            return ScriptedHandler.Echo(call);
        });
        _session = new(_link, OcppVersion.V16, _handler, new() { OutgoingQueue = 3 }, _clock);
    }

    public Task InitializeAsync()
    {
        _run = _session.RunAsync(CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _release.TrySetResult();
        _link.PeerCloses();
        await _run;
    }

    [Fact]
    public async Task A_call_is_answered_with_its_typed_response()
    {
        var outcome = _session.CallAsync(Actions.Reset, Soft);
        var call = await _link.PeerReadsAsync();
        Assert.EndsWith(""","Reset",{"type":"Soft"}]""", call, StringComparison.Ordinal);
        Assert.InRange(IdOf(call).Length, 1, 36);

        _link.PeerSends($$"""[3,"{{IdOf(call)}}",{"status":"Rejected"}]""");

        var answered = Assert.IsType<CallOutcome.Answered>(await outcome);
        Assert.Equal(new ResetResponse { Status = ResetStatus.Rejected }, answered.Response);
        Assert.Equal("""{"status":"Rejected"}"""u8, answered.Payload.Span);
    }

    [Fact]
    public async Task A_refused_call_tells_code_and_description()
    {
        var outcome = _session.CallAsync((OcppAction)Actions.Reset, Soft);

        _link.PeerSends($$"""[4,"{{IdOf(await _link.PeerReadsAsync())}}","NotSupported","never","{}"]""");

        Assert.Equal(new CallOutcome.Refused("NotSupported", "never"), await outcome);
    }

    [Theory]
    [InlineData("""{"status":"Maybe"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"status":}""")]
    public async Task An_answer_that_does_not_fit_is_told_with_its_fault(string payload)
    {
        var outcome = _session.CallAsync(Actions.Reset, Soft);

        _link.PeerSends($$"""[3,"{{IdOf(await _link.PeerReadsAsync())}}",{{payload}}]""");

        Assert.NotNull(Assert.IsType<CallOutcome.Unreadable>(await outcome).Fault);
    }

    /// <summary>An Authorize that comes right after a RemoteStart must not block its answer (citrineos#178).</summary>
    [Fact]
    public async Task An_answer_is_matched_while_a_call_of_the_peer_is_being_handled()
    {
        var outcome = _session.CallAsync(Actions.Reset, Soft);
        var id = IdOf(await _link.PeerReadsAsync());

        _link.PeerSends("""[2,"a","Heartbeat",{}]""");
        _link.PeerSends($$"""[3,"{{id}}",{"status":"Accepted"}]""");

        Assert.IsType<CallOutcome.Answered>(await outcome);
        Assert.Equal("a", _handler.Handled);
        Assert.Equal(0, _link.Sent);
        _release.SetResult();
        Assert.Equal("""[3,"a",{}]""", await _link.PeerReadsAsync());
    }

    [Fact]
    public async Task One_call_is_in_flight_and_the_others_follow_in_order()
    {
        var first = _session.CallAsync(Actions.Reset, Soft);
        var second = _session.CallAsync(Actions.RemoteStopTransaction, new RemoteStopTransactionRequest { TransactionId = 2 });
        var third = _session.CallAsync(Actions.RemoteStopTransaction, new RemoteStopTransactionRequest { TransactionId = 3 });

        var call = await _link.PeerReadsAsync();
        Assert.Equal(0, _link.Sent);
        _link.PeerSends($$"""[3,"{{IdOf(call)}}",{"status":"Accepted"}]""");
        Assert.IsType<CallOutcome.Answered>(await first);

        call = await _link.PeerReadsAsync();
        Assert.Contains("\"transactionId\":2", call, StringComparison.Ordinal);
        Assert.Equal(0, _link.Sent);
        _link.PeerSends($$"""[3,"{{IdOf(call)}}",{"status":"Accepted"}]""");
        Assert.IsType<CallOutcome.Answered>(await second);

        call = await _link.PeerReadsAsync();
        Assert.Contains("\"transactionId\":3", call, StringComparison.Ordinal);
        _link.PeerSends($$"""[3,"{{IdOf(call)}}",{"status":"Accepted"}]""");
        Assert.IsType<CallOutcome.Answered>(await third);
    }

    [Fact]
    public async Task More_calls_than_the_queue_holds_are_refused_at_once()
    {
        Task<CallOutcome>[] held = [_session.CallAsync(Actions.Reset, Soft), _session.CallAsync(Actions.Reset, Soft), _session.CallAsync(Actions.Reset, Soft)];

        Assert.Equal(new CallOutcome.QueueFull(), await _session.CallAsync(Actions.Reset, Soft));
        Assert.All(held, call => Assert.False(call.IsCompleted));
    }

    [Fact]
    public async Task A_call_without_answer_times_out_and_a_late_answer_is_ignored_and_counted()
    {
        var first = _session.CallAsync(Actions.Reset, Soft, TimeSpan.FromSeconds(10));
        var late = IdOf(await _link.PeerReadsAsync());
        var second = _session.CallAsync(Actions.Reset, Soft, TimeSpan.FromSeconds(10));

        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(first.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(new CallOutcome.TimedOut(), await first);

        var call = IdOf(await _link.PeerReadsAsync());
        _link.PeerSends($$"""[3,"{{late}}",{"status":"Rejected"}]""");
        _link.PeerSends($$"""[3,"{{call}}",{"status":"Accepted"}]""");
        Assert.Equal(new ResetResponse { Status = ResetStatus.Accepted }, Assert.IsType<CallOutcome.Answered>(await second).Response);
        Assert.Equal(1, _session.UnmatchedAnswers);
        Assert.Equal([new RpcNotice.UnmatchedAnswer(late)], _handler.Notices);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_times_out_as_well()
    {
        _link.IsStuck = true;
        var outcome = _session.CallAsync(Actions.Reset, Soft);

        _clock.Advance(RpcLimits.Default.AnswerTimeout);

        Assert.Equal(new CallOutcome.TimedOut(), await outcome);
    }

    [Fact]
    public async Task A_second_answer_to_the_same_call_is_ignored()
    {
        var outcome = _session.CallAsync(Actions.Reset, Soft);
        var id = IdOf(await _link.PeerReadsAsync());

        _link.PeerSends($$"""[3,"{{id}}",{"status":"Accepted"}]""");
        _link.PeerSends($$"""[3,"{{id}}",{"status":"Rejected"}]""");
        Assert.Equal(new ResetResponse { Status = ResetStatus.Accepted }, Assert.IsType<CallOutcome.Answered>(await outcome).Response);

        _link.PeerCloses();
        _release.SetResult();
        await _run;
        Assert.Equal(1, _session.UnmatchedAnswers);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_let_a_second_call_into_flight()
    {
        using var givesUp = new CancellationTokenSource();
        var first = _session.CallAsync(Actions.Reset, Soft, cancellationToken: givesUp.Token);
        var id = IdOf(await _link.PeerReadsAsync());
        var second = _session.CallAsync(Actions.Reset, Soft);

        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(0, _link.Sent);

        _link.PeerSends($$"""[3,"{{id}}",{"status":"Accepted"}]""");
        _link.PeerSends($$"""[3,"{{IdOf(await _link.PeerReadsAsync())}}",{"status":"Accepted"}]""");
        Assert.IsType<CallOutcome.Answered>(await second);
        Assert.Equal(0, _session.UnmatchedAnswers);
    }

    [Fact]
    public async Task A_caller_that_gives_up_while_waiting_is_never_sent()
    {
        using var givesUp = new CancellationTokenSource();
        var first = _session.CallAsync(Actions.Reset, Soft);
        var waiting = _session.CallAsync(Actions.Reset, new ResetRequest { Type = ResetType.Hard }, cancellationToken: givesUp.Token);
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var third = _session.CallAsync(Actions.Reset, Soft);

        _link.PeerSends($$"""[3,"{{IdOf(await _link.PeerReadsAsync())}}",{"status":"Accepted"}]""");
        await first;

        var next = await _link.PeerReadsAsync();
        Assert.Contains("Soft", next, StringComparison.Ordinal);
        _link.PeerSends($$"""[3,"{{IdOf(next)}}",{"status":"Accepted"}]""");
        Assert.IsType<CallOutcome.Answered>(await third);
    }

    [Fact]
    public async Task Closing_ends_every_call_that_waits_and_every_later_one()
    {
        var inFlight = _session.CallAsync(Actions.Reset, Soft);
        var waiting = _session.CallAsync(Actions.Reset, Soft);
        await _link.PeerReadsAsync();

        _link.PeerCloses();
        await _run;

        Assert.Equal(new CallOutcome.Closed(), await inFlight);
        Assert.Equal(new CallOutcome.Closed(), await waiting);
        Assert.Equal(new CallOutcome.Closed(), await _session.CallAsync(Actions.Reset, Soft));
    }

    [Fact]
    public async Task A_request_that_does_not_fit_its_schema_is_not_sent()
    {
        await Assert.ThrowsAsync<JsonException>(() => _session.CallAsync(Actions.ChangeConfiguration, new() { Key = new string('k', 51), Value = "v" }));

        Assert.Equal(0, _link.Sent);
    }

    private static string IdOf(string frame) => JsonDocument.Parse(frame).RootElement[1].GetString()!;
}
