using Akka.Hosting;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;

using Fleet.Cluster.Database;

namespace Fleet.Cluster.Journal;

/// <summary>The journal: Akka.Persistence.Sql with its default mapping, no tags; snapshots of the long-lived entities beside it.</summary>
internal static class JournalSetup
{
    /// <summary>The id of the plugin that reads the journal.</summary>
    public const string QueryPlugin = "akka.persistence.query.journal.sql";

    /// <summary>Adds the journal in <paramref name="database"/>.</summary>
    public static AkkaConfigurationBuilder WithFleetJournal(this AkkaConfigurationBuilder builder, FleetDatabase database) => builder
        .AddSetup(new DataOptionsSetup(database.JournalOptions))
        .AddHocon(Settings, HoconAddMode.Prepend)
        .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append);

    /// <summary>
    /// The buffer is larger than all commands that can be under way, because a full one kills the entities that wait in it; batches are small enough that one refused row
    /// holds up few others. Gaps in the ordering are waited for longer than any command may take: the reader must never skip one.
    /// </summary>
    private const string Settings =
        """
        akka.persistence {
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              provider-name = "SQLite.MS"
              buffer-size = 50000
              batch-size = 400
              parallelism = 1
              auto-initialize = true
              circuit-breaker { max-failures = 20, call-timeout = 20s, reset-timeout = 5s }
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql { provider-name = "SQLite.MS", auto-initialize = true }
          }
          query.journal.sql {
            provider-name = "SQLite.MS"
            refresh-interval = 50ms
            max-buffer-size = 2000
            journal-sequence-retrieval { query-delay = 50ms, max-tries = 600 }
          }
        }
        """;
}
