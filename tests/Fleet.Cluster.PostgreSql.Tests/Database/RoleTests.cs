using Fleet.Cluster.Database;

using LinqToDB.Data;

using Npgsql;

namespace Fleet.Cluster.Tests.Database;

/// <summary>What a node may do is no more than it needs; what happened and what was billed it cannot change.</summary>
public sealed class RoleTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();

    [Theory]
    [InlineData("UPDATE journal SET message = ''")]
    [InlineData("DELETE FROM journal")]
    [InlineData("TRUNCATE journal")]
    [InlineData("UPDATE billed_transaction SET energy_wh = 0")]
    [InlineData("DELETE FROM billed_transaction")]
    [InlineData("TRUNCATE billed_transaction")]
    [InlineData("UPDATE pseudonym SET value = ''")]
    [InlineData("TRUNCATE pseudonym")]
    [InlineData("UPDATE erasure SET reason = ''")]
    [InlineData("DELETE FROM erasure")]
    [InlineData("TRUNCATE erasure")]
    [InlineData("UPDATE reference_data SET document = ''")]
    [InlineData("DELETE FROM reference_data")]
    [InlineData("UPDATE tariff_version SET document = ''")]
    [InlineData("DELETE FROM tariff_version")]
    [InlineData("DELETE FROM promotion_spent")]
    [InlineData("DELETE FROM schema_migration")]
    [InlineData("UPDATE installation SET database_id = ''")]
    [InlineData("ALTER TABLE billed_transaction DISABLE TRIGGER ALL")]
    [InlineData("CREATE TABLE fleet.other (id INTEGER)")]
    public void A_node_may_not(string sql)
    {
        using var login = new NpgsqlConnection($"{_database.Settings.ConnectionString};Search Path=fleet,fleet_read");
        login.Open();
        using var command = new NpgsqlCommand(sql, login);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.Throws<PostgresException>(() => command.ExecuteNonQuery()).SqlState);

        using var node = _database.Database.Open();
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.Throws<PostgresException>(() => node.Execute(sql)).SqlState);
    }

    [Fact]
    public void A_node_acts_as_fleet_node_whatever_its_login_may_do_also_on_a_connection_that_was_used_before()
    {
        var superuser = FleetDatabase.Of(_database.OwnerSettings with { TableConnections = 4 });
        for (var use = 0; use < 3; use++)
        {
            using var db = superuser.Open();
            Assert.Equal("fleet_node", db.Execute<string>("SELECT current_user"));
            Assert.Equal("UTC", db.Execute<string>("SELECT current_setting('timezone')"));
            Assert.Throws<PostgresException>(() => db.Execute("DELETE FROM journal"));
        }
    }

    [Fact]
    public void A_node_may_make_read_tables_anew_and_whoever_reads_sees_them()
    {
        using (var node = _database.Database.Open())
        {
            node.Execute(
                """
                BEGIN;
                CREATE TABLE fleet_read.charger_new (LIKE fleet_read.charger INCLUDING ALL);
                DROP TABLE fleet_read.charger;
                ALTER TABLE fleet_read.charger_new RENAME TO charger;
                COMMIT;
                """);
        }

        AsReader("SELECT COUNT(*) FROM charger");
    }

    [Theory]
    [InlineData("SELECT COUNT(*) FROM billed_transaction", true)]
    [InlineData("SELECT COUNT(*) FROM session", true)]
    [InlineData("SELECT COUNT(*) FROM charger", true)]
    [InlineData("SELECT COUNT(*) FROM tariff_version", true)]
    [InlineData("SELECT COUNT(*) FROM promotion_spent", true)]
    [InlineData("SELECT MAX(recorded_at) FROM reference_data", true)]
    [InlineData("SELECT MAX(reason) FROM erasure", true)]
    [InlineData("SELECT MAX(pseudonym) FROM pseudonym", false)]
    [InlineData("SELECT MAX(document) FROM reference_data", false)]
    [InlineData("INSERT INTO tariff_version VALUES ('x', 'y')", false)]
    [InlineData("DELETE FROM session", false)]
    public void Who_reports_reads_everything_but_secrets_and_changes_nothing(string sql, bool allowed)
    {
        if (allowed)
            AsReader(sql);
        else
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.Throws<PostgresException>(() => AsReader(sql)).SqlState);
    }

    public void Dispose() => _database.Dispose();

    private void AsReader(string sql) => _database.ExecuteInTables($"SET ROLE fleet_reader; {sql}");
}
