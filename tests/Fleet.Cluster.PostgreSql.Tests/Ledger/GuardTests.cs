using Fleet.Cluster.Ledger;
using Fleet.Domain.Charging;

using Npgsql;

using static Fleet.Cluster.Tests.Given;
using static Fleet.Cluster.Tests.Ledger.TestLedger;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>PostgreSQL's own ways around a trigger.</summary>
public sealed class GuardTests : IDisposable
{
    private readonly TestLedger _ledger = new();

    [Theory]
    [InlineData("TRUNCATE billed_transaction")]
    [InlineData("TRUNCATE erasure")]
    [InlineData("SET session_replication_role = replica; DELETE FROM billed_transaction")]
    [InlineData("SET session_replication_role = replica; DELETE FROM erasure")]
    [InlineData("INSERT INTO billed_transaction SELECT * FROM billed_transaction ON CONFLICT (sequence) DO UPDATE SET energy_wh = 0")]
    public async Task Not_even_a_superuser_changes_the_record(string sql)
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill())));
        await new LedgerErasure(_ledger.Database).EraseTokenAsync(Alice, "ann", "asked for", Noon);
        var before = await _ledger.RowsAsync();

        var refused = Assert.Throws<PostgresException>(() => _ledger.Execute(sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Contains("is a record: ", refused.MessageText, StringComparison.Ordinal);
        Assert.Equal(before, await _ledger.RowsAsync());
    }

    public void Dispose() => _ledger.Dispose();
}
