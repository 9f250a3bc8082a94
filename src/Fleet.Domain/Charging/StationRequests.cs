using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

namespace Fleet.Domain.Charging;

/// <summary>Send us the readings of a transaction that is silent (OCPP 1.6 5.17 TriggerMessage).</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Node">The node that holds its socket.</param>
/// <param name="Connector">Where it runs.</param>
public sealed record RequestReadings(ChargerId Charger, string Node, EvseConnector Connector) : StationRequest(Charger, Node);

/// <summary>Send a command that waited for the charger, and record its answer.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Node">The node that holds its socket.</param>
/// <param name="Command">The command.</param>
public sealed record DeliverCommand(ChargerId Charger, string Node, QueuedCommand Command) : StationRequest(Charger, Node);
