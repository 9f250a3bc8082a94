using System.Data.Common;

using Microsoft.Data.Sqlite;

using Npgsql;

namespace Fleet.Cluster.Database;

/// <summary>Which database Fleet writes to; section <c>Fleet:Database</c>.</summary>
public sealed record DatabaseSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Fleet:Database";

    private const int FewestJournalConnections = 8;
    private const int FewestTableConnections = 4;
    private const int MostConnections = 1000;

    /// <summary>The kind of database.</summary>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>
    /// With SQLite, the file of the read tables (<c>Data Source=…</c>); the journal lies beside it, as <c>NAME.journal.db</c>. Relative to the working directory.
    /// With PostgreSQL, server, database and login (<c>Host=…;Database=…;Username=…;Password=…</c>, and what else Npgsql knows, such as <c>SSL Mode</c>); sizes of pools,
    /// search path and time-outs are Fleet's own.
    /// </summary>
    public string ConnectionString { get; init; } = "Data Source=data/fleet.db";

    /// <summary>
    /// With PostgreSQL, the most connections of a node to the journal: half of them for recovering entities, a quarter for queries, the rest for writing. Allow for
    /// <see cref="JournalConnections"/> + <see cref="TableConnections"/> of each node, and one more while it starts, in the server's <c>max_connections</c>: 31 a node by default.
    /// </summary>
    public int JournalConnections { get; init; } = 20;

    /// <summary>With PostgreSQL, the most connections of a node to read tables, ledger and reference data; see <see cref="JournalConnections"/>.</summary>
    public int TableConnections { get; init; } = 10;

    /// <summary>
    /// How long a reader of the journal waits at a gap in its numbers, s. A number is taken before its event is committed, so a later one may be read first; a write that failed
    /// leaves a gap for ever, and freezes the read tables for this long. Longer than any write may take, or a reader would go on without an event that still comes.
    /// </summary>
    public int GapSeconds { get; init; } = 30;

    /// <summary>What is wrong with these settings, in sentences that name the setting; nothing when all is well.</summary>
    public IEnumerable<string> Check()
    {
        if (!Enum.IsDefined(Provider))
            yield return $"{Section}:Provider: '{Provider}' is not known; use Sqlite or PostgreSql";
        else if (string.IsNullOrWhiteSpace(ConnectionString))
            yield return $"{Section}:ConnectionString: must not be empty";
        else if (FaultOf(ConnectionString) is { } fault)
            yield return $"{Section}:ConnectionString: must be of the form '{FormOf(Provider)}' with {Section}:Provider {Provider}: {fault}";
        if (JournalConnections is < FewestJournalConnections or > MostConnections)
            yield return $"{Section}:JournalConnections: must be {FewestJournalConnections} to {MostConnections}, is {JournalConnections}";
        if (TableConnections is < FewestTableConnections or > MostConnections)
            yield return $"{Section}:TableConnections: must be {FewestTableConnections} to {MostConnections}, is {TableConnections}";
        if (GapSeconds is < 1 or > 600)
            yield return $"{Section}:GapSeconds: must be 1 to 600, is {GapSeconds}";
    }

    private static string FormOf(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.Sqlite => "Data Source=FILE",
        DatabaseProvider.PostgreSql => "Host=HOST;Database=NAME;Username=USER;Password=SECRET",
        _ => throw new ArgumentOutOfRangeException(nameof(provider)),
    };

    private string? FaultOf(string connectionString)
    {
        try
        {
            DbConnectionStringBuilder read = Provider == DatabaseProvider.Sqlite
                ? new SqliteConnectionStringBuilder(connectionString)
                : new NpgsqlConnectionStringBuilder(connectionString);
            return read switch
            {
                SqliteConnectionStringBuilder { DataSource: "" } => "it names no file",
                NpgsqlConnectionStringBuilder { Host: null or "" } => "it names no Host",
                NpgsqlConnectionStringBuilder { Database: null or "" } => "it names no Database",
                NpgsqlConnectionStringBuilder { Username: null or "" } => "it names no Username",
                _ => null,
            };
        }
        catch (ArgumentException unknown)
        {
            return unknown.Message;
        }
    }
}

/// <summary>A kind of database.</summary>
public enum DatabaseProvider
{
    /// <summary>Two files beside the node, no server.</summary>
    Sqlite = 0,

    /// <summary>A PostgreSQL server, 15 or newer.</summary>
    PostgreSql = 1,
}
