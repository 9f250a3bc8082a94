using System.CommandLine;

using Fleet.Cluster.Database;

using Microsoft.Extensions.Configuration;

namespace Fleet.Cli.Database;

/// <summary>The database settings of a node, from where a node takes them: <c>appsettings.json</c> in the working directory, the environment, and options, of which the later wins.</summary>
internal static class DatabaseOptions
{
    private const string File = "appsettings.json";

    /// <summary><c>--provider</c>.</summary>
    public static readonly Option<string?> Provider = OptionOf.Value<string?>(
        "--provider",
        "Sqlite or PostgreSql [default: Fleet:Database:Provider]",
        "Sqlite or PostgreSql",
        text => Enum.GetNames<DatabaseProvider>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)));

    /// <summary><c>--connection</c>.</summary>
    public static readonly Option<string?> Connection = new("--connection")
    {
        Description = "The connection string [default: Fleet:Database:ConnectionString; other users of this machine can see options, but not the environment's Fleet__Database__ConnectionString]",
        HelpName = "STRING",
    };

    /// <summary>The settings; or null, and what is wrong with them.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="folder">Where <c>appsettings.json</c> may lie.</param>
    public static (DatabaseSettings? Settings, IReadOnlyList<string> Errors) Read(ParseResult parsed, string folder)
    {
        try
        {
            var settings = new ConfigurationBuilder()
                .AddJsonFile(Path.Combine(folder, File), optional: true)
                .AddEnvironmentVariables()
                .AddInMemoryCollection(Given(parsed))
                .Build()
                .GetSection(DatabaseSettings.Section)
                .Get<DatabaseSettings>(bind => bind.ErrorOnUnknownConfiguration = true) ?? new DatabaseSettings();
            var errors = settings.Check().ToList();
            return errors.Count == 0 ? (settings, []) : (null, errors);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or InvalidDataException)
        {
            return (null, [wrong.InnerException is { } cause ? $"{wrong.Message} {cause.Message}" : wrong.Message]);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Given(ParseResult parsed)
    {
        if (parsed.GetValue(Provider) is { } provider)
            yield return new($"{DatabaseSettings.Section}:{nameof(DatabaseSettings.Provider)}", provider);
        if (parsed.GetValue(Connection) is { } connection)
            yield return new($"{DatabaseSettings.Section}:{nameof(DatabaseSettings.ConnectionString)}", connection);
    }
}
