using Fleet.Cluster.Ledger;
using Fleet.Domain.Charging;

using Microsoft.Data.Sqlite;

using static Fleet.Cluster.Tests.Given;
using static Fleet.Cluster.Tests.Ledger.TestLedger;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>SQLite's own way around a trigger.</summary>
public sealed class SqliteGuardTests : IDisposable
{
    private readonly TestLedger _ledger = new();

    [Theory]
    [InlineData("INSERT OR REPLACE INTO billed_transaction SELECT * FROM billed_transaction", "billed_transaction is a record: it has this entry already")]
    [InlineData(
        "REPLACE INTO billed_transaction SELECT sequence + 1, previous_hash, hash, id, revision, 'HOLD', recorded_at, charger_id, site_id, driver, stopped_at, energy_wh, currency, '0', '0', held_for, document FROM billed_transaction",
        "billed_transaction is a record: it has this entry already")]
    [InlineData("INSERT OR REPLACE INTO erasure SELECT * FROM erasure", "erasure is a record: it has this pseudonym already")]
    public async Task An_entry_is_not_replaced_by_another(string sql, string message)
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill())));
        await new LedgerErasure(_ledger.Database).EraseTokenAsync(Alice, "ann", "asked for", Noon);
        var before = await _ledger.RowsAsync();

        Assert.Contains(message, Assert.Throws<SqliteException>(() => _ledger.Execute(sql)).Message, StringComparison.Ordinal);

        Assert.Equal(before, await _ledger.RowsAsync());
    }

    public void Dispose() => _ledger.Dispose();
}
