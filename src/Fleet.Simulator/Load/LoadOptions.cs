namespace Fleet.Simulator.Load;

/// <summary>A load of chargers that do sessions as fast as they are answered.</summary>
public sealed record LoadOptions
{
    /// <summary>The central system without the identity, such as <c>ws://localhost:9000/ocpp</c>.</summary>
    public required Uri CentralSystem { get; init; }

    /// <summary>How many chargers.</summary>
    public int Chargers { get; init; } = 100;

    /// <summary>For how long sessions go on; running ones are then stopped.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>MeterValues in a session.</summary>
    public int ReadingsPerSession { get; init; } = 20;

    /// <summary>Identities are this and a number.</summary>
    public string IdPrefix { get; init; } = "LOAD";

    /// <summary>How long a call waits for its answer; the link is then dropped.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Chargers that connect at the same time.</summary>
    public int ConnectingAtOnce { get; init; } = 32;
}
