using Fleet.Ocpp.V16.Messages;
using Fleet.Simulator.Clocks;
using Fleet.Simulator.Measuring;

namespace Fleet.Simulator.ChargePoints;

/// <summary>How one simulated charger connects and behaves.</summary>
public sealed record ChargePointOptions
{
    /// <summary>The charger's OCPP identity; percent-encoded in the URL.</summary>
    public required string Id { get; init; }

    /// <summary>The central system without the identity, such as <c>ws://localhost:9000/ocpp</c>.</summary>
    public required Uri CentralSystem { get; init; }

    /// <summary>Password of HTTP Basic authentication (OCPP-J 1.6 6.2), the user being <see cref="Id"/>; null = none.</summary>
    public string? Password { get; init; }

    /// <summary>How many connectors it has, numbered from 1.</summary>
    public int Connectors
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>Vendor told at boot, at most 20 characters.</summary>
    public string Vendor { get; init; } = "Fleet";

    /// <summary>Model told at boot, at most 20 characters.</summary>
    public string Model { get; init; } = "Simulator";

    /// <summary>The charger's clock, for what it tells by itself; null = real time.</summary>
    public ChargerClock? Clock { get; init; }

    /// <summary>Drives time-outs, back-off and heartbeats.</summary>
    public TimeProvider RealTime { get; init; } = TimeProvider.System;

    /// <summary>How long a call waits for its answer.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Greatest wait before the first attempt to reconnect; doubles with each further one.</summary>
    public TimeSpan FirstReconnect { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Greatest wait before an attempt to reconnect.</summary>
    public TimeSpan LongestReconnect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Seed of the jitter; chargers with different ids differ all the same.</summary>
    public int Seed { get; init; }

    /// <summary>Transaction-related messages that may wait; whoever adds one more waits too.</summary>
    public int QueueLimit { get; init; } = 1000;

    /// <summary>How often a transaction-related message that is refused with CALLERROR is sent before it is given up (<c>TransactionMessageAttempts</c>, OCPP 1.6 9.1.27).</summary>
    public int TransactionMessageAttempts { get; init; } = 5;

    /// <summary>Wait after the first refusal, twice as long after the second and so on (<c>TransactionMessageRetryInterval</c>, OCPP 1.6 9.1.28).</summary>
    public TimeSpan TransactionMessageRetryInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Where finished transactions are written; share one among chargers to have one list.</summary>
    public GroundTruth Truth { get; init; } = new();

    /// <summary>Where calls are counted; share one among chargers to have one count.</summary>
    public CallStatistics Statistics { get; init; } = new();

    /// <summary>Faults of the link; null = none.</summary>
    public ILinkFaults? Faults { get; init; }

    /// <summary>What it says of itself at boot; a long identity is cut to fit as serial number.</summary>
    internal BootNotificationRequest BootRequest => new()
    {
        ChargePointVendor = Vendor,
        ChargePointModel = Model,
        ChargePointSerialNumber = Id.Length <= 25 ? Id : Id[..25],
        FirmwareVersion = "1.0",
    };
}
