using System.Data.Common;

using Fleet.Cluster.Database.Migrations;

using LinqToDB;
using LinqToDB.Data;

using Npgsql;

namespace Fleet.Cluster.Database;

/// <summary>
/// PostgreSQL: one database, with a pool of connections for the journal and one for the tables, so that neither can starve the other. A node acts as the role
/// <c>fleet_node</c>, whatever else its login may do.
/// </summary>
internal sealed class PostgreSqlDatabase : FleetDatabase
{
    private readonly NpgsqlConnectionStringBuilder _named;
    private readonly PostgreSqlSchema _schema;
    private readonly int _journalConnections;

    /// <summary>The database that <paramref name="settings"/> name; nothing is opened yet.</summary>
    public PostgreSqlDatabase(DatabaseSettings settings)
        : this(settings, new NpgsqlConnectionStringBuilder(settings.ConnectionString))
    {
    }

    private PostgreSqlDatabase(DatabaseSettings settings, NpgsqlConnectionStringBuilder named)
        : base($"PostgreSQL database {named.Database} at {named.Host}:{named.Port}", settings)
    {
        _named = named;
        _journalConnections = settings.JournalConnections;
        _schema = new PostgreSqlSchema(Description, Login(named));
        JournalOptions = Options(Pool("journal", settings.JournalConnections, mostIdleSeconds: 10));
        TableOptions = Options(Pool("tables", settings.TableConnections, mostIdleSeconds: 60));
    }

    internal override string AkkaProvider => ProviderName.PostgreSQL15;

    internal override int JournalWriters => 3;

    internal override int JournalRecoveries => _journalConnections / 2;

    internal override int JournalQueries => _journalConnections / 4;

    internal override DataOptions JournalOptions { get; }

    internal override DataOptions TableOptions { get; }

    private protected override IReadOnlyList<Schema> Schemas => [_schema];

    internal override Task CreateLikeAsync(DataConnection db, string table, string name) =>
        db.ExecuteAsync($"DROP TABLE IF EXISTS fleet_read.{name}; CREATE TABLE fleet_read.{name} (LIKE fleet_read.{table} INCLUDING ALL)");

    /// <summary>Whoever reads the old table at that moment is waited for, though not for ever: then the transaction fails and is tried again.</summary>
    internal override Task ReplaceTableAsync(DataConnection db, string table, string name) =>
        db.ExecuteAsync($"SET LOCAL lock_timeout = '5s'; DROP TABLE fleet_read.{table}; ALTER TABLE fleet_read.{name} RENAME TO {table}");

    internal override async Task<IAsyncDisposable?> TryClaimAsync(string work)
    {
        var db = Open();
        if (await db.ExecuteAsync<bool>("SELECT pg_try_advisory_lock(hashtext(@work))", new DataParameter("work", work)))
            return new Claim(db, work);
        await db.DisposeAsync();
        return null;
    }

    private protected override void CheckTogether(IReadOnlyList<SchemaStatus> parts)
    {
    }

    private protected override void CheckUsable() => _schema.CheckNode();

    internal override string? Explain(DbException said) => said switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            $"{Description} refuses user {_named.Username}: correct Username and Password in Fleet:Database:ConnectionString, or the server's pg_hba.conf.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"{Description} does not exist: create it ('createdb {_named.Database}'), or correct Database in Fleet:Database:ConnectionString.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
            $"User {_named.Username} lacks a right in {Description} ({denied.MessageText}): a node's user needs 'GRANT {PostgreSqlSchema.NodeRole} TO {_named.Username}'; 'fleet db migrate' needs a user who owns the database and may create roles.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            $"{Description} has no connection left: raise the server's max_connections, or lower Fleet:Database:JournalConnections and TableConnections.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } full => $"There is no room for {Description} ({full.MessageText}): free space on the server's disk.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            $"{Description} is read-only, such as a standby is: name the primary server in Fleet:Database:ConnectionString.",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } starting =>
            $"{Description} does not take connections yet ({starting.MessageText}): wait until it does, then start again.",
        PostgresException => null,
        NpgsqlException { InnerException: null } when string.IsNullOrEmpty(_named.Password) =>
            $"{Description} asks for a password of user {_named.Username}: add Password to Fleet:Database:ConnectionString.",
        NpgsqlException { InnerException: { } network } =>
            $"{Description} cannot be reached ({network.Message}): start the server, or correct Host and Port in Fleet:Database:ConnectionString.",
        _ => null,
    };

    private static string Login(NpgsqlConnectionStringBuilder named) => new NpgsqlConnectionStringBuilder(named.ConnectionString)
    {
        ApplicationName = "fleet db",
        Pooling = false,
        SearchPath = "fleet,fleet_read",
        CommandTimeout = 0,
    }.ConnectionString;

    /// <summary>
    /// A node that hangs in the middle of a write is cut off before the reader of the journal gives its gap up (30 s). There is no statement_timeout: it would also end a
    /// commit's wait for a synchronous standby, and acknowledge what that does not have. The settings of a connection are given when it is opened and nothing changes them, so
    /// none are reset between uses.
    /// </summary>
    private string Pool(string name, int connections, int mostIdleSeconds) => new NpgsqlConnectionStringBuilder(_named.ConnectionString)
    {
        ApplicationName = $"fleet {name}",
        Pooling = true,
        MinPoolSize = 0,
        MaxPoolSize = connections,
        NoResetOnClose = true,
        Timezone = "UTC",
        SearchPath = "fleet,fleet_read",
        Options = $"{_named.Options} -c role={PostgreSqlSchema.NodeRole} -c synchronous_commit=on"
            + $" -c idle_in_transaction_session_timeout={mostIdleSeconds}s -c client_connection_check_interval=5s",
        CommandTimeout = 15,
        KeepAlive = 30,
        TcpKeepAlive = true,
    }.ConnectionString;

    private static DataOptions Options(string connectionString) =>
        new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, connectionString).UseMappingSchema(SqlValues.PostgreSql);

    /// <summary>Pooled connections keep their locks until they are told not to.</summary>
    private sealed class Claim(DataConnection db, string work) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.ExecuteAsync("SELECT pg_advisory_unlock(hashtext(@work))", new DataParameter("work", work));
            await db.DisposeAsync();
        }
    }
}
