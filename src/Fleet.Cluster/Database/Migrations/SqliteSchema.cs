using LinqToDB;
using LinqToDB.Data;

namespace Fleet.Cluster.Database.Migrations;

/// <summary>The schema of a SQLite file.</summary>
/// <param name="file">The file's path.</param>
/// <param name="connectionString">How to open it.</param>
/// <param name="folder">Where its migrations are in <c>deploy/sql</c>.</param>
internal sealed class SqliteSchema(string file, string connectionString, string folder) : Schema(file, folder)
{
    protected override string HistorySql =>
        """
        CREATE TABLE schema_migration (
            version     INTEGER NOT NULL PRIMARY KEY,
            name        TEXT    NOT NULL,
            checksum    TEXT    NOT NULL,
            applied_at  TEXT    NOT NULL
        );
        CREATE TABLE installation (
            database_id TEXT    NOT NULL
        );
        """;

    /// <summary>Opening a file that is missing would create it.</summary>
    public override SchemaStatus Read() => File.Exists(Name) ? base.Read() : new SchemaStatus(null, [], Migrations);

    /// <summary>Whether this is a journal in which something happened.</summary>
    public bool HoldsEvents()
    {
        using var db = Open();
        return db.Execute<bool>("SELECT EXISTS (SELECT 1 FROM journal)");
    }

    /// <summary>
    /// Refuses a file that cannot be written, and a SQLite that would not keep what it acknowledges: FULL is its default for every connection, NORMAL loses the last commits at
    /// power loss.
    /// </summary>
    public void CheckWritable()
    {
        const int full = 2;
        using var db = Open();
        using (db.BeginTransaction())
            db.Execute("UPDATE installation SET database_id = database_id");
        if (db.Execute<int>("PRAGMA synchronous") != full)
            throw new DatabaseException("This build of SQLite does not sync every commit (PRAGMA synchronous is not FULL), so that what was acknowledged could be lost: use the one that comes with Fleet.");
    }

    /// <summary>Unlike the node's own connections one whose transactions begin with the write lock.</summary>
    protected override DataConnection Open() => new(new DataOptions().UseConnectionString(ProviderName.SQLiteMS, connectionString).UseMappingSchema(SqlValues.Sqlite));

    /// <summary>WAL stays with the file; readers and the writer do not wait for each other then.</summary>
    protected override void Prepare()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Name)!);
        using var db = Open();
        db.Execute("PRAGMA journal_mode=WAL");
    }

    protected override void Lock(DataConnection db)
    {
    }

    protected override bool HasHistory(DataConnection db) => db.Execute<bool>("SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'schema_migration')");

    protected override string? AnyTable(DataConnection db) => db.Execute<string?>("SELECT MIN(name) FROM sqlite_master WHERE type = 'table'");
}
