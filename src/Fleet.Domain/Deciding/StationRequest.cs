using Fleet.Domain.Identity;

namespace Fleet.Domain.Deciding;

/// <summary>What an entity asks of the gateway that holds a charger's socket; the gateway says it in the charger's own version of OCPP.</summary>
/// <param name="Charger">The charger.</param>
/// <param name="Node">The node that holds its socket, as Akka writes it.</param>
public abstract record StationRequest(ChargerId Charger, string Node);
