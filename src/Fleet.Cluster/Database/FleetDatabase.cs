using System.Reflection;

using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.SQLite;
using LinqToDB.Mapping;

using Microsoft.Data.Sqlite;

using NodaTime;

namespace Fleet.Cluster.Database;

/// <summary>Where the journal and the read tables are, and how to open them.</summary>
public sealed class FleetDatabase
{
    private const int SchemaVersion = 1;

    /// <summary>Finds the files that <paramref name="settings"/> name; nothing is opened yet.</summary>
    public FleetDatabase(DatabaseSettings settings)
    {
        var builder = new SqliteConnectionStringBuilder(settings.ConnectionString);
        File = Path.GetFullPath(builder.DataSource);
        var journal = Path.Combine(Path.GetDirectoryName(File)!, Path.GetFileNameWithoutExtension(File) + ".journal.db");
        Options = SqliteOptions(new SqliteConnectionStringBuilder(settings.ConnectionString) { DataSource = File }.ConnectionString);
        JournalOptions = SqliteOptions(new SqliteConnectionStringBuilder(settings.ConnectionString) { DataSource = journal }.ConnectionString);
    }

    /// <summary>The file of the read tables.</summary>
    public string File { get; }

    /// <summary>How linq2db opens the journal.</summary>
    internal DataOptions JournalOptions { get; }

    private DataOptions Options { get; }

    /// <summary>Opens the read tables; the caller disposes of it.</summary>
    internal DataConnection Open() => new(Options);

    /// <summary>Opens the journal; the caller disposes of it.</summary>
    internal DataConnection OpenJournal() => new(JournalOptions);

    /// <summary>Makes the folder and the read tables where they are missing.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be opened, or a newer Fleet wrote it; the message says what to do.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            using var journal = new DataConnection(JournalOptions);
            MakeDurable(journal);
            using var db = Open();
            MakeDurable(db);
            var version = db.Execute<int>("PRAGMA user_version");
            if (version > SchemaVersion)
                throw new InvalidOperationException($"{File} has schema {version}; this Fleet knows {SchemaVersion}. Start the newer Fleet that wrote it.");
            if (version == SchemaVersion)
            {
                CheckTogether(journal, db);
                return;
            }

            using var transaction = db.BeginTransaction();
            db.Execute(ReadSchema());
            db.Execute($"PRAGMA user_version = {SchemaVersion}");
            transaction.Commit();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"The database {File} cannot be opened: {e.Message} Check Fleet:Database:ConnectionString and the folder's rights.", e);
        }
    }

    /// <summary>Files of different back-ups would lose bills in silence: what is new in an older journal lies below the offset that the read tables remember.</summary>
    private void CheckTogether(DataConnection journal, DataConnection db)
    {
        var offset = db.Execute<long?>("SELECT MAX(journal_offset) FROM projection") ?? 0;
        var hasJournal = journal.Execute<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'journal'") == 1;
        var end = hasJournal ? journal.Execute<long?>("SELECT MAX(ordering) FROM journal") ?? 0 : 0;
        if (offset > end)
        {
            throw new InvalidOperationException(
                $"{File} has seen event {offset}, but its journal ends at {end}: they come from different back-ups. Restore both from one.");
        }
    }

    /// <summary>
    /// WAL stays with the file. FULL is SQLite's default for every connection, and is checked because NORMAL loses the last commits at power loss: what was acknowledged
    /// must stay.
    /// </summary>
    private static void MakeDurable(DataConnection db)
    {
        const int full = 2;
        db.Execute("PRAGMA journal_mode=WAL");
        if (db.Execute<int>("PRAGMA synchronous") != full)
            throw new InvalidOperationException("This build of SQLite does not sync every commit (PRAGMA synchronous is not FULL); what it acknowledged could be lost.");
    }

    private static string ReadSchema()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Fleet.Cluster.Database.Sql.read-tables.sqlite.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static DataOptions SqliteOptions(string connectionString) => new DataOptions()
        .UseConnectionString(ProviderName.SQLiteMS, connectionString)
        .UseConnectionFactory(SQLiteTools.GetDataProvider(SQLiteProvider.Microsoft), _ => new DeferredSqliteConnection(connectionString))
        .UseInterceptor(new SqliteSession())
        .UseMappingSchema(Mapping);

    private static readonly MappingSchema Mapping = CreateMapping();

    private static MappingSchema CreateMapping()
    {
        var mapping = new MappingSchema();
        mapping.SetDataType(typeof(Instant), DataType.Text);
        mapping.SetConvertExpression<Instant, DataParameter>(at => new DataParameter(null, SqlInstant.Write(at), DataType.Text));
        mapping.SetConvertExpression<string, Instant>(text => SqlInstant.Read(text));
        return mapping;
    }
}
