using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit;

using Fleet.Cluster.Database;
using Fleet.Cluster.Journal;
using Fleet.Cluster.Serialization;

using LinqToDB.Data;

using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Cluster.Tests;

/// <summary>A prepared database in a folder of its own, with a grip on the journal's file: to hold writes back, to refuse them, to look at its rows.</summary>
public sealed class TemporaryDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fleet-test-").FullName;

    public TemporaryDatabase()
    {
        Database = FleetDatabase.Of(new DatabaseSettings { ConnectionString = $"Data Source={Path.Combine(_folder, "fleet.db")};Pooling=False" });
        Database.Prepare(migrate: true);
    }

    public FleetDatabase Database { get; }

    /// <summary>An actor system with Fleet's journal and serializer; it forms no cluster.</summary>
    public ActorSystem StartSystem() => new ServiceCollection()
        .AddLogging()
        .AddAkka("fleet", (builder, _) => builder
            .ConfigureLoggers(logging => logging.ClearLoggers())
            .WithFleetSerialization()
            .WithFleetJournal(Database)
            .AddHocon("akka.stdout-loglevel = OFF", HoconAddMode.Prepend)
            .AddHocon(TestKitBase.DefaultConfig, HoconAddMode.Append))
        .BuildServiceProvider()
        .GetRequiredService<ActorSystem>();

    /// <summary>Keeps the journal from writing until the result is disposed of; reading goes on.</summary>
    public IDisposable HoldWrites()
    {
        var journal = OpenJournal();
        journal.Execute("BEGIN IMMEDIATE");
        return journal;
    }

    /// <summary>Makes the journal refuse an entity's writes until the result is disposed of.</summary>
    public IDisposable RefuseWrites(string persistenceId)
    {
        ExecuteInJournal($"CREATE TRIGGER refuse BEFORE INSERT ON journal WHEN NEW.persistence_id = '{persistenceId}' BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        return new Undo(() => ExecuteInJournal("DROP TRIGGER refuse"));
    }

    /// <summary>Makes the journal refuse whatever would be its event after so many, as if the node had been lost right then, until the result is disposed of.</summary>
    public IDisposable RefuseWritesBeyond(int events)
    {
        ExecuteInJournal($"CREATE TRIGGER lost BEFORE INSERT ON journal WHEN (SELECT COUNT(*) FROM journal) >= {events} BEGIN SELECT RAISE(ABORT, 'the node is lost'); END");
        return new Undo(() => ExecuteInJournal("DROP TRIGGER lost"));
    }

    public void ExecuteInJournal(string sql)
    {
        using var journal = OpenJournal();
        journal.Execute(sql);
    }

    /// <summary>The manifests of an entity's events, in their order.</summary>
    public IReadOnlyList<string> Manifests(string persistenceId)
    {
        using var journal = OpenJournal();
        return journal.Query<string>(
            "SELECT manifest FROM journal WHERE persistence_id = @id ORDER BY sequence_number", new DataParameter("id", persistenceId)).ToList();
    }

    public long CountInJournal(string sql)
    {
        using var journal = OpenJournal();
        return journal.Execute<long>(sql);
    }

    /// <summary>A projector's last batch ends a moment after its system does; until then its files come and go.</summary>
    public void Dispose()
    {
        if (!SpinWait.SpinUntil(TryDelete, TimeSpan.FromSeconds(10)))
            throw new IOException($"{_folder} is still in use");
    }

    private bool TryDelete()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private DataConnection OpenJournal() => new(Database.JournalOptions);

    private sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
