using System.Text.Json;
using Fleet.Ocpp.Framing;
using Fleet.Ocpp.Rpc;
using Fleet.Ocpp.V16.Messages;
using Fleet.Ocpp.Validation;

namespace Fleet.Ocpp.V16;

/// <summary>The operations of OCPP 1.6 that Fleet speaks.</summary>
public static class Actions
{
    private static readonly JsonSerializerOptions Contracts = Contract.WithLimits(MessagesJson.Default);

    /// <summary>BootNotification.</summary>
    public static OcppAction<BootNotificationRequest, BootNotificationResponse> BootNotification { get; } = new("BootNotification", CallDirection.FromChargePoint, Contracts);

    /// <summary>Heartbeat.</summary>
    public static OcppAction<HeartbeatRequest, HeartbeatResponse> Heartbeat { get; } = new("Heartbeat", CallDirection.FromChargePoint, Contracts);

    /// <summary>StatusNotification.</summary>
    public static OcppAction<StatusNotificationRequest, StatusNotificationResponse> StatusNotification { get; } = new("StatusNotification", CallDirection.FromChargePoint, Contracts);

    /// <summary>Authorize.</summary>
    public static OcppAction<AuthorizeRequest, AuthorizeResponse> Authorize { get; } = new("Authorize", CallDirection.FromChargePoint, Contracts);

    /// <summary>StartTransaction.</summary>
    public static OcppAction<StartTransactionRequest, StartTransactionResponse> StartTransaction { get; } = new("StartTransaction", CallDirection.FromChargePoint, Contracts);

    /// <summary>MeterValues.</summary>
    public static OcppAction<MeterValuesRequest, MeterValuesResponse> MeterValues { get; } = new("MeterValues", CallDirection.FromChargePoint, Contracts);

    /// <summary>StopTransaction.</summary>
    public static OcppAction<StopTransactionRequest, StopTransactionResponse> StopTransaction { get; } = new("StopTransaction", CallDirection.FromChargePoint, Contracts);

    /// <summary>DataTransfer.</summary>
    public static OcppAction<DataTransferRequest, DataTransferResponse> DataTransfer { get; } = new("DataTransfer", CallDirection.Both, Contracts);

    /// <summary>RemoteStartTransaction.</summary>
    public static OcppAction<RemoteStartTransactionRequest, RemoteStartTransactionResponse> RemoteStartTransaction { get; } = new("RemoteStartTransaction", CallDirection.ToChargePoint, Contracts);

    /// <summary>RemoteStopTransaction.</summary>
    public static OcppAction<RemoteStopTransactionRequest, RemoteStopTransactionResponse> RemoteStopTransaction { get; } = new("RemoteStopTransaction", CallDirection.ToChargePoint, Contracts);

    /// <summary>TriggerMessage.</summary>
    public static OcppAction<TriggerMessageRequest, TriggerMessageResponse> TriggerMessage { get; } = new("TriggerMessage", CallDirection.ToChargePoint, Contracts);

    /// <summary>Reset.</summary>
    public static OcppAction<ResetRequest, ResetResponse> Reset { get; } = new("Reset", CallDirection.ToChargePoint, Contracts);

    /// <summary>ChangeAvailability.</summary>
    public static OcppAction<ChangeAvailabilityRequest, ChangeAvailabilityResponse> ChangeAvailability { get; } = new("ChangeAvailability", CallDirection.ToChargePoint, Contracts);

    /// <summary>GetConfiguration.</summary>
    public static OcppAction<GetConfigurationRequest, GetConfigurationResponse> GetConfiguration { get; } = new("GetConfiguration", CallDirection.ToChargePoint, Contracts);

    /// <summary>ChangeConfiguration.</summary>
    public static OcppAction<ChangeConfigurationRequest, ChangeConfigurationResponse> ChangeConfiguration { get; } = new("ChangeConfiguration", CallDirection.ToChargePoint, Contracts);

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
