namespace Fleet.Domain.Identity;

/// <summary>
/// A connector of an EVSE. An OCPP 1.6 charger knows connectors only: connector n is written (n, n). 0 is the charger as a whole.
/// </summary>
/// <param name="EvseId">The EVSE, from 1; 0 for the whole charger.</param>
/// <param name="ConnectorId">The connector of that EVSE, from 1; 0 for the whole EVSE.</param>
public readonly record struct EvseConnector(int EvseId, int ConnectorId)
{
    /// <summary>The charger as a whole.</summary>
    public static readonly EvseConnector WholeCharger;

    /// <summary>Connector <paramref name="connectorId"/> of an OCPP 1.6 charger.</summary>
    public static EvseConnector OfConnector(int connectorId) => new(connectorId, connectorId);

    /// <inheritdoc/>
    public override string ToString() => EvseId == ConnectorId ? $"{ConnectorId}" : $"{EvseId}/{ConnectorId}";
}
