using Fleet.Cluster.Database;

namespace Fleet.EndToEnd.Tests.Outages;

/// <summary>A database of a test's own: files, or a PostgreSQL server that can be stopped and killed.</summary>
internal sealed class DatabaseUnderFire : IDisposable
{
    private readonly string? _folder;
    private readonly string? _name;

    public DatabaseUnderFire(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            Server = PostgresServer.Start();
            _name = Server.CreateDatabase();
            Settings = new DatabaseSettings { Provider = provider, ConnectionString = Server.NodeConnection(_name), GapSeconds = 5 };
        }
        else
        {
            _folder = Directory.CreateTempSubdirectory("fleet-outage-").FullName;
            Settings = new DatabaseSettings { ConnectionString = $"Data Source={Path.Combine(_folder, "fleet.db")}", GapSeconds = 5 };
        }
    }

    public DatabaseSettings Settings { get; }

    /// <summary>The server; null for files.</summary>
    public PostgresServer? Server { get; }

    /// <summary>Changes the schema as the server's owner.</summary>
    public void Execute(string sql) => Server!.Execute(_name!, sql);

    public void Dispose()
    {
        Server?.Dispose();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
