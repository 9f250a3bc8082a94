using Akka;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Streams;
using Akka.Streams.Dsl;

using Fleet.Cluster.Journal;

namespace Fleet.Cluster.Projections;

/// <summary>
/// The one reader of the whole journal, a cluster singleton: it keeps the read tables, in batches of 500 events or 50 ms. After any failure it begins again at the offset that
/// stands in the tables.
/// </summary>
internal sealed class Projector(JournalReader journal, ReadTables tables) : ReceiveActor
{
    private const int BatchSize = 500;
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(50);
    private static readonly RestartSettings Restart = RestartSettings.Create(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), 0.2);

    private readonly IMaterializer _materializer = Context.Materializer();

    protected override void PreStart() => RestartSource
        .WithBackoff(Project, Restart)
        .To(Sink.Ignore<long>())
        .Run(_materializer);

    private Source<long, NotUsed> Project() => Source
        .FromTask(tables.ReadOffsetAsync())
        .ConcatMany(offset => journal
            .EventsAfter(offset)
            .GroupedWithin(BatchSize, BatchTime)
            .Select(batch => batch.ToList())
            .ScanAsync(offset, (from, batch) => tables.ApplyAsync(batch, from)));
}

/// <summary>Adds the projector to a cluster.</summary>
internal static class ProjectorSetup
{
    public static AkkaConfigurationBuilder WithProjector(this AkkaConfigurationBuilder builder, string role) => builder.WithSingleton<Projector>(
        "projector", (_, _, resolver) => resolver.Props<Projector>(), new ClusterSingletonOptions { Role = role }, createProxyToo: false);
}
