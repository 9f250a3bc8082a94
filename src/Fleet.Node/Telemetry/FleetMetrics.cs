using System.Diagnostics.Metrics;

using Fleet.Cluster.Gateways;
using Fleet.Ocpp.Rpc;

namespace Fleet.Node.Telemetry;

/// <summary>What the node measures of itself. No series carries the id of a charger, driver or session.</summary>
internal sealed class FleetMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Fleet";

    private readonly Histogram<double> _calls;
    private readonly Counter<long> _handshakes;

    public FleetMetrics(IMeterFactory meters, ConnectedChargers chargers)
    {
        var meter = meters.Create(MeterName);
        _calls = meter.CreateHistogram<double>("fleet.ocpp.call.duration", "s", "Calls of chargers, from the frame to the durable answer.");
        _handshakes = meter.CreateCounter<long>("fleet.ocpp.handshakes", "{handshake}", "Handshakes of chargers, by result.");
        meter.CreateObservableUpDownCounter("fleet.ocpp.connections", () => chargers.Count, "{charger}", "Chargers connected to this node.");
    }

    /// <summary>A charger's call was answered.</summary>
    /// <param name="action">The action; null when it is unknown.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="duration">From the frame to the answer.</param>
    public void Called(string? action, CallAnswer answer, TimeSpan duration) => _calls.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>("action", action ?? "unknown"),
        new KeyValuePair<string, object?>("result", answer is CallAnswer.Error error ? error.Code.ToString() : "ok"));

    /// <summary>A charger knocked.</summary>
    /// <param name="result">What became of it.</param>
    public void Knocked(string result) => _handshakes.Add(1, new KeyValuePair<string, object?>("result", result));
}
