using System.Net;
using System.Net.Sockets;

using Fleet.Cluster.Database;

using Npgsql;

namespace Fleet.Cluster.Tests.Database;

/// <summary>What stands between a node and its PostgreSQL becomes one sentence that says what to do, and shows no password.</summary>
public sealed class PostgreSqlDatabaseTests : IDisposable
{
    private const string Secret = "a secret of the tests";

    private readonly TemporaryDatabase _database = new();

    [Fact]
    public void A_wrong_password()
    {
        Server.CreateLogin("with_password", Secret);

        AssertRefused("refuses user with_password: correct Username and Password", Named(named => (named.Username, named.Password) = ("with_password", "wrong " + Secret)));
    }

    [Fact]
    public void A_user_that_does_not_exist() => AssertRefused("refuses user nobody_knows", Named(named => (named.Username, named.Password) = ("nobody_knows", Secret)));

    [Fact]
    public void A_password_that_is_asked_for_and_not_named() => AssertRefused("asks for a password of user nobody_knows: add Password", Named(named => named.Username = "nobody_knows"));

    [Fact]
    public void A_database_that_does_not_exist() =>
        AssertRefused("no_such_database at 127.0.0.1:", Named(named => named.Database = "no_such_database"), "does not exist: create it ('createdb no_such_database')");

    [Fact]
    public void A_server_that_is_down()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();

        AssertRefused($"at 127.0.0.1:{port} cannot be reached", Named(named => named.Port = port), "start the server, or correct Host and Port");
    }

    [Fact]
    public void A_host_that_does_not_exist() => AssertRefused("at no-such-host.invalid:", Named(named => named.Host = "no-such-host.invalid"), "cannot be reached");

    [Fact]
    public void A_user_without_the_role_of_a_node()
    {
        Server.CreateLogin("stranger", Secret);

        AssertRefused("needs 'GRANT fleet_node TO stranger'", Named(named => (named.Username, named.Password) = ("stranger", Secret)));
    }

    [Fact]
    public void A_reporting_user_instead_of_a_nodes()
    {
        Server.CreateLogin("reports", Secret, "fleet_reader");

        AssertRefused("User reports may not act as a node", Named(named => (named.Username, named.Password) = ("reports", Secret)), "'GRANT fleet_node TO reports'");
    }

    [Fact]
    public void Migrating_without_the_right_to()
    {
        using var empty = TemporaryDatabase.Empty();

        var refusal = Assert.Throws<DatabaseException>(() => empty.Database.Migrate());

        Assert.Contains("'fleet db migrate' needs a user who owns the database and may create roles", refusal.Message, StringComparison.Ordinal);
        Assert.True(empty.Database.ReadStatus().IsEmpty);
    }

    [Fact]
    public void A_login_that_owns_the_database_and_may_create_roles_can_migrate_and_be_the_node()
    {
        using var empty = TemporaryDatabase.Empty();
        Server.CreateLogin("operator", Secret);
        var database = new NpgsqlConnectionStringBuilder(empty.Settings.ConnectionString).Database!;
        Server.Execute("postgres", $"ALTER ROLE operator CREATEROLE; ALTER DATABASE {database} OWNER TO operator");
        var named = new NpgsqlConnectionStringBuilder(empty.Settings.ConnectionString) { Username = "operator", Password = Secret };

        FleetDatabase.Of(empty.Settings with { ConnectionString = named.ConnectionString }).Prepare(migrate: true);

        empty.Database.Prepare(migrate: false);
    }

    [Fact]
    public void A_server_that_only_reads()
    {
        var database = new NpgsqlConnectionStringBuilder(_database.Settings.ConnectionString).Database!;
        Server.Execute("postgres", $"ALTER DATABASE {database} SET default_transaction_read_only = on");

        AssertRefused("is read-only, such as a standby is: name the primary server", _database.Settings);
    }

    [Fact]
    public void An_encoding_that_cannot_hold_every_character()
    {
        Server.Execute("postgres", "CREATE DATABASE latin TEMPLATE template0 ENCODING LATIN1 LOCALE_PROVIDER libc LOCALE 'C'");
        var named = new NpgsqlConnectionStringBuilder(_database.OwnerSettings.ConnectionString) { Database = "latin" };

        AssertRefused("has the encoding LATIN1: create it anew with ENCODING 'UTF8'", _database.OwnerSettings with { ConnectionString = named.ConnectionString });
        Server.DropDatabase("latin");
    }

    [Theory]
    [InlineData(PostgresErrorCodes.TooManyConnections, "raise the server's max_connections")]
    [InlineData(PostgresErrorCodes.DiskFull, "free space on the server's disk")]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, "name the primary server")]
    [InlineData(PostgresErrorCodes.CannotConnectNow, "wait until it does")]
    public void What_PostgreSQL_says_becomes_what_to_do(string state, string advice) =>
        Assert.Contains(advice, _database.Database.Explain(new PostgresException("said", "FATAL", "FATAL", state)), StringComparison.Ordinal);

    [Fact]
    public void What_is_said_of_a_database_shows_no_password() =>
        Assert.DoesNotContain(Secret, FleetDatabase.Of(Named(named => named.Password = Secret)).Description, StringComparison.Ordinal);

    [Fact]
    public void A_node_has_no_more_connections_than_are_set()
    {
        using var journal = new NpgsqlConnection(_database.Database.JournalOptions.ConnectionOptions.ConnectionString);
        using var tables = new NpgsqlConnection(_database.Database.TableOptions.ConnectionOptions.ConnectionString);

        Assert.Equal((8, 4), (MostOf(journal), MostOf(tables)));
        Assert.True(_database.Database.JournalRecoveries + _database.Database.JournalQueries < 8);

        static int MostOf(NpgsqlConnection pool) => new NpgsqlConnectionStringBuilder(pool.ConnectionString).MaxPoolSize;
    }

    public void Dispose() => _database.Dispose();

    private static PostgresServer Server => PostgresServer.Shared;

    private DatabaseSettings Named(Action<NpgsqlConnectionStringBuilder> change)
    {
        var named = new NpgsqlConnectionStringBuilder(_database.Settings.ConnectionString);
        change(named);
        return _database.Settings with { ConnectionString = named.ConnectionString };
    }

    private static void AssertRefused(string sentence, DatabaseSettings settings, string advice = "")
    {
        var refusal = Assert.Throws<DatabaseException>(() => FleetDatabase.Of(settings).Prepare(migrate: true));
        Assert.True(refusal.Message.Contains(sentence, StringComparison.Ordinal), refusal.Message);
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
