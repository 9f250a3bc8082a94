using Akka;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Persistence.Query;
using Akka.Persistence.Sql.Query;
using Akka.Streams;
using Akka.Streams.Dsl;

using Fleet.Cluster.Database;
using Fleet.Cluster.Journal;

namespace Fleet.Cluster.Projections;

/// <summary>
/// The one reader of the whole journal, a cluster singleton: it keeps the read tables, in batches of 500 events or 50 ms. After any failure it begins again at the offset that
/// stands in the tables.
/// </summary>
internal sealed class Projector : ReceiveActor
{
    private const int BatchSize = 500;
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(50);
    private static readonly RestartSettings Restart = RestartSettings.Create(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), 0.2);

    private readonly SqlReadJournal _journal;
    private readonly ReadTables _tables;
    private readonly IMaterializer _materializer = Context.Materializer();

    public Projector(FleetDatabase database)
    {
        _journal = PersistenceQuery.Get(Context.System).ReadJournalFor<SqlReadJournal>(JournalSetup.QueryPlugin);
        _tables = new ReadTables(database, ReadEventsAsync);
    }

    protected override void PreStart() => RestartSource
        .WithBackoff(Project, Restart)
        .To(Sink.Ignore<long>())
        .Run(_materializer);

    private Source<long, NotUsed> Project() => Source
        .FromTask(_tables.ReadOffsetAsync())
        .ConcatMany(offset => _journal
            .AllEvents(Offset.Sequence(offset))
            .GroupedWithin(BatchSize, BatchTime)
            .Select(batch => batch.ToList())
            .ScanAsync(offset, (from, batch) => _tables.ApplyAsync(batch, from)));

    private async Task<IReadOnlyList<EventEnvelope>> ReadEventsAsync(string persistenceId, long from, long to) =>
        await _journal.CurrentEventsByPersistenceId(persistenceId, from, to).RunWith(Sink.Seq<EventEnvelope>(), _materializer);
}

/// <summary>Adds the projector to a cluster.</summary>
internal static class ProjectorSetup
{
    public static AkkaConfigurationBuilder WithProjector(this AkkaConfigurationBuilder builder, string role, FleetDatabase database) =>
        builder.WithSingleton<Projector>(
            "projector", Props.Create(() => new Projector(database)), new ClusterSingletonOptions { Role = role }, createProxyToo: false);
}
