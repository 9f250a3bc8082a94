using Microsoft.Data.Sqlite;

namespace Fleet.Cluster.Database;

/// <summary>Which database Fleet writes to; section <c>Fleet:Database</c>.</summary>
public sealed record DatabaseSettings
{
    /// <summary>The kind of database.</summary>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>
    /// With SQLite, the file of the read tables (<c>Data Source=…</c>); the journal lies beside it, as <c>NAME.journal.db</c>. Relative to the working directory.
    /// </summary>
    public string ConnectionString { get; init; } = "Data Source=data/fleet.db";

    /// <summary>What is wrong with these settings, in sentences that name the setting; nothing when all is well.</summary>
    public IEnumerable<string> Check()
    {
        if (!Enum.IsDefined(Provider))
            yield return $"Fleet:Database:Provider: '{Provider}' is not known; use Sqlite";
        if (string.IsNullOrWhiteSpace(ConnectionString))
            yield return "Fleet:Database:ConnectionString: must not be empty";
        else if (FaultOf(ConnectionString) is { } fault)
            yield return $"Fleet:Database:ConnectionString: must be of the form 'Data Source=FILE': {fault}";
    }

    private static string? FaultOf(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString).DataSource.Length > 0 ? null : "it names no file";
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
}
