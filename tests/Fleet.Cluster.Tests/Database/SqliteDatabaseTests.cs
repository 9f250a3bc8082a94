using Fleet.Cluster.Database;

using Microsoft.Data.Sqlite;

namespace Fleet.Cluster.Tests.Database;

/// <summary>Two files that belong together.</summary>
public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-test-").FullName;

    [Fact]
    public void Files_of_different_databases_are_refused()
    {
        Database("one").Migrate();
        Database("two").Migrate();
        File.Copy(Path.Combine(_folder, "two.journal.db"), Path.Combine(_folder, "one.journal.db"), overwrite: true);

        AssertRefused("belong to different databases", Database("one"));
    }

    [Fact]
    public void Tables_without_their_journal_are_refused_and_no_new_journal_is_begun()
    {
        Database("one").Migrate();
        File.Delete(Path.Combine(_folder, "one.journal.db"));

        AssertRefused("one.journal.db is missing or empty beside", Database("one"));
        Assert.False(File.Exists(Path.Combine(_folder, "one.journal.db")));
    }

    [Fact]
    public void A_journal_that_holds_events_without_its_tables_is_refused()
    {
        Database("one").Migrate();
        using (var journal = new SqliteConnection($"Data Source={Path.Combine(_folder, "one.journal.db")};Pooling=False"))
        {
            journal.Open();
            using var command = journal.CreateCommand();
            command.CommandText = "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message) VALUES (0, 0, 's|CP1:1', 1, x'00')";
            command.ExecuteNonQuery();
        }

        File.Delete(Path.Combine(_folder, "one.db"));

        AssertRefused("one.db is missing or empty beside", Database("one"));
    }

    [Fact]
    public void What_was_interrupted_between_the_two_files_is_finished()
    {
        Database("one").Migrate();
        File.Delete(Path.Combine(_folder, "one.db"));

        Assert.NotEmpty(Database("one").Migrate());

        Database("one").Prepare(migrate: false);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var file = Path.Combine(_folder, "one.db");
        File.WriteAllText(file, new string('x', 8192));

        AssertRefused("no SQLite database", Database("one"));
        Assert.Equal(new string('x', 8192), File.ReadAllText(file));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_with_the_settings_name()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");

        AssertRefused("Fleet:Database:ConnectionString", FleetDatabase.Of(new DatabaseSettings { ConnectionString = $"Data Source={file}/fleet.db" }));
    }

    [Theory]
    [InlineData(13, "free space on that disk")]
    [InlineData(8, "the right to write in their folder")]
    [InlineData(14, "the right to write in their folder")]
    [InlineData(11, "restore both files from a back-up")]
    [InlineData(5, "in use by another process")]
    public void What_SQLite_says_becomes_what_to_do(int code, string advice) =>
        Assert.Contains(advice, Database("one").Explain(new SqliteException("said", code)), StringComparison.Ordinal);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    private FleetDatabase Database(string name) => FleetDatabase.Of(new DatabaseSettings { ConnectionString = $"Data Source={Path.Combine(_folder, $"{name}.db")};Pooling=False" });

    private static void AssertRefused(string sentence, FleetDatabase database) =>
        Assert.Contains(sentence, Assert.Throws<DatabaseException>(() => database.Prepare(migrate: true)).Message, StringComparison.Ordinal);
}
