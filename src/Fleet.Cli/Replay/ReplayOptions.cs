namespace Fleet.Cli.Replay;

/// <summary>What a replay was asked to do.</summary>
/// <param name="File">The sessions file.</param>
/// <param name="Ocpp">The node's OCPP endpoint, without the charger's identity.</param>
/// <param name="Api">The node's HTTP port.</param>
/// <param name="Speed">Seconds of the file in a second of the wall clock; null: as fast as the node answers.</param>
/// <param name="Limit">Rows to read; null: all.</param>
/// <param name="Parallel">The most chargers that are connected at once.</param>
internal sealed record ReplayOptions(string File, Uri Ocpp, Uri Api, decimal? Speed, int? Limit, int Parallel);
