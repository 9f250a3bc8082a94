using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;
using Fleet.Ocpp.V16.Messages;

namespace Fleet.Ocpp.Tests.Rpc;

public sealed class IncomingCallsTests
{
    private readonly MemoryLink _link = new();

    [Fact]
    public async Task Pipelined_calls_are_answered_one_at_a_time_in_the_order_of_arrival()
    {
        var gates = new Dictionary<string, TaskCompletionSource>(StringComparer.Ordinal) { ["a"] = new(), ["b"] = new(), ["c"] = new() };
        var handler = new ScriptedHandler(async (call, _) =>
        {
            await gates[call.MessageId].Task;
            return ScriptedHandler.Echo(call);
        });
        foreach (var id in gates.Keys) _link.PeerSends($$"""[2,"{{id}}","Heartbeat",{}]""");
        gates["c"].SetResult();
        gates["b"].SetResult();

        var run = Session(handler).RunAsync(CancellationToken.None);

        Assert.Equal("a", handler.Handled);
        Assert.Equal(0, _link.Sent);
        gates["a"].SetResult();
        foreach (var id in gates.Keys) Assert.Equal($$"""[3,"{{id}}",{}]""", await _link.PeerReadsAsync());
        Assert.Equal("a b c", handler.Handled);
        _link.PeerCloses();
        await run;
    }

    [Fact]
    public async Task A_call_sent_again_with_the_same_id_gets_the_same_answer_without_a_second_effect()
    {
        var count = 0;
        var handler = new ScriptedHandler((_, _) => Task.FromResult<CallAnswer>(new CallAnswer.Result(writer => writer.WriteRawValue($$"""{"n":{{++count}}}"""))));
        _link.PeerSends("""[2,"a","StartTransaction",{}]""");
        _link.PeerSends("""[2,"a","StartTransaction",{}]""");
        _link.PeerSends("""[2,"b","StartTransaction",{}]""");
        _link.PeerSends("""[2,"a","StartTransaction",{}]""");

        var run = Session(handler).RunAsync(CancellationToken.None);

        foreach (var answer in new[] { """[3,"a",{"n":1}]""", """[3,"a",{"n":1}]""", """[3,"b",{"n":2}]""", """[3,"a",{"n":1}]""" })
            Assert.Equal(answer, await _link.PeerReadsAsync());
        Assert.Equal("a b", handler.Handled);
        Assert.Equal([new RpcNotice.Repeated("a"), new RpcNotice.Repeated("a")], handler.Notices);
        _link.PeerCloses();
        await run;
    }

    [Fact]
    public async Task Only_the_latest_answers_are_remembered()
    {
        var handler = new ScriptedHandler();
        foreach (var id in new[] { "a", "b", "c", "b", "a" }) _link.PeerSends($$"""[2,"{{id}}","Heartbeat",{}]""");
        _link.PeerCloses();

        await Session(handler, new() { RememberedAnswers = 2 }).RunAsync(CancellationToken.None);

        Assert.Equal("a b c a", handler.Handled);
    }

    [Fact]
    public async Task A_handler_that_throws_is_answered_with_InternalError_and_the_session_lives()
    {
        var fault = new TimeZoneNotFoundException("secret of the house");
        var handler = new ScriptedHandler((call, _) => call.MessageId is "a" ? throw fault : Task.FromResult(ScriptedHandler.Echo(call)));
        _link.PeerSends("""[2,"a","Heartbeat",{}]""");
        _link.PeerSends("""[2,"b","Heartbeat",{}]""");

        var run = Session(handler).RunAsync(CancellationToken.None);

        Assert.Equal("""[4,"a","InternalError","the call could not be handled",{}]""", await _link.PeerReadsAsync());
        Assert.Equal("""[3,"b",{}]""", await _link.PeerReadsAsync());
        Assert.Equal([new RpcNotice.HandlerFailed("Heartbeat", fault)], handler.Notices);
        _link.PeerCloses();
        await run;
    }

    [Fact]
    public async Task A_response_that_does_not_fit_its_schema_is_answered_with_InternalError()
    {
        var handler = new ScriptedHandler((_, _) => Task.FromResult(Actions.Authorize.Answer(
            new() { IdTagInfo = new() { Status = AuthorizationStatus.Accepted, ParentIdTag = new string('x', 21) } })));
        _link.PeerSends("""[2,"a","Authorize",{"idTag":"T"}]""");
        _link.PeerSends("oops");

        var run = Session(handler).RunAsync(CancellationToken.None);

        Assert.StartsWith("""[4,"a","InternalError",""", await _link.PeerReadsAsync(), StringComparison.Ordinal);
        _link.PeerCloses();
        await run;
    }

