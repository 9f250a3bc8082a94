using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Hosting.SBR;
using Akka.Event;
using Akka.Hosting;
using Akka.Remote.Hosting;

using Fleet.Cluster.Database;
using Fleet.Cluster.Entities;
using Fleet.Cluster.Gateways;
using Fleet.Cluster.Journal;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Ledger.Statements;
using Fleet.Cluster.Projections;
using Fleet.Cluster.ReferenceData;
using Fleet.Cluster.Serialization;
using Fleet.Cluster.Watching;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

using NodaTime;

namespace Fleet.Cluster;

/// <summary>Composes the cluster's parts. One node is a cluster of one: the same code, no special mode.</summary>
public static class FleetClusterSetup
{
    /// <summary>The actor system's name, and so part of every node's address.</summary>
    public const string SystemName = "fleet";

    private const string Role = "fleet";

    /// <summary>Adds entities, journal, projections and gateways to a node.</summary>
    /// <param name="services">The node.</param>
    /// <param name="cluster">Where it is in the cluster.</param>
    /// <param name="database">Where it writes.</param>
    /// <param name="sweep">When silence is noticed.</param>
    /// <param name="invoicePrefix">What stands before the sequence in an invoice's number.</param>
    public static IServiceCollection AddFleetCluster(this IServiceCollection services, ClusterSettings cluster, FleetDatabase database, SweepSettings sweep, string invoicePrefix)
    {
        services.AddSingleton(database);
        services.AddSingleton(sweep);
        services.AddSingleton(TimeProvider.System);
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        services.AddSingleton<ReferenceStore>();
        services.AddSingleton<Decommissioning>();
        services.AddSingleton<FleetEntities>();
        services.AddSingleton<MeterSwaps>();
        services.AddSingleton<ConnectedChargers>();
        services.AddSingleton<ChargerCalls>();
        services.AddSingleton<FleetQueries>();
        services.AddSingleton<JournalReader>();
        services.AddSingleton<LedgerQueries>();
        services.AddSingleton<LedgerVerifier>();
        services.AddSingleton<SiteStatements>();
        services.AddSingleton<LedgerErasure>();
        services.AddSingleton<PromotionSpending>();
        services.AddSingleton<SessionJournal>();
        services.AddSingleton(provider => new ReadTables(
            database, sweep.Policy, new LedgerTerms(provider.GetRequiredService<IClock>(), invoicePrefix), provider.GetRequiredService<JournalReader>().ReadAsync));
        services.AddSingleton<ProjectionLagReader>();
        services.AddSingleton<DueRows>();
        services.AddSingleton(provider => new ViewRebuild(
            database, sweep.Policy, provider.GetRequiredService<JournalReader>(), provider.GetRequiredService<ReadTables>(), provider.GetRequiredService<ActorSystem>()));
        return services.AddAkka(SystemName, (builder, provider) => builder
            .AddHocon(Settings, HoconAddMode.Prepend)
            .ConfigureLoggers(logging =>
            {
                logging.LogLevel = LogLevel.WarningLevel;
                logging.ClearLoggers();
                logging.AddLoggerFactory();
            })
            .WithFleetSerialization()
            .WithFleetJournal(database)
            .WithRemoting(new RemoteOptions { HostName = cluster.Hostname, Port = cluster.Port })
            .WithClustering(new ClusterOptions
            {
                Roles = [Role],
                SeedNodes = [.. cluster.SeedNodes.Select(seed => $"akka.tcp://{SystemName}@{seed}")],
                SplitBrainResolver = SplitBrainResolverOption.Default,
            })
            .WithChargingRegion(Role, provider.GetRequiredService<IClock>())
            .WithProjector(Role)
            .WithSweeper(Role)
            .StartActors((system, _) => system.ActorOf<LostCommands>(LostCommands.Name))
            .StartActors((system, _) => system.ActorOf(
                Props.Create(() => new Gateway(provider.GetRequiredService<ConnectedChargers>(), provider.GetRequiredService<FleetEntities>())), Gateway.Name))
            .AddStartup((system, _) => JoinItself(system, cluster)));
    }

    /// <summary>A node without seeds forms a cluster of its own.</summary>
    private static void JoinItself(ActorSystem system, ClusterSettings cluster)
    {
        if (cluster.SeedNodes.Count > 0)
            return;
        var self = Akka.Cluster.Cluster.Get(system);
        self.Join(self.SelfAddress);
    }

    /// <summary>What differs from Akka's defaults: shutdown has time to hand over, late heartbeats of a busy node are forgiven, shards move by the newer algorithm.</summary>
    private const string Settings =
        """
        akka {
          actor.serialization-settings.primitive.use-legacy-behavior = off
          cluster {
            failure-detector.acceptable-heartbeat-pause = 10s
            sharding {
              handoff-timeout = 50s
              distributed-data.durable.keys = []
              least-shard-allocation-strategy { rebalance-absolute-limit = 20, rebalance-relative-limit = 0.1 }
            }
          }
          coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 60s
        }
        """;
}
