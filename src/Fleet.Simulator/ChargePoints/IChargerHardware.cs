using Fleet.Ocpp.V16.Messages;

namespace Fleet.Simulator.ChargePoints;

/// <summary>
/// What stands behind a charger's connection: connectors, cars and meters. Called while a call of the central system is being
/// answered, so nothing here may wait for a call of the charger's own.
/// </summary>
public interface IChargerHardware
{
    /// <summary>The central system wants a transaction (OCPP 1.6 5.11); true = it will be tried.</summary>
    /// <param name="connectorId">Connector; null = the charger's choice.</param>
    /// <param name="idTag">Whose.</param>
    bool TryStart(int? connectorId, string idTag);

    /// <summary>The central system wants a running transaction ended (OCPP 1.6 5.12); true = it will be tried.</summary>
    bool TryStop(ChargerTransaction transaction);

    /// <summary>What the connector's meter shows now; null when it cannot be read.</summary>
    MeterValue? ReadMeter(int connectorId);

    /// <summary>The charger is about to restart (OCPP 1.6 5.14): the running transactions are to be stopped with this reason.</summary>
    void Restart(StopReason reason);
}
