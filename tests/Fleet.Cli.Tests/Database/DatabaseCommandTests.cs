using System.Text.Json;

using Fleet.Cluster.Database;

namespace Fleet.Cli.Tests.Database;

public sealed class DatabaseCommandTests
{
    public static TheoryData<DatabaseProvider> Kinds { get; } = [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql];

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task Migrate_applies_what_is_missing_and_says_what_that_was(DatabaseProvider kind)
    {
        using var database = TemporaryDatabase.Empty(kind);

        var first = await RunAsync(database, "migrate", "--json");
        var second = await RunAsync(database, "migrate", "--json");
        var status = await RunAsync(database, "status", "--json");

        Assert.Equal((0, 0, 0), (first.ExitCode, second.ExitCode, status.ExitCode));
        var applied = Names(first.Json, "applied");
        Assert.Equal("0001_journal", applied[0]);
        Assert.Equal(applied.Length, applied.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(Names(first.Json, "pending"));
        Assert.Empty(Names(second.Json, "applied"));
        Assert.Equal(applied, Names(status.Json, "applied"));
        Assert.Equal(first.Json.GetProperty("databaseId").GetString(), status.Json.GetProperty("databaseId").GetString());
        Assert.Equal(int.Parse(applied[^1][..4], System.Globalization.CultureInfo.InvariantCulture), status.Json.GetProperty("version").GetInt32());
        FleetDatabase.Of(database.Settings).Prepare(migrate: false);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_dry_run_says_what_it_would_apply_and_applies_nothing(DatabaseProvider kind)
    {
        using var database = TemporaryDatabase.Empty(kind);

        var result = await RunAsync(database, "migrate", "--dry-run");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("would apply 0001_journal", result.Out, StringComparison.Ordinal);
        Assert.True(FleetDatabase.Of(database.Settings).ReadStatus().IsEmpty);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task Status_of_a_database_that_lacks_something_exits_with_1(DatabaseProvider kind)
    {
        using var database = TemporaryDatabase.Empty(kind);

        var result = await RunAsync(database, "status");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("lacks 0001_journal", result.Out, StringComparison.Ordinal);
        Assert.Contains("fleet db migrate", result.Out, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_database_of_something_else_is_refused_in_text_and_in_JSON(DatabaseProvider kind)
    {
        using var database = TemporaryDatabase.Empty(kind);
        database.ExecuteInTables("CREATE TABLE invoice (id INTEGER)");

        var text = await RunAsync(database, "migrate");
        var json = await RunAsync(database, "status", "--json");

        Assert.Equal((1, 1), (text.ExitCode, json.ExitCode));
        Assert.Equal("", text.Out);
        Assert.Contains("is not Fleet's", text.Error, StringComparison.Ordinal);
        Assert.Equal(text.Error.Trim(), json.Json.GetProperty("error").GetString());
    }

    [Fact]
    public async Task No_message_shows_the_password()
    {
        const string secret = "a secret of the tests";

        var result = await CommandLine.RunAsync(
            "db", "status", "--json", "--provider", "postgresql", "--connection", $"Host=127.0.0.1;Port=1;Database=fleet;Username=fleet;Password={secret}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("PostgreSQL database fleet at 127.0.0.1:1 cannot be reached", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, result.Error + result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--provider Oracle: must be Sqlite or PostgreSql", "--provider", "Oracle")]
    [InlineData("it names no Host", "--provider", "PostgreSql", "--connection", "Database=fleet;Username=fleet")]
    [InlineData("it names no Database", "--provider", "PostgreSql", "--connection", "Host=db;Username=fleet")]
    [InlineData("it names no Username", "--provider", "PostgreSql", "--connection", "Host=db;Database=fleet")]
    [InlineData("Fleet:Database:ConnectionString: must be of the form", "--provider", "PostgreSql", "--connection", "Data Source=fleet.db")]
    [InlineData("Fleet:Database:ConnectionString: must be of the form", "--connection", "Host=db")]
    [InlineData("Fleet:Database:ConnectionString: must not be empty", "--connection", "")]
    public async Task A_wrong_setting_is_named_and_nothing_else_is_said(string sentence, params string[] options)
    {
        var result = await CommandLine.RunAsync(["db", "status", .. options]);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
    }

    private static Task<CommandLine.Result> RunAsync(TemporaryDatabase database, params string[] command) => CommandLine.RunAsync(
        ["db", .. command, "--provider", $"{database.OwnerSettings.Provider}", "--connection", database.OwnerSettings.ConnectionString]);

    private static string[] Names(JsonElement json, string list) => [.. json.GetProperty(list).EnumerateArray().Select(name => name.GetString()!)];
}
