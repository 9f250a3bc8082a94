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

    private static readonly TimeSpan QueryDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>Adds the journal in <paramref name="database"/>.</summary>
    public static AkkaConfigurationBuilder WithFleetJournal(this AkkaConfigurationBuilder builder, FleetDatabase database) => builder
        .AddSetup(new DataOptionsSetup(database.JournalOptions))
        .AddHocon(SettingsOf(database), HoconAddMode.Prepend)
        .AddHocon(SqlPersistence.DefaultConfiguration, HoconAddMode.Append);

    /// <summary>
    /// The buffer is larger than all commands that can be under way, because a full one kills the entities that wait in it; batches are small enough that one refused row
    /// holds up few others. Gaps in the ordering are waited for longer than any command may take: the reader must never skip one. There are no tags; with the modes Csv no
    /// statement joins a table of them. The tables are made by Fleet's own migrations.
    /// </summary>
    private static string SettingsOf(FleetDatabase database) =>
        $$"""
        akka.persistence {
          max-concurrent-recoveries = {{database.JournalRecoveries}}
          journal {
            plugin = "akka.persistence.journal.sql"
            sql {
              provider-name = "{{database.AkkaProvider}}"
              buffer-size = 50000
              batch-size = 400
              parallelism = {{database.JournalWriters}}
              tag-write-mode = Csv
              auto-initialize = false
              circuit-breaker { max-failures = 20, call-timeout = 20s, reset-timeout = 5s }
            }
          }
          snapshot-store {
            plugin = "akka.persistence.snapshot-store.sql"
            sql { provider-name = "{{database.AkkaProvider}}", auto-initialize = false }
          }
          query.journal.sql {
            provider-name = "{{database.AkkaProvider}}"
            tag-read-mode = Csv
            max-concurrent-queries = {{database.JournalQueries}}
            refresh-interval = 50ms
            max-buffer-size = 2000
            journal-sequence-retrieval { query-delay = 50ms, max-tries = {{(int)(database.GapPatience / QueryDelay)}} }
          }
        }
        """;
}
