using System.CommandLine;

using Fleet.Cli.Database;
using Fleet.Cluster.Database;

namespace Fleet.Cli.Tests.Database;

/// <summary>The settings are a node's: file, then environment, then options.</summary>
public sealed class DatabaseOptionsTests : IDisposable
{
    private const string Variable = "Fleet__Database__JournalConnections";

    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-test-").FullName;

    [Fact]
    public void Without_anything_it_is_a_nodes_default() => Assert.Equal(new DatabaseSettings(), Read().Settings);

    [Fact]
    public void The_later_wins_setting_by_setting()
    {
        Write("""{"Fleet":{"Database":{"Provider":"PostgreSql","ConnectionString":"Host=file;Database=d;Username=u","JournalConnections":30,"TableConnections":15}}}""");
        Environment.SetEnvironmentVariable(Variable, "40");

        var settings = Read("--connection", "Host=option;Database=d;Username=u").Settings;

        Assert.Equal(
            new DatabaseSettings { Provider = DatabaseProvider.PostgreSql, ConnectionString = "Host=option;Database=d;Username=u", JournalConnections = 40, TableConnections = 15 },
            settings);
    }

    [Theory]
    [InlineData("""{"Fleet":{"Database":{"Colour":"red"}}}""", "Colour")]
    [InlineData("""{"Fleet":{"Database":{"Provider":"Oracle"}}}""", "Fleet:Database:Provider")]
    [InlineData("""{"Fleet":{"Database":{"JournalConnections":1}}}""", "Fleet:Database:JournalConnections: must be 8 to 1000")]
    [InlineData("""{"Fleet":{""", "appsettings.json")]
    public void What_is_wrong_in_the_file_is_named(string file, string sentence)
    {
        Write(file);

        var (settings, errors) = Read();

        Assert.Null(settings);
        Assert.Contains(sentence, Assert.Single(errors), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(string text) => File.WriteAllText(Path.Combine(_folder, "appsettings.json"), text);

    private (DatabaseSettings? Settings, IReadOnlyList<string> Errors) Read(params string[] options) =>
        DatabaseOptions.Read(new RootCommand { DatabaseOptions.Provider, DatabaseOptions.Connection }.Parse(options), _folder);
}
