using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16;
using Fleet.Ocpp.V16.Messages;

namespace Fleet.Simulator.ChargePoints;

/// <summary>Answers the central system's calls. What a call makes the charger do follows when the answer is out: a restart would cut it off.</summary>
internal sealed class CommandHandler(
    IFrameLink link, ConnectorBoard board, ChargerConfiguration configuration, IChargerHardware? hardware, Action<ChargerErrand> run) : IRpcHandler, IFrameLink
{
    /// <summary>Of the call in hand; there is one at a time.</summary>
    private volatile ChargerErrand? _errand;

    /// <inheritdoc/>
    public ValueTask<FrameBuffer?> ReceiveAsync(CancellationToken cancellationToken) => link.ReceiveAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await link.SendAsync(frame, cancellationToken);
        if (frame.Span.StartsWith("[3,"u8) && Interlocked.Exchange(ref _errand, null) is { } errand) run(errand);
    }

    /// <inheritdoc/>
    public ValueTask<CallAnswer> HandleAsync(Call call, CancellationToken cancellationToken)
    {
        var (incoming, fault) = Actions.Table.Read(call, CallDirection.ToChargePoint);
        return ValueTask.FromResult(incoming is null ? CallAnswer.Refuse(fault!) : Answer(incoming));
    }

    /// <inheritdoc/>
    public void Notice(RpcNotice notice)
    {
        // Nothing to log to: a simulated charger's peer shows its own faults.
    }

    private CallAnswer Answer(IncomingCall call) => call.Request switch
    {
        RemoteStartTransactionRequest request => Actions.RemoteStartTransaction.Answer(new() { Status = Said(RemoteStart(request)) }),
        RemoteStopTransactionRequest request => Actions.RemoteStopTransaction.Answer(new() { Status = Said(RemoteStop(request)) }),
        TriggerMessageRequest request => Actions.TriggerMessage.Answer(new() { Status = Trigger(request) }),
        ResetRequest request => Actions.Reset.Answer(Reset(request)),
        ChangeAvailabilityRequest request => Actions.ChangeAvailability.Answer(new() { Status = ChangeAvailability(request) }),
        GetConfigurationRequest request => Actions.GetConfiguration.Answer(configuration.Read(request)),
        ChangeConfigurationRequest request => Actions.ChangeConfiguration.Answer(new() { Status = configuration.Change(request) }),
        DataTransferRequest => Actions.DataTransfer.Answer(new() { Status = DataTransferStatus.UnknownVendorId }),
        _ => new CallAnswer.Error(ErrorCode.NotSupported, $"{call.Action} is not simulated"),
    };

    private static RemoteStartStopStatus Said(bool willTry) => willTry ? RemoteStartStopStatus.Accepted : RemoteStartStopStatus.Rejected;

    private bool RemoteStart(RemoteStartTransactionRequest request)
    {
        if (hardware is null) return false;
        var isFree = request.ConnectorId is { } connector ? board.IsFree(connector) : board.Numbers.Any(board.IsFree);
        return isFree && hardware.TryStart(request.ConnectorId, request.IdTag);
    }

    private bool RemoteStop(RemoteStopTransactionRequest request) =>
        board.Running.FirstOrDefault(transaction => transaction.TransactionId == request.TransactionId) is { } running && hardware?.TryStop(running) == true;

    private TriggerMessageStatus Trigger(TriggerMessageRequest request)
    {
        if (request.ConnectorId > board.Count) return TriggerMessageStatus.Rejected;
        ChargerErrand? errand = request.RequestedMessage switch
        {
            MessageTrigger.BootNotification => new ChargerErrand.Boot(),
            MessageTrigger.Heartbeat => new ChargerErrand.Beat(),
            MessageTrigger.StatusNotification => new ChargerErrand.Statuses(request.ConnectorId),
            MessageTrigger.MeterValues when hardware is not null => new ChargerErrand.Meters(request.ConnectorId),
            MessageTrigger.MeterValues or MessageTrigger.DiagnosticsStatusNotification or MessageTrigger.FirmwareStatusNotification => null,
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.RequestedMessage, "not a trigger of OCPP 1.6"),
        };
        if (errand is null) return TriggerMessageStatus.NotImplemented;
        _errand = errand;
        return TriggerMessageStatus.Accepted;
    }

    private ResetResponse Reset(ResetRequest request)
    {
        _errand = new ChargerErrand.Restart(request.Type == ResetType.Hard ? StopReason.HardReset : StopReason.SoftReset);
        return new() { Status = ResetStatus.Accepted };
    }

    private AvailabilityStatus ChangeAvailability(ChangeAvailabilityRequest request)
    {
        if (request.ConnectorId > board.Count) return AvailabilityStatus.Rejected;
        var isScheduled = board.SetOperative(request.ConnectorId, request.Type == AvailabilityType.Operative);
        _errand = new ChargerErrand.Statuses(request.ConnectorId == 0 ? null : request.ConnectorId);
        return isScheduled ? AvailabilityStatus.Scheduled : AvailabilityStatus.Accepted;
    }
}
