using LinqToDB;
using LinqToDB.Data;

using NodaTime;

namespace Fleet.Cluster.Database.Migrations;

/// <summary>What is in a database: which of its migrations are applied, and its id; no id when it is empty.</summary>
/// <param name="DatabaseId">The database's id.</param>
/// <param name="Applied">What was applied, in order.</param>
/// <param name="Pending">What this Fleet needs besides, in order.</param>
public sealed record SchemaStatus(string? DatabaseId, IReadOnlyList<Migration> Applied, IReadOnlyList<Migration> Pending)
{
    /// <summary>Whether it holds nothing of Fleet's yet.</summary>
    public bool IsEmpty => Applied.Count == 0;

    /// <summary>The number of the last migration that was applied; 0 for an empty database.</summary>
    public int Version => IsEmpty ? 0 : Applied[^1].Version;
}

/// <summary>A schema that is kept by migrations: the database of a PostgreSQL server, or one of SQLite's two files.</summary>
/// <param name="name">What it is called in messages.</param>
/// <param name="folder">Where its migrations are in <c>deploy/sql</c>.</param>
internal abstract class Schema(string name, string folder)
{
    /// <summary>What it is called in messages.</summary>
    public string Name { get; } = name;

    /// <summary>What makes it, in order.</summary>
    protected IReadOnlyList<Migration> Migrations { get; } = Migration.Load(folder);

    /// <summary>What is in it.</summary>
    /// <exception cref="DatabaseException">It is not Fleet's, or not this Fleet's.</exception>
    public virtual SchemaStatus Read()
    {
        using var db = Open();
        return Read(db);
    }

    /// <summary>Applies what is missing, each migration in a transaction of its own. Of two who do this at once one waits for the other, and finds it done.</summary>
    /// <param name="databaseId">The id for a database that has none yet.</param>
    /// <param name="clock">For the time of the record.</param>
    /// <returns>What was applied.</returns>
    public IReadOnlyList<Migration> Migrate(string databaseId, IClock clock)
    {
        Prepare();
        var done = new List<Migration>();
        using var db = Open();
        foreach (var migration in Migrations)
        {
            using var transaction = db.BeginTransaction();
            Lock(db);
            var status = Read(db);
            if (!status.Pending.Contains(migration))
                continue;
            if (status.DatabaseId is null)
            {
                db.Execute(HistorySql);
                db.Insert(new InstallationRow { DatabaseId = databaseId });
            }

            db.Execute(migration.Sql);
            db.Insert(new MigrationRow
            {
                Version = migration.Version,
                Name = migration.Name,
                Checksum = migration.Checksum,
                AppliedAt = clock.GetCurrentInstant(),
            });
            transaction.Commit();
            done.Add(migration);
        }

        return done;
    }

    /// <summary>Creates the tables of <see cref="MigrationRow"/> and <see cref="InstallationRow"/>.</summary>
    protected abstract string HistorySql { get; }

    /// <summary>A connection whose transactions may change the schema.</summary>
    protected abstract DataConnection Open();

    /// <summary>What must be done before the first migration and cannot be done in a transaction.</summary>
    protected abstract void Prepare();

    /// <summary>Keeps others who migrate out until the transaction's end.</summary>
    protected abstract void Lock(DataConnection db);

    /// <summary>Whether the tables of <see cref="HistorySql"/> are there.</summary>
    protected abstract bool HasHistory(DataConnection db);

    /// <summary>A table in a database without history; null when it is empty.</summary>
    protected abstract string? AnyTable(DataConnection db);

    private SchemaStatus Read(DataConnection db)
    {
        if (!HasHistory(db))
        {
            return AnyTable(db) is { } table
                ? throw new DatabaseException($"{Name} is not Fleet's: it holds {table} and no schema_migration; name an empty database in Fleet:Database:ConnectionString.")
                : new SchemaStatus(null, [], Migrations);
        }

        var applied = db.GetTable<MigrationRow>().OrderBy(row => row.Version).ToList().ConvertAll(Find);
        var id = db.GetTable<InstallationRow>().Single().DatabaseId;
        return new SchemaStatus(id, applied, [.. Migrations.Except(applied)]);
    }

    private Migration Find(MigrationRow row)
    {
        if (Migrations.FirstOrDefault(migration => migration.Version == row.Version) is not { } known)
        {
            throw new DatabaseException(
                $"{Name} has schema version {row.Version} and this Fleet knows {Migrations[^1].Version}: start the newer Fleet that migrated it, or restore a back-up from before.");
        }

        return known.Checksum == row.Checksum
            ? known
            : throw new DatabaseException(
                $"Migration {known} is not the one that was applied to {Name} ({row.Name}, {row.AppliedAt}): start the Fleet that applied it; what is to change later needs a migration of its own.");
    }
}
