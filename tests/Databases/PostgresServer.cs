using System.Diagnostics;

using Fleet.Cluster.Database;

using Npgsql;

namespace Fleet.Tests.Databases;

/// <summary>
/// A throw-away PostgreSQL on loopback, in a folder of its own. The shell that started it waits on its standard input: when this process ends, however it ends, the shell
/// stops the server and deletes the folder. Locale and time zone are not the ones that Fleet's own statements would like best.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    /// <summary>The login of the nodes under test: no more than a member of fleet_node.</summary>
    public const string NodeLogin = "node_of_tests";

    private const string Owner = "postgres";
    private const string Migrated = "migrated";
    private const int Tries = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<PostgresServer> SharedServer = new(Start);

    private readonly Process _shell;
    private int _databases;

    private PostgresServer(Process shell, int port) => (_shell, Port) = (shell, port);

    /// <summary>The one that the tests of this process share.</summary>
    public static PostgresServer Shared => SharedServer.Value;

    public int Port { get; }

    /// <summary>A server of one's own, to stop and kill. The test is skipped, with the reason, where there is no PostgreSQL.</summary>
    public static PostgresServer Start()
    {
        var (programs, missing) = FindPrograms();
        Requirement.Check("postgres", missing);
        for (var attempt = 1; ; attempt++)
        {
            var server = new PostgresServer(StartShell(programs!), FreePort.Find());
            var answer = server.Tell($"start {server.Port}");
            if (answer == "done")
            {
                server.Migrate();
                return server;
            }

            server.Dispose();
            Assert.True(attempt < Tries, $"PostgreSQL did not start: {answer}");
        }
    }

    /// <summary>A database of its own, with Fleet's schema.</summary>
    /// <returns>Its name.</returns>
    public string CreateDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        Execute(Owner, $"CREATE DATABASE {name} TEMPLATE {Migrated}");
        return name;
    }

    /// <summary>An empty database of its own.</summary>
    /// <returns>Its name.</returns>
    public string CreateEmptyDatabase()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        Execute(Owner, $"CREATE DATABASE {name}");
        return name;
    }

    public void DropDatabase(string name) => Execute(Owner, $"DROP DATABASE {name} WITH (FORCE)");

    /// <summary>A connection string of the node's login.</summary>
    public string NodeConnection(string database) => Connection(database, NodeLogin);

    /// <summary>A connection string of the server's owner.</summary>
    public string OwnerConnection(string database) => Connection(database, Owner);

    /// <summary>Makes a login whose password is asked for, unlike that of the owner and of <see cref="NodeLogin"/>.</summary>
    public void CreateLogin(string name, string password, string? role = null) =>
        Execute(Owner, $"CREATE ROLE {name} LOGIN PASSWORD '{password}' {(role is null ? "" : $"IN ROLE {role}")}");

    /// <summary>Runs a statement as the server's owner.</summary>
    public void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(OwnerConnection(database));
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>As an orderly shutdown does: open transactions are rolled back.</summary>
    public void Stop() => Assert.Equal("done", Tell("stop"));

    /// <summary>As a crash does.</summary>
    public void Kill() => Assert.Equal("done", Tell("kill"));

    /// <summary>Starts it again, on the same port.</summary>
    public void Restart() => Assert.Equal("done", Tell($"start {Port}"));

    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit(Patience);
        _shell.Dispose();
    }

    private string Connection(string database, string user) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = Port, Database = database, Username = user, Pooling = false }.ConnectionString;

    private void Migrate()
    {
        Execute(Owner, $"CREATE DATABASE {Migrated}");
        FleetDatabase.Of(new DatabaseSettings { Provider = DatabaseProvider.PostgreSql, ConnectionString = OwnerConnection(Migrated) }).Migrate();
        Execute(Owner, $"CREATE ROLE {NodeLogin} LOGIN IN ROLE fleet_node");
    }

    private string Tell(string command)
    {
        _shell.StandardInput.WriteLine(command);
        _shell.StandardInput.Flush();
        using var patience = new CancellationTokenSource(Patience);
        return _shell.StandardOutput.ReadLineAsync(patience.Token).AsTask().GetAwaiter().GetResult() ?? _shell.StandardError.ReadToEnd();
    }

    private static Process StartShell(string programs)
    {
        string[] shell = ["sh", "-c", Script, "sh", programs];
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", Owner, "--", .. shell] : shell;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        return Process.Start(start)!;
    }

    private static (string? Folder, string? Missing) FindPrograms()
    {
        if (OperatingSystem.IsWindows())
            return (null, "The throw-away PostgreSQL of the tests needs a POSIX shell.");
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var packaged = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal) : Enumerable.Empty<string>();
        var found = paths.Concat(packaged.Select(version => Path.Combine(version, "bin"))).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
        return (found, found is null ? "There is no PostgreSQL here: no initdb on PATH or in /usr/lib/postgresql/*/bin." : null);
    }

    /// <summary>Without fsync: what is tested is what survives a crash of the server's processes, not of the machine.</summary>
    private const string Script =
        """
        trap '' INT TERM HUP
        programs=$1
        folder=$(mktemp -d "${TMPDIR:-/tmp}/fleet-postgres-XXXXXX") || exit 1
        "$programs/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --locale-provider=icu --icu-locale=en-US --no-sync >"$folder/log" 2>&1
        printf '%s\n' "host all postgres,node_of_tests 127.0.0.1/32 trust" "host all all 127.0.0.1/32 scram-sha-256" >"$folder/data/pg_hba.conf"
        start() {
            "$programs/pg_ctl" start -w -D "$folder/data" -l "$folder/log" -o "-p $1 -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off \
                -c max_connections=300 -c shared_buffers=64MB -c timezone=Asia/Kolkata" >/dev/null 2>&1
        }
        while read -r command port; do
            case $command in
            # The processes of a server that was killed hold its memory for a moment.
            start) start "$port" || { sleep 0.5; start "$port"; } || { sleep 2; start "$port"; } ;;
            stop) "$programs/pg_ctl" stop -m fast -w -D "$folder/data" >/dev/null 2>&1 ;;
            kill) kill -9 "$(head -n 1 "$folder/data/postmaster.pid")" ;;
            esac && echo done || { tail -n 5 "$folder/log" | tr '\n' ' '; echo; }
        done
        "$programs/pg_ctl" stop -m immediate -w -D "$folder/data" >/dev/null 2>&1
        rm -rf "$folder"
        """;
}
