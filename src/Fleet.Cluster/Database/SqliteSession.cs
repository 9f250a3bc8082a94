using System.Data.Common;

using LinqToDB.Interceptors;

namespace Fleet.Cluster.Database;

/// <summary>Opens SQLite connections asynchronously.</summary>
internal sealed class SqliteSession : ConnectionInterceptor
{
    /// <summary>
    /// Microsoft.Data.Sqlite completes synchronously; without this yield the journal's stream never gathers a batch and each event pays for its own fsync.
    /// </summary>
    public override async Task ConnectionOpeningAsync(
        ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken) => await Task.Yield();
}
