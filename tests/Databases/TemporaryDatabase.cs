using System.Data.Common;
using System.Globalization;

using Fleet.Cluster.Database;

namespace Fleet.Tests.Databases;

/// <summary>
/// A database of a test's own, of the kind that its project tests, with a grip on it beside the node: to hold writes back, to refuse them, to look at rows and change them, as
/// the owner of the database and without Fleet's own code.
/// </summary>
public sealed class TemporaryDatabase : IDisposable
{
    private readonly DatabaseKind _kind;

    /// <summary>A migrated one.</summary>
    public TemporaryDatabase()
        : this(DatabaseUnderTest.Provider, migrated: true)
    {
    }

    private TemporaryDatabase(DatabaseProvider provider, bool migrated)
    {
        _kind = provider switch
        {
            DatabaseProvider.Sqlite => new SqliteKind(migrated),
            DatabaseProvider.PostgreSql => new PostgreSqlKind(migrated),
            _ => throw new ArgumentOutOfRangeException(nameof(provider)),
        };
        Database = FleetDatabase.Of(Settings);
    }

    /// <summary>What a node on it is started with.</summary>
    public DatabaseSettings Settings => _kind.Settings;

    /// <summary>What somebody who migrates it says.</summary>
    public DatabaseSettings OwnerSettings => _kind.OwnerSettings;

    public FleetDatabase Database { get; }

    /// <summary>One in which there is nothing yet.</summary>
    public static TemporaryDatabase Empty(DatabaseProvider provider = DatabaseUnderTest.Provider) => new(provider, migrated: false);

    /// <summary>Keeps everybody from writing events until the result is disposed of; reading goes on.</summary>
    public IDisposable HoldJournal() => new Held(_kind.OpenJournal(), _kind.HoldJournalSql);

    /// <summary>Keeps everybody from writing to the tables until the result is disposed of; reading goes on.</summary>
    public IDisposable HoldTables() => new Held(_kind.OpenTables(), _kind.HoldTablesSql);

    /// <summary>Makes the journal refuse an entity's events with "disk full" until the result is disposed of.</summary>
    public IDisposable RefuseEvents(string persistenceId) => Refuse(ExecuteInJournal, "journal", $"NEW.persistence_id = '{persistenceId}'");

    /// <summary>Makes the journal refuse whatever would be its event after so many, as if the node had been lost right then, until the result is disposed of.</summary>
    public IDisposable RefuseEventsBeyond(int events) => Refuse(ExecuteInJournal, "journal", $"(SELECT COUNT(*) FROM journal) >= {events}");

    /// <summary>Takes numbers of the journal that no event will have, as a write that failed does.</summary>
    public void LeaveGap() => ExecuteInJournal(_kind.GapSql);

    /// <summary>Makes a table refuse new rows with "disk full" until the result is disposed of.</summary>
    public IDisposable RefuseRows(string table) => Refuse(ExecuteInTables, table, "1 = 1");

    /// <summary>Lets the journal's disk be full until the result is disposed of.</summary>
    internal IFullDisk FillDisk() => _kind.FillDisk();

    /// <summary>Lets whatever is done to a table as its owner be done.</summary>
    public void Unguard(string table) => ExecuteInTables(_kind.UnguardSql(table));

    public void ExecuteInJournal(string sql) => Execute(_kind.OpenJournal(), sql);

    public void ExecuteInTables(string sql) => Execute(_kind.OpenTables(), sql);

    public T QueryJournal<T>(string sql) => Query<T>(_kind.OpenJournal(), sql);

    public T QueryTables<T>(string sql) => Query<T>(_kind.OpenTables(), sql);

    /// <summary>The manifests of an entity's events, in their order.</summary>
    public IReadOnlyList<string> Manifests(string persistenceId)
    {
        using var connection = _kind.OpenJournal();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT manifest FROM journal WHERE persistence_id = @id ORDER BY sequence_number";
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", persistenceId);
        command.Parameters.Add(id);
        using var rows = command.ExecuteReader();
        var manifests = new List<string>();
        while (rows.Read())
            manifests.Add(rows.GetString(0));
        return manifests;
    }

    /// <summary>How many events of a manifest an entity has.</summary>
    public int EventsOf(string persistenceId, string manifest) => Manifests(persistenceId).Count(other => other == manifest);

    public void Dispose() => _kind.Dispose();

    private Undo Refuse(Action<string> execute, string table, string condition)
    {
        foreach (var sql in _kind.RefuseSql(table, condition))
            execute(sql);
        return new Undo(() =>
        {
            foreach (var sql in _kind.AllowSql(table))
                execute(sql);
        });
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using (connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static T Query<T>(DbConnection connection, string sql)
    {
        using (connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return (T)Convert.ChangeType(command.ExecuteScalar(), typeof(T), CultureInfo.InvariantCulture)!;
        }
    }

    private sealed class Held : IDisposable
    {
        private readonly DbConnection _connection;

        public Held(DbConnection connection, string sql)
        {
            _connection = connection;
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        public void Dispose() => _connection.Dispose();
    }

    private sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
