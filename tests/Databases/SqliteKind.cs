using System.Data.Common;

using Fleet.Cluster.Database;

using Microsoft.Data.Sqlite;

namespace Fleet.Tests.Databases;

/// <summary>Two files in a folder of their own.</summary>
internal sealed class SqliteKind : DatabaseKind
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-test-").FullName;

    public SqliteKind(bool migrated)
    {
        Settings = new DatabaseSettings { ConnectionString = $"Data Source={Path.Combine(_folder, "fleet.db")}", GapSeconds = 2 };
        if (migrated)
            FleetDatabase.Of(Settings).Migrate();
    }

    public override DatabaseSettings Settings { get; }

    public override DatabaseSettings OwnerSettings => Settings;

    public override string HoldJournalSql => "BEGIN IMMEDIATE";

    public override string HoldTablesSql => "BEGIN IMMEDIATE";

    public override string GapSql => "UPDATE sqlite_sequence SET seq = seq + 3 WHERE name = 'journal'";

    private string JournalConnection => $"Data Source={Path.Combine(_folder, "fleet.journal.db")}";

    public override DbConnection OpenJournal() => Open(JournalConnection);

    public override DbConnection OpenTables() => Open(Settings.ConnectionString);

    public override IEnumerable<string> RefuseSql(string table, string condition) =>
        [$"CREATE TRIGGER refuse BEFORE INSERT ON {table} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'disk full'); END"];

    public override IEnumerable<string> AllowSql(string table) => ["DROP TRIGGER refuse"];

    public override string UnguardSql(string table) =>
        $"CREATE TABLE unguarded AS SELECT * FROM {table}; DROP TABLE {table}; ALTER TABLE unguarded RENAME TO {table}";

    public override IFullDisk FillDisk() => new FullDisk(JournalConnection);

    /// <summary>A projector's last batch ends a moment after its system does; until then its files come and go.</summary>
    public override void Dispose()
    {
        Forget(Settings.ConnectionString);
        Forget(JournalConnection);
        if (!SpinWait.SpinUntil(TryDelete, TimeSpan.FromSeconds(10)))
            throw new IOException($"{_folder} is still in use");
    }

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection($"{connectionString};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Forget(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>SQLite answers SQLITE_FULL: the node's own pooled connections may add no page.</summary>
    private sealed class FullDisk : IFullDisk
    {
        /// <summary>More than the node has open at a time.</summary>
        private const int Connections = 16;

        private readonly string _connectionString;

        public FullDisk(string connectionString)
        {
            _connectionString = connectionString;
            Fill();
        }

        /// <summary>Connections that the node uses at this moment are not in the pool, and are met the next time. A limit below the file's size is raised to that size.</summary>
        public void Fill()
        {
            var connections = Enumerable.Range(0, Connections).Select(_ => new SqliteConnection(_connectionString)).ToList();
            connections.ForEach(connection => connection.Open());
            foreach (var connection in connections)
            {
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA max_page_count = 1";
                command.ExecuteNonQuery();
            }

            connections.ForEach(connection => connection.Dispose());
        }

        /// <summary>Forgets the limited connections, also those in use.</summary>
        public void Dispose() => Forget(_connectionString);
    }
}
