using Akka.Actor;
using Akka.Cluster;

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Fleet.Node.Telemetry;

/// <summary>Ready when this node is a member of the cluster that may own entities.</summary>
internal sealed class ClusterHealth(ActorSystem system) : IHealthCheck
{
    /// <summary>The tag of checks that say whether traffic may come.</summary>
    public const string Ready = "ready";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = Akka.Cluster.Cluster.Get(system).SelfMember.Status;
        return Task.FromResult(status == MemberStatus.Up
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"this node is {status} in the cluster"));
    }
}
