using System.Net.WebSockets;
using System.Threading.Channels;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;
using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.Clocks;
using NodaTime;

namespace Fleet.Simulator.ChargePoints;

/// <summary>
/// One charger that speaks OCPP 1.6J: it connects, boots, beats, answers the central system, and delivers what it tells of its
/// transactions in order and until answered (OCPP 1.6 3.7), whatever happens to the link. All times are given by the caller, by the
/// charger's clock; members may be called from any thread, also while there is no link.
/// </summary>
public sealed class ChargePointClient
{
    private readonly ChargePointOptions _options;
    private readonly IChargerHardware? _hardware;
    private readonly ConnectorBoard _board;
    private readonly ChargerConfiguration _configuration;
    private readonly TransactionQueue _queue;
    private readonly Backoff _backoff;
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<ChargerErrand> _errands =
        Channel.CreateBounded<ChargerErrand>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private volatile RpcSession? _session;
    private volatile TaskCompletionSource? _offline;
    private volatile Action? _cut;
    private bool _hasBooted;
    private long _links;

    /// <summary>A charger that is not yet connected.</summary>
    /// <param name="options">How it connects and behaves.</param>
    /// <param name="hardware">What stands behind it; null = remote start and stop are refused.</param>
    public ChargePointClient(ChargePointOptions options, IChargerHardware? hardware = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _hardware) = (options, hardware);
        _board = new(options.Connectors, options.Clock ?? ChargerClock.Real(options.RealTime));
        _configuration = new(options);
        _queue = new(options);
        _backoff = new(options);
    }

    /// <summary>The charger's identity.</summary>
    public string Id => _options.Id;

    /// <summary>Completes when the central system has accepted the charger for the first time.</summary>
    public Task Accepted => _accepted.Task;

    /// <summary>How many times a link has been opened.</summary>
    public long Links => Interlocked.Read(ref _links);

    /// <summary>Whether the charger may send now.</summary>
    public bool IsOnline => _session is not null;

    /// <summary>Why the latest attempt to connect failed, in words; null when it did not.</summary>
    public string? ConnectionFailure { get; private set; }

    /// <summary>Keeps the charger connected until cancelled, then says goodbye. Call it once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (_offline is { } offline) await offline.Task.WaitAsync(cancellationToken);
                var (socket, failure) = await CentralSystemConnection.OpenAsync(_options.CentralSystem, Id, _options.Password, cancellationToken);
                ConnectionFailure = failure;
                if (socket is not null)
                {
                    using (socket) await ServeAsync(socket, cancellationToken);
                }

                await Task.Delay(_backoff.Next(), _options.RealTime, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being cancelled is how it ends.
        }
    }

    /// <summary>Loses the link without a goodbye and stays away until <see cref="GoOnline"/>; what it has to tell of its transactions waits.</summary>
    public void GoOffline()
    {
        _offline ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cut?.Invoke();
    }

    /// <summary>Connects again, and delivers what waited.</summary>
    public void GoOnline()
    {
        var offline = _offline;
        _offline = null;
        offline?.TrySetResult();
    }

    /// <summary>May this token charge (OCPP 1.6 4.1)? Null when no answer came, as when there is no link: a charger decides alone then.</summary>
    public async Task<IdTagInfo?> AuthorizeAsync(string idTag, CancellationToken cancellationToken = default) =>
        await CallAsync(Actions.Authorize, new AuthorizeRequest { IdTag = idTag }, cancellationToken) is CallOutcome.Answered { Response: AuthorizeResponse answer }
            ? answer.IdTagInfo
            : null;

    /// <summary>A connector's status has changed (OCPP 1.6 4.9); without a link it is told when there is one again.</summary>
    public async Task ReportStatusAsync(int connectorId, ChargePointStatus status, Instant at, CancellationToken cancellationToken = default)
    {
        _board.SetStatus(connectorId, status, at);
        await SendStatusesAsync(connectorId, cancellationToken);
    }

    /// <summary>Starts a transaction. Completes when the message has a place in the queue; the answer is <see cref="ChargerTransaction.Started"/>.</summary>
    public async ValueTask<ChargerTransaction> StartAsync(int connectorId, string idTag, long meterStartWh, Instant at, CancellationToken cancellationToken = default)
    {
        var transaction = new ChargerTransaction(connectorId, idTag, meterStartWh, at);
        _board.SetRunning(connectorId, transaction);
        await _queue.AddAsync(new TransactionMessage.Start(transaction, _options.Truth), cancellationToken);
        return transaction;
    }

    /// <summary>Tells a running transaction's readings. Completes when the message has a place in the queue.</summary>
    public ValueTask SendReadingsAsync(ChargerTransaction transaction, IReadOnlyList<MeterValue> readings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return _queue.AddAsync(new TransactionMessage.Readings(transaction.ConnectorId, transaction, readings), cancellationToken);
    }

    /// <summary>Ends a transaction. Completes when the message has a place in the queue; the answer is <see cref="ChargerTransaction.Stopped"/>.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="meterStopWh">Register at the end, Wh.</param>
    /// <param name="at">End by the charger's clock.</param>
    /// <param name="reason">Why it ended; null = not told, which means Local.</param>
    /// <param name="readings">Readings told with the end.</param>
    /// <param name="cancellationToken">Gives up waiting for a place.</param>
    public ValueTask StopAsync(
        ChargerTransaction transaction,
        long meterStopWh,
        Instant at,
        StopReason? reason = null,
        IReadOnlyList<MeterValue>? readings = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (_board.RunningOn(transaction.ConnectorId) == transaction) _board.SetRunning(transaction.ConnectorId, null);
        var request = new StopTransactionRequest
        {
            IdTag = reason is null or StopReason.Local ? transaction.IdTag : null,
            MeterStop = meterStopWh,
            Timestamp = at,
            TransactionId = 0,
            Reason = reason,
            TransactionData = readings,
        };
        return _queue.AddAsync(new TransactionMessage.Stop(Id, transaction, request, _options.Truth), cancellationToken);
    }

    /// <summary>Completes when every transaction-related message added before has been answered or given up.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.AddAsync(new TransactionMessage.Marker(reached), cancellationToken);
        await reached.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Calls the central system with anything, outside the queue. Without a link: <see cref="CallOutcome.Closed"/>.</summary>
    public Task<CallOutcome> CallAsync(OcppAction action, object request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        return _session is { } session ? CallAsync(session, action, request, cancellationToken) : Task.FromResult<CallOutcome>(new CallOutcome.Closed());
    }

    private async Task<CallOutcome> CallAsync(RpcSession session, OcppAction action, object request, CancellationToken cancellationToken)
    {
        var asked = _options.RealTime.GetTimestamp();
        var outcome = await session.CallAsync(action, request, _options.AnswerTimeout, cancellationToken);
        if (outcome is CallOutcome.Answered) _options.Statistics.RecordAnswered(action.Name, _options.RealTime.GetElapsedTime(asked));
        else _options.Statistics.RecordFailed(action.Name);
        return outcome;
    }

    /// <summary>Works on one link until it is lost, the charger restarts or <paramref name="cancellationToken"/> says so.</summary>
    private async Task ServeAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _links);
        using var link = new WebSocketLink(socket);
        _cut = socket.Abort;
        if (_offline is not null) socket.Abort();
        IFrameLink frames = _options.Faults is { } faults ? new FaultyLink(link, socket.Abort, faults) : link;
        var handler = new CommandHandler(frames, _board, _configuration, _hardware, errand => _errands.Writer.TryWrite(errand));
        var session = new RpcSession(handler, OcppVersion.V16, handler, clock: _options.RealTime);
        using var over = new CancellationTokenSource();
        using var leaving = cancellationToken.Register(over.Cancel);
        var reading = session.RunAsync(CancellationToken.None);
        try
        {
            var working = WorkAsync(session, over.Token);
            await Task.WhenAny(reading, working);
            _session = null;
            await over.CancelAsync();
            await EndOf(working);
        }
        finally
        {
            (_session, _cut) = (null, null);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), _options.RealTime);
            using var impatience = patience.Token.Register(socket.Abort);
            await link.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
            await reading;
        }
    }

    private static async Task EndOf(Task working)
    {
        try
        {
            await working;
        }
        catch (OperationCanceledException)
        {
            // The link is over, which is why it was cancelled.
        }
    }

    /// <summary>Boots if need be, tells the statuses, then works until a restart is asked for or something fails.</summary>
    private async Task WorkAsync(RpcSession session, CancellationToken cancellationToken)
    {
        while (!_hasBooted) await BootAsync(session, cancellationToken);
        _session = session;
        _backoff.Reset();
        _accepted.TrySetResult();
        await SendStatusesAsync(null, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] work =
        [
            BeatAsync(over.Token),
            _queue.PumpAsync((action, request, token) => CallAsync(session, action, request, token), over.Token),
            RunErrandsAsync(session, over.Token),
        ];
        await Task.WhenAny(work);
        await over.CancelAsync();
        await EndOf(Task.WhenAll(work));
    }

    /// <summary>One BootNotification and, unless accepted, the wait that the answer asks for (OCPP 1.6 4.2).</summary>
    private async Task BootAsync(RpcSession session, CancellationToken cancellationToken)
    {
        var outcome = await CallAsync(session, Actions.BootNotification, _options.BootRequest, cancellationToken);
        if (outcome is CallOutcome.Answered { Response: BootNotificationResponse answer })
        {
            _hasBooted = answer.Status == RegistrationStatus.Accepted;
            if (_hasBooted) _configuration.SetHeartbeatInterval(answer.Interval);
            else await Task.Delay(answer.Interval > 0 ? TimeSpan.FromSeconds(answer.Interval) : _backoff.Next(), _options.RealTime, cancellationToken);
            return;
        }

        await Task.Delay(_backoff.Next(), _options.RealTime, cancellationToken);
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(_configuration.HeartbeatInterval, _options.RealTime, cancellationToken);
            await CallAsync(Actions.Heartbeat, new HeartbeatRequest(), cancellationToken);
        }
    }

    private async Task SendStatusesAsync(int? connectorId, CancellationToken cancellationToken)
    {
        foreach (var number in connectorId is { } one ? [one] : _board.Numbers)
        {
            await CallAsync(Actions.StatusNotification, _board.Report(number), cancellationToken);
        }
    }

    /// <summary>Returns when the charger has to restart.</summary>
    private async Task RunErrandsAsync(RpcSession session, CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (await _errands.Reader.ReadAsync(cancellationToken))
            {
                case ChargerErrand.Boot:
                    await BootAsync(session, cancellationToken);
                    break;
                case ChargerErrand.Beat:
                    await CallAsync(Actions.Heartbeat, new HeartbeatRequest(), cancellationToken);
                    break;
                case ChargerErrand.Statuses statuses:
                    await SendStatusesAsync(statuses.ConnectorId, cancellationToken);
                    break;
                case ChargerErrand.Meters meters:
                    await SendMetersAsync(meters.ConnectorId, cancellationToken);
                    break;
                case ChargerErrand.Restart restart:
                    _hardware?.Restart(restart.Reason);
                    _hasBooted = false;
                    return;
            }
        }
    }

    private async Task SendMetersAsync(int? connectorId, CancellationToken cancellationToken)
    {
        foreach (var number in connectorId is { } one ? [one] : _board.Numbers)
        {
            if (_hardware?.ReadMeter(number) is not { } reading) continue;
            await _queue.AddAsync(new TransactionMessage.Readings(number, _board.RunningOn(number), [reading]), cancellationToken);
        }
    }
}
