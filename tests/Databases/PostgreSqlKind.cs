using System.Data.Common;

using Fleet.Cluster.Database;

using Npgsql;

namespace Fleet.Tests.Databases;

/// <summary>A database of the shared server; the node has the login of a node, and as few connections as it may.</summary>
internal sealed class PostgreSqlKind : DatabaseKind
{
    private readonly PostgresServer _server = PostgresServer.Shared;
    private readonly string _database;

    public PostgreSqlKind(bool migrated)
    {
        _database = migrated ? _server.CreateDatabase() : _server.CreateEmptyDatabase();
        Settings = new DatabaseSettings
        {
            Provider = DatabaseProvider.PostgreSql,
            ConnectionString = _server.NodeConnection(_database),
            JournalConnections = 8,
            TableConnections = 4,
            GapSeconds = 2,
        };
    }

    public override DatabaseSettings Settings { get; }

    public override DatabaseSettings OwnerSettings => Settings with { ConnectionString = _server.OwnerConnection(_database) };

    public override string HoldJournalSql => "BEGIN; LOCK TABLE journal IN EXCLUSIVE MODE";

    public override string HoldTablesSql => "BEGIN; LOCK TABLE projection, charger, session, billed_transaction, reference_data, tariff_version IN EXCLUSIVE MODE";

    public override string GapSql => "SELECT nextval(pg_get_serial_sequence('fleet.journal', 'ordering')) FROM generate_series(1, 3)";

    public override DbConnection OpenJournal() => OpenTables();

    public override DbConnection OpenTables()
    {
        var connection = new NpgsqlConnection($"{_server.OwnerConnection(_database)};Search Path=fleet,fleet_read,public");
        connection.Open();
        return connection;
    }

    public override IEnumerable<string> RefuseSql(string table, string condition) =>
    [
        $"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF {condition} THEN RAISE EXCEPTION 'disk full' USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$
        """,
        $"CREATE TRIGGER refuse BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()",
    ];

    public override IEnumerable<string> AllowSql(string table) => [$"DROP TRIGGER refuse ON {table}", "DROP FUNCTION refuse"];

    public override string UnguardSql(string table) =>
        $"""
        ALTER TABLE {table} DISABLE TRIGGER ALL;
        DO $$ DECLARE guard TEXT; BEGIN
            FOR guard IN SELECT conname FROM pg_constraint WHERE conrelid = '{table}'::regclass LOOP
                EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I', guard);
            END LOOP;
        END $$
        """;

    public override IFullDisk FillDisk() => new FullDisk(this);

    public override void Dispose() => _server.DropDatabase(_database);

    /// <summary>The server says what it says when it can add no page to a table.</summary>
    private sealed class FullDisk : IFullDisk
    {
        private readonly PostgreSqlKind _kind;

        public FullDisk(PostgreSqlKind kind)
        {
            _kind = kind;
            Execute(kind.RefuseSql("journal", "TRUE"));
        }

        public void Fill()
        {
        }

        public void Dispose() => Execute(_kind.AllowSql("journal"));

        private void Execute(IEnumerable<string> statements)
        {
            foreach (var sql in statements)
                _kind._server.Execute(_kind._database, $"SET search_path = fleet, fleet_read; {sql}");
        }
    }
}
