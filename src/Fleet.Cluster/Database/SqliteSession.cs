using System.Data.Common;

using LinqToDB.Interceptors;

namespace Fleet.Cluster.Database;

/// <summary>Prepares each SQLite connection: durable commits in WAL mode, and asynchronous opening.</summary>
internal sealed class SqliteSession : ConnectionInterceptor
{
    /// <summary>
    /// Microsoft.Data.Sqlite completes synchronously; without this yield the journal's stream never gathers a batch and each event pays for its own fsync.
    /// </summary>
    public override async Task ConnectionOpeningAsync(
        ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken) => await Task.Yield();

    public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection) => Prepare(connection);

    public override Task ConnectionOpenedAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
    {
        Prepare(connection);
        return Task.CompletedTask;
    }

    /// <summary>FULL, because NORMAL loses the last commits at power loss, and what was acknowledged must stay.</summary>
    private static void Prepare(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON;";
        command.ExecuteNonQuery();
    }
}
