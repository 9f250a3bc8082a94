using System.Collections.Concurrent;
using System.Data.Common;

using Fleet.Cluster.Database.Migrations;

using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SQLite;
using LinqToDB.Mapping;

using Microsoft.Data.Sqlite;

namespace Fleet.Cluster.Database;

/// <summary>SQLite: the journal and the tables in a file each, because each file has one writer at a time.</summary>
internal sealed class SqliteDatabase : FleetDatabase
{
    private const string Again = "_again";

    private readonly SqliteSchema _journal;
    private readonly SqliteSchema _tables;
    private readonly ConcurrentDictionary<string, bool> _claims = new(StringComparer.Ordinal);

    /// <summary>The files that <paramref name="settings"/> name; nothing is opened yet.</summary>
    public SqliteDatabase(DatabaseSettings settings)
        : base($"SQLite database {FileOf(settings)}", settings)
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

    /// <summary>SQLite has no LIKE: the statements that made the table are said again with other names. An index takes another name each time, because the old one still has its own.</summary>
    internal override async Task CreateLikeAsync(DataConnection db, string table, string name)
    {
        await db.ExecuteAsync($"DROP TABLE IF EXISTS {name}");
        var made = await db.QueryToListAsync<Made>(
            "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = @table AND sql IS NOT NULL ORDER BY type DESC", new DataParameter("table", table));
        foreach (var each in made)
        {
            var body = each.Sql[each.Sql.IndexOf('(', StringComparison.Ordinal)..];
            await db.ExecuteAsync(each.Type == "table" ? $"CREATE TABLE {name} {body}" : $"CREATE INDEX {Other(each.Name)} ON {name} {body}");
        }
    }

    internal override Task ReplaceTableAsync(DataConnection db, string table, string name) =>
        db.ExecuteAsync($"DROP TABLE {table}; ALTER TABLE {name} RENAME TO {table}");

    /// <summary>Only one process works on the files.</summary>
    internal override Task<IAsyncDisposable?> TryClaimAsync(string work) =>
        Task.FromResult<IAsyncDisposable?>(_claims.TryAdd(work, true) ? new Claim(_claims, work) : null);

    private static string Other(string index) => index.EndsWith(Again, StringComparison.Ordinal) ? index[..^Again.Length] : index + Again;

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

    /// <summary>What the file says of a table or an index.</summary>
    private sealed record Made
    {
        [Column("type")]
        public required string Type { get; init; }

        [Column("name")]
        public required string Name { get; init; }

        [Column("sql")]
        public required string Sql { get; init; }
    }

    private sealed class Claim(ConcurrentDictionary<string, bool> claims, string work) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            claims.TryRemove(work, out _);
            return ValueTask.CompletedTask;
        }
    }
}
