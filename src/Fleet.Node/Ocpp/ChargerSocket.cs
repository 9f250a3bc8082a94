using System.Net.WebSockets;
using System.Text;

using Fleet.Cluster.Gateways;
using Fleet.Domain.Identity;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;

namespace Fleet.Node.Ocpp;

/// <summary>A charger's socket on this node: calls from inside the cluster go out through it.</summary>
internal sealed class ChargerSocket : IChargerSocket, IDisposable
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(5);

    private readonly WebSocketLink _link;
    private readonly RpcSession _session;
    private readonly ActionTable _actions;
    private readonly CancellationTokenSource _closed;

    public ChargerSocket(WebSocket socket, ActionTable actions, IRpcHandler handler, OcppServices services, CancellationToken stopping)
    {
        _link = new WebSocketLink(socket, services.Settings.Ocpp.MaxFrameBytes);
        _session = new RpcSession(_link, actions.Version, handler, clock: services.Time);
        _actions = actions;
        _closed = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    }

    /// <inheritdoc/>
    public Guid ConnectionId { get; } = Guid.CreateVersion7();

    /// <summary>Serves the charger until either side closes.</summary>
    public async Task RunAsync()
    {
        var leaving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var asked = _closed.Token.Register(leaving.SetResult);
        using var cut = new CancellationTokenSource();
        var serving = _session.RunAsync(cut.Token);
        await Task.WhenAny(serving, leaving.Task);
        await (serving.IsCompleted ? serving : Task.WhenAll(SayGoodbyeAsync(cut), serving));
    }

    /// <summary>Asks the charger to come again. Only one that does not close within the time is cut off: to stop reading resets the connection, and loses this frame.</summary>
    private async Task SayGoodbyeAsync(CancellationTokenSource cut)
    {
        cut.CancelAfter(CloseTime);
        await _link.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "connect again", cut.Token);
    }

    /// <inheritdoc/>
    public async Task<ChargerAnswer> CallAsync(string action, string payload, TimeSpan timeout)
    {
        if (_actions.Find(action) is not { } known || !known.Direction.HasFlag(CallDirection.ToChargePoint))
            return new ChargerAnswer(CallStatus.Error, ErrorCode: "NotSupported", ErrorDescription: $"{_actions.Version} has no {action} to a charger");
        var (request, fault) = known.ReadRequest(Encoding.UTF8.GetBytes(payload));
        if (request is null)
            return new ChargerAnswer(CallStatus.Error, ErrorCode: _actions.Version.Word(fault!.Code), ErrorDescription: fault.ToString());
        return await _session.CallAsync(known, request, timeout, _closed.Token) switch
        {
            CallOutcome.Answered answered => new ChargerAnswer(CallStatus.Answered, Encoding.UTF8.GetString(answered.Payload.Span)),
            CallOutcome.Unreadable unreadable => new ChargerAnswer(
                CallStatus.Error, ErrorCode: _actions.Version.Word(unreadable.Fault.Code), ErrorDescription: $"the answer does not fit: {unreadable.Fault}"),
            CallOutcome.Refused refused => new ChargerAnswer(CallStatus.Error, ErrorCode: refused.Code, ErrorDescription: refused.Description),
            CallOutcome.TimedOut => new ChargerAnswer(CallStatus.TimedOut, ErrorDescription: $"no answer within {timeout.TotalSeconds:0} s"),
            CallOutcome.Closed => new ChargerAnswer(CallStatus.Offline, ErrorDescription: "the charger went away"),
            CallOutcome.QueueFull => new ChargerAnswer(CallStatus.Error, ErrorCode: "GenericError", ErrorDescription: "too many calls wait for this charger"),
            var other => throw new InvalidOperationException($"a call ended as {other.GetType().Name}"),
        };
    }

    /// <inheritdoc/>
    public Task<ChargerAnswer> RequestReadingsAsync(EvseConnector connector, TimeSpan timeout) =>
        CallAsync(Actions.TriggerMessage.Name, $$"""{"requestedMessage":"MeterValues","connectorId":{{connector.ConnectorId}}}""", timeout);

    /// <inheritdoc/>
    public void Close(string reason) => _closed.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _link.Dispose();
        _closed.Dispose();
    }
}
