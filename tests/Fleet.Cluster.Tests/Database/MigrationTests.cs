using Fleet.Cluster.Database;

namespace Fleet.Cluster.Tests.Database;

/// <summary>The schema's numbered steps: once, whole, in order, and nothing that is not Fleet's.</summary>
public sealed class MigrationTests
{
    // PostgreSQL alone has roles.
    private static readonly string[] All = ["0001_journal", "0002_reference", "0003_ledger", "0004_views", "0006_promotions", "0007_corrections"];

    [Fact]
    public void An_empty_database_is_migrated_once_and_then_there_is_nothing_to_do()
    {
        using var empty = TemporaryDatabase.Empty();
        var owner = FleetDatabase.Of(empty.OwnerSettings);
        Assert.True(owner.ReadStatus().IsEmpty);

        var applied = owner.Migrate().Select(migration => $"{migration}").ToList();

        Assert.Equal(All, applied.Where(name => name != "0005_roles"), StringComparer.Ordinal);
        Assert.Empty(owner.Migrate());
        var status = owner.ReadStatus();
        Assert.Equal(applied, status.Applied.Select(migration => $"{migration}"), StringComparer.Ordinal);
        Assert.Empty(status.Pending);
        owner.Prepare(migrate: false);
    }

    [Fact]
    public void Outside_Development_a_node_refuses_an_empty_database_and_leaves_it_empty()
    {
        using var empty = TemporaryDatabase.Empty();

        var refusal = Assert.Throws<DatabaseException>(() => empty.Database.Prepare(migrate: false));

        Assert.Contains("is empty: run 'fleet db migrate'", refusal.Message, StringComparison.Ordinal);
        Assert.True(empty.Database.ReadStatus().IsEmpty);
    }

    [Fact]
    public void In_Development_a_node_makes_its_database()
    {
        using var empty = TemporaryDatabase.Empty();

        FleetDatabase.Of(empty.OwnerSettings).Prepare(migrate: true);

        empty.Database.ReadStatus();
        Assert.Equal(0, empty.QueryJournal<int>("SELECT COUNT(*) FROM journal"));
    }

    [Fact]
    public async Task Two_who_migrate_at_once_do_it_once()
    {
        using var empty = TemporaryDatabase.Empty();

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => FleetDatabase.Of(empty.OwnerSettings).Migrate())));

        var status = empty.Database.ReadStatus();
        Assert.Empty(status.Pending);
        Assert.Equal(status.Applied.Select(migration => migration.Version), applied.SelectMany(done => done).Select(migration => migration.Version).Order());
    }

    [Fact]
    public void An_older_schema_is_refused_and_migrating_goes_on_from_there()
    {
        using var database = new TemporaryDatabase();
        var latest = database.Database.ReadStatus().Version;
        database.ExecuteInTables("DROP TABLE charger; DROP TABLE session; DROP TABLE charger_command; DROP TABLE projection; DROP TABLE promotion_spent; DELETE FROM schema_migration WHERE version >= 4");
        if (database.Settings.Provider == DatabaseProvider.PostgreSql)
            database.ExecuteInTables("DROP SCHEMA fleet_read");

        var refusal = Assert.Throws<DatabaseException>(() => database.Database.Prepare(migrate: false));

        Assert.Contains($"has schema version 3 and this Fleet needs {latest}: run 'fleet db migrate'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0004_views", $"{FleetDatabase.Of(database.OwnerSettings).Migrate()[0]}");
        database.Database.Prepare(migrate: false);
    }

    [Fact]
    public void A_migration_that_fails_leaves_nothing_behind()
    {
        using var database = new TemporaryDatabase();
        database.ExecuteInTables("DROP TABLE projection; DELETE FROM schema_migration WHERE version >= 4");

        // The step makes the table projection first, and then finds that there is a charger already.
        Assert.Throws<DatabaseException>(() => FleetDatabase.Of(database.OwnerSettings).Migrate());

        Assert.Equal(3, database.Database.ReadStatus().Version);
        Assert.ThrowsAny<Exception>(() => database.QueryTables<int>("SELECT COUNT(*) FROM projection"));
    }

    [Fact]
    public void A_newer_schema_is_refused()
    {
        using var database = new TemporaryDatabase();
        database.ExecuteInTables("INSERT INTO schema_migration SELECT 99, 'future', checksum, applied_at FROM schema_migration WHERE version = 3");

        var refusal = Assert.Throws<DatabaseException>(() => database.Database.Prepare(migrate: true));

        Assert.Contains("has schema version 99 and this Fleet knows ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("start the newer Fleet", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_migration_that_was_edited_after_it_was_applied_is_refused_by_its_name()
    {
        using var database = new TemporaryDatabase();
        database.ExecuteInTables("UPDATE schema_migration SET checksum = 'other' WHERE version = 2");

        var refusal = Assert.Throws<DatabaseException>(() => FleetDatabase.Of(database.OwnerSettings).Migrate());

        Assert.Contains("Migration 0002_reference is not the one that was applied", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_something_else_is_refused_and_left_as_it_is()
    {
        using var other = TemporaryDatabase.Empty();
        other.ExecuteInTables("CREATE TABLE invoice (id INTEGER)");

        var refusal = Assert.Throws<DatabaseException>(() => FleetDatabase.Of(other.OwnerSettings).Prepare(migrate: true));

        Assert.Contains("is not Fleet's: it holds", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("invoice", refusal.Message, StringComparison.Ordinal);
        other.ExecuteInTables("DROP TABLE invoice");
        Assert.True(other.Database.ReadStatus().IsEmpty);
    }

    [Fact]
    public void Tables_that_have_seen_more_than_the_journal_holds_are_refused()
    {
        using var database = new TemporaryDatabase();
        database.ExecuteInTables("INSERT INTO projection (name, journal_offset) VALUES ('read-tables', 5)");

        var refusal = Assert.Throws<DatabaseException>(() => database.Database.Prepare(migrate: true));

        Assert.Contains("have seen event 5, but its journal ends at 0", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("restore both from one", refusal.Message, StringComparison.Ordinal);
    }
}
