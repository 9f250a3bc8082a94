using Fleet.Simulator.ChargePoints;
using NodaTime;

namespace Fleet.Simulator.Days;

/// <summary>How a day is played.</summary>
public sealed record DayOptions
{
    /// <summary>The central system without the identity, such as <c>ws://localhost:9000/ocpp</c>.</summary>
    public required Uri CentralSystem { get; init; }

    /// <summary>Simulated seconds for each real second; 1440 = a day in a minute.</summary>
    public int Speed { get; init; } = 1440;

    /// <summary>Time between MeterValues, by the chargers' clocks.</summary>
    public Duration MeterInterval { get; init; } = Duration.FromMinutes(15);

    /// <summary>Drives the chargers' clocks, time-outs and back-off.</summary>
    public TimeProvider RealTime { get; init; } = TimeProvider.System;

    /// <summary>Seed of the chargers' jitter.</summary>
    public int Seed { get; init; }

    /// <summary>A charger's password; null = none.</summary>
    public Func<string, string?>? PasswordOf { get; init; }

    /// <summary>Faults of the links; null = none.</summary>
    public ILinkFaults? Faults { get; init; }
}