    [Fact]
    public async Task Malformed_frames_leave_the_session_alive_and_are_answered_in_order_where_they_may_be()
    {
        var handler = new ScriptedHandler();
        string[] frames = ["not json", "[]", "[9,\"x\",{}]", "[3,\"nobody asked\",{}]", "[4,\"x\"]", "[2,\"a\",\"Heartbeat\",{}]", "[2,\"b\",\"Heartbeat\"]", "[2,\"c\",\"Heartbeat\",{}]"];
        foreach (var frame in frames) _link.PeerSends(frame);

        var session = Session(handler);
        var run = session.RunAsync(CancellationToken.None);

        Assert.Equal("""[3,"a",{}]""", await _link.PeerReadsAsync());
        Assert.Equal("""[4,"b","FormationViolation","must end with one JSON object as payload",{}]""", await _link.PeerReadsAsync());
        Assert.Equal("""[3,"c",{}]""", await _link.PeerReadsAsync());
        Assert.Equal(5, handler.Notices.OfType<RpcNotice.Malformed>().Count());
        Assert.Equal(1, session.UnmatchedAnswers);
        _link.PeerCloses();
        await run;
    }

    [Fact]
    public async Task In_2_0_1_an_unreadable_frame_is_answered_to_minus_one()
    {
        _link.PeerSends("not json");

        var run = new RpcSession(_link, OcppVersion.V201, new ScriptedHandler()).RunAsync(CancellationToken.None);

        Assert.Equal("""[4,"-1","RpcFrameworkError","not JSON",{}]""", await _link.PeerReadsAsync());
        _link.PeerCloses();
        await run;
    }

    [Fact]
    public async Task A_full_queue_stops_the_reading_until_there_is_room()
    {
        var gate = new TaskCompletionSource();
        var handler = new ScriptedHandler(async (call, _) =>
        {
            await gate.Task;
            return ScriptedHandler.Echo(call);
        });
        for (var i = 0; i < 10; i++) _link.PeerSends($$"""[2,"{{i}}","Heartbeat",{}]""");

        // Everything is there before the session starts, so it comes to rest before RunAsync returns.
        var run = Session(handler, new() { IncomingQueue = 2 }).RunAsync(CancellationToken.None);

        Assert.Equal(1 + 2 + 1, _link.Taken);
        gate.SetResult();
        for (var i = 0; i < 10; i++) Assert.Equal($$"""[3,"{{i}}",{}]""", await _link.PeerReadsAsync());
        _link.PeerCloses();
        await run;
    }

    [Fact]
    public async Task Calls_that_were_received_are_handled_though_the_link_has_closed()
    {
        var gate = new TaskCompletionSource();
        var handler = new ScriptedHandler(async (call, token) =>
        {
            await gate.Task.WaitAsync(token);
            return ScriptedHandler.Echo(call);
        });
        _link.PeerSends("""[2,"a","StopTransaction",{}]""");
        _link.PeerSends("""[2,"b","MeterValues",{}]""");
        var run = Session(handler).RunAsync(CancellationToken.None);

        _link.PeerCloses();
        gate.SetResult();
        await run;

        Assert.Equal("a b", handler.Handled);
        Assert.Empty(handler.Notices);
    }

    [Fact]
    public async Task Cancelling_ends_the_handler_and_the_session()
    {
        using var stop = new CancellationTokenSource();
        var handler = new ScriptedHandler(async (_, token) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(token);
            throw new InvalidOperationException("never reached");
        });
        _link.PeerSends("""[2,"a","Heartbeat",{}]""");
        _link.PeerSends("""[2,"b","Heartbeat",{}]""");
        var run = Session(handler).RunAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal("a", handler.Handled);
        Assert.Empty(handler.Notices);
    }

    [Fact]
    public async Task A_bug_in_the_owner_ends_the_session_with_its_exception()
    {
        var broken = new BrokenOwner();
        _link.PeerSends("""[2,"a","Heartbeat",{}]""");

        await Assert.ThrowsAsync<NotSupportedException>(() => new RpcSession(_link, OcppVersion.V16, broken).RunAsync(CancellationToken.None));
    }

    /// <summary>5,000 idle chargers have to fit: a session that waits for its peer is a handful of small objects.</summary>
    [Fact]
    public async Task An_idle_session_is_small()
    {
        var handler = new ScriptedHandler();
        var silent = new SilentLink();
        _ = Session(handler).RunAsync(CancellationToken.None);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var run = new RpcSession(silent, OcppVersion.V16, handler).RunAsync(CancellationToken.None);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 1, 1500);
        silent.Close();
        await run;
    }

    private RpcSession Session(IRpcHandler handler, RpcLimits? limits = null) => new(_link, OcppVersion.V16, handler, limits);

    private sealed class BrokenOwner : IRpcHandler
    {
        public ValueTask<CallAnswer> HandleAsync(Call call, CancellationToken cancellationToken) => throw new InvalidOperationException("handler");

        public void Notice(RpcNotice notice) => throw new NotSupportedException("notice");
    }

    private sealed class SilentLink : IFrameLink
    {
        private readonly TaskCompletionSource<FrameBuffer?> _closed = new();

        public ValueTask<FrameBuffer?> ReceiveAsync(CancellationToken cancellationToken) => new(_closed.Task);

        public ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public void Close() => _closed.SetResult(null);
    }
}
