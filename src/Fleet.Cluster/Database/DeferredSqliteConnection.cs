using System.Data;
using System.Data.Common;

using Microsoft.Data.Sqlite;

namespace Fleet.Cluster.Database;

/// <summary>
/// A SQLite connection whose transactions lock the file when they write, not when they begin. Microsoft.Data.Sqlite begins each one with the write lock, also those that only
/// read: then every recovery of an entity waits for the journal's writer, and the writer for it.
/// </summary>
internal sealed class DeferredSqliteConnection(string connectionString) : SqliteConnection(connectionString)
{
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => BeginTransaction(isolationLevel, deferred: true);
}
