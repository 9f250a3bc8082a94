using LinqToDB;
using LinqToDB.Data;

namespace Fleet.Cluster.Database.Migrations;

/// <summary>The schemas <c>fleet</c> and <c>fleet_read</c> of a PostgreSQL database.</summary>
/// <param name="name">What the database is called in messages.</param>
/// <param name="connectionString">A connection with the rights of its login alone: those of a node are not enough to migrate.</param>
internal sealed class PostgreSqlSchema(string name, string connectionString) : Schema(name, "postgresql")
{
    /// <summary>What a node acts as; the last migrations make it.</summary>
    public const string NodeRole = "fleet_node";

    private const int OldestVersion = 15;

    /// <summary>Any number that nobody else locks in this database.</summary>
    private const long MigrationLock = 0x464C4545540001;

    protected override string HistorySql =>
        """
        CREATE SCHEMA IF NOT EXISTS fleet;
        CREATE TABLE fleet.schema_migration (
            version     INTEGER     PRIMARY KEY,
            name        TEXT        NOT NULL,
            checksum    TEXT        NOT NULL,
            applied_at  TIMESTAMPTZ NOT NULL
        );
        CREATE TABLE fleet.installation (
            database_id TEXT        NOT NULL
        );
        """;

    /// <summary>Refuses a server that cannot be written, and a login that may not act as a node.</summary>
    public void CheckNode()
    {
        using var db = Open();
        if (db.Execute<bool>("SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean"))
            throw new DatabaseException($"{Name} is read-only, such as a standby is: name the primary server in Fleet:Database:ConnectionString.");
        if (db.Execute<bool>($"SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{NodeRole}' AND pg_has_role(oid, 'MEMBER'))"))
        {
            var login = db.Execute<string>("SELECT current_user");
            throw new DatabaseException($"User {login} may not act as a node in {Name}: let its owner run 'GRANT {NodeRole} TO {login}'.");
        }
    }

    protected override DataConnection Open() =>
        new(new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, connectionString).UseMappingSchema(SqlValues.PostgreSql));

    protected override void Prepare()
    {
        using var db = Open();
        if (db.Execute<int>("SELECT current_setting('server_version_num')::integer / 10000") is var version and < OldestVersion)
            throw new DatabaseException($"{Name} is of PostgreSQL {version}: Fleet needs {OldestVersion} or newer.");
        if (db.Execute<string>("SELECT current_setting('server_encoding')") is var encoding and not "UTF8")
            throw new DatabaseException($"{Name} has the encoding {encoding}: create it anew with ENCODING 'UTF8'.");
    }

    protected override void Lock(DataConnection db) => db.Execute($"SELECT pg_advisory_xact_lock({MigrationLock})");

    protected override bool HasHistory(DataConnection db) =>
        db.Execute<bool>("SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'fleet' AND tablename = 'schema_migration')");

    /// <summary>Extensions bring tables of their own, which are nobody's data.</summary>
    protected override string? AnyTable(DataConnection db) => db.Execute<string?>(
        """
        SELECT MIN(n.nspname || '.' || c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        """);
}
