using Fleet.Ocpp.V16.Messages;

namespace Fleet.Simulator.ChargePoints;

/// <summary>Something that the central system asked the charger to do after it has answered.</summary>
internal abstract record ChargerErrand
{
    /// <summary>Send BootNotification.</summary>
    public sealed record Boot : ChargerErrand;

    /// <summary>Send Heartbeat.</summary>
    public sealed record Beat : ChargerErrand;

    /// <summary>Send the status of a connector, or of all.</summary>
    public sealed record Statuses(int? ConnectorId) : ChargerErrand;

    /// <summary>Send the meter of a connector, or of all.</summary>
    public sealed record Meters(int? ConnectorId) : ChargerErrand;

    /// <summary>Stop what runs, then start over.</summary>
    public sealed record Restart(StopReason Reason) : ChargerErrand;
}
