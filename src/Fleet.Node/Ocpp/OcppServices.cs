using Fleet.Cluster.Entities;
using Fleet.Node.Settings;
using Fleet.Node.Telemetry;

using NodaTime;

namespace Fleet.Node.Ocpp;

/// <summary>What every charger's handler shares.</summary>
internal sealed record OcppServices(
    FleetEntities Entities, SessionTermsLookup Terms, FleetSettings Settings, FleetMetrics Metrics, OcppLog Log, IClock Clock, TimeProvider Time);
