using System.Text.Json;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16.Messages;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16;

/// <summary>The operations of OCPP 1.6 that Fleet speaks.</summary>
public static class Actions
{
    private static readonly JsonSerializerOptions s_contracts = Contract.WithLimits(MessagesJson.Default);

    /// <summary>BootNotification.</summary>
    public static OcppAction<BootNotificationRequest, BootNotificationResponse> BootNotification { get; } = new("BootNotification", CallDirection.FromChargePoint, s_contracts);

    /// <summary>Heartbeat.</summary>
    public static OcppAction<HeartbeatRequest, HeartbeatResponse> Heartbeat { get; } = new("Heartbeat", CallDirection.FromChargePoint, s_contracts);

    /// <summary>StatusNotification.</summary>
    public static OcppAction<StatusNotificationRequest, StatusNotificationResponse> StatusNotification { get; } = new("StatusNotification", CallDirection.FromChargePoint, s_contracts);

    /// <summary>Authorize.</summary>
    public static OcppAction<AuthorizeRequest, AuthorizeResponse> Authorize { get; } = new("Authorize", CallDirection.FromChargePoint, s_contracts);

    /// <summary>StartTransaction.</summary>
    public static OcppAction<StartTransactionRequest, StartTransactionResponse> StartTransaction { get; } = new("StartTransaction", CallDirection.FromChargePoint, s_contracts);

    /// <summary>MeterValues.</summary>
    public static OcppAction<MeterValuesRequest, MeterValuesResponse> MeterValues { get; } = new("MeterValues", CallDirection.FromChargePoint, s_contracts);

    /// <summary>StopTransaction.</summary>
    public static OcppAction<StopTransactionRequest, StopTransactionResponse> StopTransaction { get; } = new("StopTransaction", CallDirection.FromChargePoint, s_contracts);

    /// <summary>DataTransfer.</summary>
    public static OcppAction<DataTransferRequest, DataTransferResponse> DataTransfer { get; } = new("DataTransfer", CallDirection.Both, s_contracts);

    /// <summary>RemoteStartTransaction.</summary>
    public static OcppAction<RemoteStartTransactionRequest, RemoteStartTransactionResponse> RemoteStartTransaction { get; } = new("RemoteStartTransaction", CallDirection.ToChargePoint, s_contracts);

    /// <summary>RemoteStopTransaction.</summary>
    public static OcppAction<RemoteStopTransactionRequest, RemoteStopTransactionResponse> RemoteStopTransaction { get; } = new("RemoteStopTransaction", CallDirection.ToChargePoint, s_contracts);

    /// <summary>TriggerMessage.</summary>
    public static OcppAction<TriggerMessageRequest, TriggerMessageResponse> TriggerMessage { get; } = new("TriggerMessage", CallDirection.ToChargePoint, s_contracts);

    /// <summary>Reset.</summary>
    public static OcppAction<ResetRequest, ResetResponse> Reset { get; } = new("Reset", CallDirection.ToChargePoint, s_contracts);

    /// <summary>ChangeAvailability.</summary>
    public static OcppAction<ChangeAvailabilityRequest, ChangeAvailabilityResponse> ChangeAvailability { get; } = new("ChangeAvailability", CallDirection.ToChargePoint, s_contracts);

    /// <summary>GetConfiguration.</summary>
    public static OcppAction<GetConfigurationRequest, GetConfigurationResponse> GetConfiguration { get; } = new("GetConfiguration", CallDirection.ToChargePoint, s_contracts);

    /// <summary>ChangeConfiguration.</summary>
    public static OcppAction<ChangeConfigurationRequest, ChangeConfigurationResponse> ChangeConfiguration { get; } = new("ChangeConfiguration", CallDirection.ToChargePoint, s_contracts);

    /// <summary>All of them.</summary>
    public static ActionTable Table { get; } = new(
        OcppVersion.V16,
        BootNotification,
        Heartbeat,
        StatusNotification,
        Authorize,
        StartTransaction,
        MeterValues,
        StopTransaction,
        DataTransfer,
        RemoteStartTransaction,
        RemoteStopTransaction,
        TriggerMessage,
        Reset,
        ChangeAvailability,
        GetConfiguration,
        ChangeConfiguration);
}
