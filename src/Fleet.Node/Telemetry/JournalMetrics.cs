using System.Data.Common;
using System.Diagnostics.Metrics;

using Fleet.Cluster.Entities;
using Fleet.Cluster.Projections;

namespace Fleet.Node.Telemetry;

/// <summary>What the node measures of the journal and the read tables. The lag is asked for every few seconds, so that nobody who scrapes waits for the database.</summary>
internal sealed partial class JournalMetrics : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private readonly ProjectionLagReader _reader;
    private readonly ILogger<JournalMetrics> _log;
    private ProjectionLag? _lag;

    public JournalMetrics(IMeterFactory meters, FleetEntities entities, ProjectionLagReader reader, ILogger<JournalMetrics> log)
    {
        (_reader, _log) = (reader, log);
        var meter = meters.Create(FleetMetrics.MeterName);
        meter.CreateObservableGauge("fleet.journal.projection.lag", () => Lag(lag => lag.Events), "{event}", "Events in the journal that are not in the read tables yet, gaps counted.");
        meter.CreateObservableGauge(
            "fleet.journal.projection.delay", () => Lag(lag => lag.Delay.TotalSeconds), "s", "How long the oldest of them has been in the journal.");
        meter.CreateObservableUpDownCounter("fleet.cluster.commands.active", () => entities.InFlight, "{command}", "Commands to entities under way from this node.");
        meter.CreateObservableUpDownCounter("fleet.cluster.commands.waiting", () => entities.Waiting, "{command}", "Commands that wait for a place.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace);
        do
        {
            try
            {
                _lag = await _reader.ReadAsync();
            }
            catch (Exception failure) when (failure is DbException or TimeoutException or InvalidOperationException)
            {
                NotRead(_log, failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Measurement<T>[] Lag<T>(Func<ProjectionLag, T> value)
        where T : struct => _lag is { } lag ? [new Measurement<T>(value(lag))] : [];

    [LoggerMessage(200, LogLevel.Warning, "The lag of the read tables cannot be read: {Reason}")]
    private static partial void NotRead(ILogger logger, string reason);
}
