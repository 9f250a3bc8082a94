using System.Data.Common;

using Fleet.Cluster.Database.Migrations;

using LinqToDB;
using LinqToDB.DataProvider.SQLite;

using Microsoft.Data.Sqlite;

namespace Fleet.Cluster.Database;

/// <summary>SQLite: the journal and the tables in a file each, because each file has one writer at a time.</summary>
internal sealed class SqliteDatabase : FleetDatabase
{
    private readonly SqliteSchema _journal;
    private readonly SqliteSchema _tables;

    /// <summary>The files that <paramref name="settings"/> name; nothing is opened yet.</summary>
    public SqliteDatabase(DatabaseSettings settings)
        : base($"SQLite database {FileOf(settings)}")
    {
        var file = FileOf(settings);
        var journal = Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + ".journal.db");
        _journal = new SqliteSchema(journal, ConnectionTo(journal, settings), "sqlite/journal");
        _tables = new SqliteSchema(file, ConnectionTo(file, settings), "sqlite/tables");
        JournalOptions = Options(ConnectionTo(journal, settings));
        TableOptions = Options(ConnectionTo(file, settings));
    }

    internal override string AkkaProvider => ProviderName.SQLiteMS;

    internal override int JournalWriters => 1;

    internal override int JournalRecoveries => 50;

    internal override int JournalQueries => 100;

    internal override DataOptions JournalOptions { get; }

    internal override DataOptions TableOptions { get; }

    private protected override IReadOnlyList<Schema> Schemas => [_journal, _tables];

    private protected override void CheckTogether(IReadOnlyList<SchemaStatus> parts)
    {
        var (journal, tables) = (parts[0], parts[1]);
        if (journal.DatabaseId is null && tables.DatabaseId is not null)
            throw new DatabaseException($"{_journal.Name} is missing or empty beside {_tables.Name}: restore both from one back-up.");
        if (tables.DatabaseId is null && journal.DatabaseId is not null && _journal.HoldsEvents())
            throw new DatabaseException($"{_tables.Name} is missing or empty beside {_journal.Name}, which holds events: restore both from one back-up.");
        if (tables.DatabaseId is not null && tables.DatabaseId != journal.DatabaseId)
            throw new DatabaseException($"{_tables.Name} and {_journal.Name} belong to different databases ({tables.DatabaseId} and {journal.DatabaseId}): restore both from one back-up.");
    }

    private protected override void CheckUsable()
    {
        _journal.CheckWritable();
        _tables.CheckWritable();
    }

    internal override string? Explain(DbException said) => (said as SqliteException)?.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT =>
            $"{Description} or its journal is damaged or no SQLite database ({said.Message}): restore both files from a back-up, or name other ones in Fleet:Database:ConnectionString.",
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_AUTH =>
            $"{Description} and its journal cannot be written ({said.Message}): give the account that Fleet runs as the right to write in their folder, or name another one in Fleet:Database:ConnectionString.",
        SQLitePCL.raw.SQLITE_FULL => $"There is no room for {Description} and its journal ({said.Message}): free space on that disk.",
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
            $"{Description} or its journal is in use by another process ({said.Message}): end that first.",
        _ => null,
    };

    private static string FileOf(DatabaseSettings settings) => Path.GetFullPath(new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource);

    private static string ConnectionTo(string file, DatabaseSettings settings) =>
        new SqliteConnectionStringBuilder(settings.ConnectionString) { DataSource = file }.ConnectionString;

    private static DataOptions Options(string connectionString) => new DataOptions()
        .UseConnectionString(ProviderName.SQLiteMS, connectionString)
        .UseConnectionFactory(SQLiteTools.GetDataProvider(SQLiteProvider.Microsoft), _ => new DeferredSqliteConnection(connectionString))
        .UseInterceptor(new SqliteSession())
        .UseMappingSchema(SqlValues.Sqlite);
}
