using NodaTime;

namespace Fleet.Ocpp.V16.Messages;

/// <summary>The charge point is alive (OCPP 1.6 4.6).</summary>
public sealed record HeartbeatRequest;

/// <summary>What time it is (OCPP 1.6 4.6).</summary>
public sealed record HeartbeatResponse
{
    /// <summary>The central system's time.</summary>
    public required Instant CurrentTime { get; init; }
}
