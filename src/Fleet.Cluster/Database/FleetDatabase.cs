using System.Data.Common;

using Fleet.Cluster.Database.Migrations;

using LinqToDB;
using LinqToDB.Data;

using NodaTime;

namespace Fleet.Cluster.Database;

/// <summary>Fleet's database: the journal, and the tables (read tables, ledger, reference data). The same statements run on every kind; what differs is said here.</summary>
public abstract class FleetDatabase
{
    private const string MigrateCommand = "run 'fleet db migrate' with the same Fleet:Database settings";

    private protected FleetDatabase(string description, DatabaseSettings settings) =>
        (Description, GapPatience) = (description, TimeSpan.FromSeconds(settings.GapSeconds));

    /// <summary>Which database this is, in words; shows no password.</summary>
    public string Description { get; }

    /// <summary>What Akka.Persistence.Sql calls this kind.</summary>
    internal abstract string AkkaProvider { get; }

    /// <summary>How many batches of events are written at once.</summary>
    internal abstract int JournalWriters { get; }

    /// <summary>How many entities are recovered at once.</summary>
    internal abstract int JournalRecoveries { get; }

    /// <summary>How many queries read the journal at once.</summary>
    internal abstract int JournalQueries { get; }

    /// <summary>How long a reader of the journal waits at a gap.</summary>
    internal TimeSpan GapPatience { get; }

    /// <summary>How linq2db opens the journal.</summary>
    internal abstract DataOptions JournalOptions { get; }

    /// <summary>How linq2db opens the tables.</summary>
    internal abstract DataOptions TableOptions { get; }

    /// <summary>The schemas that make it up, in the order in which they are migrated.</summary>
    private protected abstract IReadOnlyList<Schema> Schemas { get; }

    /// <summary>The database that <paramref name="settings"/> name; nothing is opened yet.</summary>
    public static FleetDatabase Of(DatabaseSettings settings) => settings.Provider switch
    {
        DatabaseProvider.Sqlite => new SqliteDatabase(settings),
        DatabaseProvider.PostgreSql => new PostgreSqlDatabase(settings),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Provider, "no kind of database"),
    };

    /// <summary>Opens the tables; the caller disposes of it.</summary>
    internal DataConnection Open() => new(TableOptions);

    /// <summary>Opens the journal; the caller disposes of it.</summary>
    internal DataConnection OpenJournal() => new(JournalOptions);

    /// <summary>What is in it; changes nothing.</summary>
    /// <exception cref="DatabaseException">It cannot be opened, or is not this Fleet's.</exception>
    public SchemaStatus ReadStatus() => Explained(() =>
    {
        var parts = Schemas.Select(schema => schema.Read()).ToList();
        CheckTogether(parts);
        return new SchemaStatus(
            parts.Find(part => part.DatabaseId is not null)?.DatabaseId,
            [.. parts.SelectMany(part => part.Applied).OrderBy(migration => migration.Version)],
            [.. parts.SelectMany(part => part.Pending).OrderBy(migration => migration.Version)]);
    });

    /// <summary>Applies every migration that is missing.</summary>
    /// <returns>What was applied, in order; nothing when all was there.</returns>
    /// <exception cref="DatabaseException">It cannot be done; the migration that failed left nothing behind, those before it stay.</exception>
    public IReadOnlyList<Migration> Migrate()
    {
        var id = ReadStatus().DatabaseId ?? $"{Guid.NewGuid()}";
        return Explained<IReadOnlyList<Migration>>(() => [.. Schemas.SelectMany(schema => schema.Migrate(id, SystemClock.Instance))]);
    }

    /// <summary>Makes sure that a node can work on it.</summary>
    /// <param name="migrate">Whether to migrate it where that is needed, instead of refusing it.</param>
    /// <exception cref="DatabaseException">A node cannot work on it.</exception>
    public void Prepare(bool migrate)
    {
        var status = ReadStatus();
        if (status.Pending.Count > 0 && migrate)
            Migrate();
        else if (status.IsEmpty)
            throw new DatabaseException($"{Description} is empty: {MigrateCommand}, then start again.");
        else if (status.Pending.Count > 0)
            throw new DatabaseException($"{Description} has schema version {status.Version} and this Fleet needs {status.Pending[^1].Version}: {MigrateCommand}, then start again.");
        Explained(() =>
        {
            CheckUsable();
            CheckOffset();
            return true;
        });
    }

    /// <summary>Makes an empty table like <paramref name="table"/>, with its indexes, in the place of one of that name.</summary>
    internal abstract Task CreateLikeAsync(DataConnection db, string table, string name);

    /// <summary>Puts table <paramref name="name"/> in the place of <paramref name="table"/>; to be done in a transaction.</summary>
    internal abstract Task ReplaceTableAsync(DataConnection db, string table, string name);

    /// <summary>Takes the one right in this database to do <paramref name="work"/>; null when somebody has it. Given up by disposing of it, or by losing the connection.</summary>
    internal abstract Task<IAsyncDisposable?> TryClaimAsync(string work);

    /// <summary>Refuses parts that do not belong together.</summary>
    private protected abstract void CheckTogether(IReadOnlyList<SchemaStatus> parts);

    /// <summary>Refuses a database in which a node could not write durably.</summary>
    private protected abstract void CheckUsable();

    /// <summary>The sentence for what the database said; null when there is none better than its own.</summary>
    internal abstract string? Explain(DbException said);

    /// <summary>Tables of another back-up than the journal's would lose bills in silence: what is new in an older journal lies below the offset that the tables remember.</summary>
    private void CheckOffset()
    {
        using var tables = Open();
        using var journal = OpenJournal();
        var offset = tables.Execute<long?>("SELECT MAX(journal_offset) FROM projection") ?? 0;
        var end = journal.Execute<long?>("SELECT MAX(ordering) FROM journal") ?? 0;
        if (offset > end)
        {
            throw new DatabaseException(
                $"The tables of {Description} have seen event {offset}, but its journal ends at {end}: they come from different back-ups; restore both from one.");
        }
    }

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            var sentence = (e as DbException is { } said ? Explain(said) : null)
                ?? $"{Description} cannot be used: {e.Message.Split('\n')[0].TrimEnd('.', '\r')}; check Fleet:Database:ConnectionString and the rights of the account that Fleet runs as.";
            throw new DatabaseException(sentence, e);
        }
    }
}
