using Fleet.Domain;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;
using Fleet.Domain.Metering;
using Fleet.Ocpp.V16.Messages;

using NodaTime;

namespace Fleet.Ocpp.V16;

/// <summary>OCPP 1.6 messages as the domain's words. Values become whole units here, and nowhere else.</summary>
public static class Translation
{
    /// <summary>The description in a boot.</summary>
    public static ChargerDescription ToDomain(BootNotificationRequest boot)
    {
        ArgumentNullException.ThrowIfNull(boot);
        return new ChargerDescription(
            boot.ChargePointVendor,
            boot.ChargePointModel,
            boot.ChargePointSerialNumber ?? boot.ChargeBoxSerialNumber,
            boot.FirmwareVersion,
            boot.Iccid,
            boot.Imsi,
            boot.MeterType,
            boot.MeterSerialNumber);
    }

    /// <summary>The report in a status; without a time of its own it counts from <paramref name="arrivedAt"/>.</summary>
    public static ConnectorReport ToDomain(StatusNotificationRequest status, Instant arrivedAt)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new ConnectorReport(
            EvseConnector.OfConnector(status.ConnectorId),
            ToDomain(status.Status),
            status.ErrorCode.ToString(),
            status.Timestamp ?? arrivedAt,
            status.Info,
            status.VendorId,
            status.VendorErrorCode);
    }

    /// <summary>The stop of a transaction. A negative register is none (some stations send -1).</summary>
    public static TransactionStop ToDomain(StopTransactionRequest stop)
    {
        ArgumentNullException.ThrowIfNull(stop);
        return new TransactionStop(
            stop.Timestamp,
            stop.MeterStop < 0 ? null : new EnergyWh(stop.MeterStop),
            ToDomain(stop.Reason ?? Messages.StopReason.Local),
            string.IsNullOrEmpty(stop.IdTag) ? null : new IdToken(stop.IdTag),
            ToDomain(stop.TransactionData ?? []));
    }

    /// <summary>Meter values, one reading for each timestamp.</summary>
    public static ValueList<Reading> ToDomain(IReadOnlyList<MeterValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var readings = new Reading[values.Count];
        for (var i = 0; i < readings.Length; i++)
            readings[i] = SampleTranslation.ToReading(values[i]);
        return ValueList.Create(readings);
    }

    /// <summary>What OCPP calls the state of a token.</summary>
    public static AuthorizationStatus ToOcpp(TokenStatus status) => status switch
    {
        TokenStatus.Accepted => AuthorizationStatus.Accepted,
        TokenStatus.Blocked => AuthorizationStatus.Blocked,
        TokenStatus.Expired => AuthorizationStatus.Expired,
        TokenStatus.Invalid => AuthorizationStatus.Invalid,
        TokenStatus.ConcurrentTx => AuthorizationStatus.ConcurrentTx,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "no state of a token"),
    };

    private static ConnectorStatus ToDomain(ChargePointStatus status) => status switch
    {
        ChargePointStatus.Available => ConnectorStatus.Available,
        ChargePointStatus.Preparing => ConnectorStatus.Preparing,
        ChargePointStatus.Charging => ConnectorStatus.Charging,
        ChargePointStatus.SuspendedEVSE => ConnectorStatus.SuspendedEVSE,
        ChargePointStatus.SuspendedEV => ConnectorStatus.SuspendedEV,
        ChargePointStatus.Finishing => ConnectorStatus.Finishing,
        ChargePointStatus.Reserved => ConnectorStatus.Reserved,
        ChargePointStatus.Unavailable => ConnectorStatus.Unavailable,
        ChargePointStatus.Faulted => ConnectorStatus.Faulted,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "no status of a connector"),
    };

    private static Domain.Charging.StopReason ToDomain(Messages.StopReason reason) => reason switch
    {
        Messages.StopReason.EmergencyStop => Domain.Charging.StopReason.EmergencyStop,
        Messages.StopReason.EVDisconnected => Domain.Charging.StopReason.EVDisconnected,
        Messages.StopReason.HardReset => Domain.Charging.StopReason.HardReset,
        Messages.StopReason.Local => Domain.Charging.StopReason.Local,
        Messages.StopReason.Other => Domain.Charging.StopReason.Other,
        Messages.StopReason.PowerLoss => Domain.Charging.StopReason.PowerLoss,
        Messages.StopReason.Reboot => Domain.Charging.StopReason.Reboot,
        Messages.StopReason.Remote => Domain.Charging.StopReason.Remote,
        Messages.StopReason.SoftReset => Domain.Charging.StopReason.SoftReset,
        Messages.StopReason.UnlockCommand => Domain.Charging.StopReason.UnlockCommand,
        Messages.StopReason.DeAuthorized => Domain.Charging.StopReason.DeAuthorized,
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "no reason of a stop"),
    };
}
