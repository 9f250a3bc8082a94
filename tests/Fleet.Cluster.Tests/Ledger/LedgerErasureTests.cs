using System.Text.Json.Nodes;

using Fleet.Cluster.Ledger;
using Fleet.Domain.Charging;

using LinqToDB;
using LinqToDB.Async;

using static Fleet.Cluster.Tests.Given;
using static Fleet.Cluster.Tests.Ledger.TestLedger;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>The ledger forgets a person and stays what it is.</summary>
public sealed class LedgerErasureTests : IDisposable
{
    private readonly TestLedger _ledger = new();

    private LedgerErasure Forget => new(_ledger.Database);

    [Fact]
    public async Task An_erased_token_is_shown_as_its_pseudonym_and_gets_another_one_when_it_charges_again()
    {
        await _ledger.AppendAsync((Stopped(700), new SessionBilled(Bill())), (Stopped(701, "Bob"), new SessionBilled(Bill())));
        var before = await _ledger.RowsAsync();

        Assert.Equal(new Erasure(1), await Forget.EraseTokenAsync(Alice, "ann", "asked for", At(60)));
        await _ledger.AppendAsync((Stopped(702), new SessionBilled(Bill())));

        var rows = await _ledger.RowsAsync();
        Assert.Equal(before, rows[..2]);
        Assert.Equal([TokenIn(rows[0]), "Bob", "Alice"], await ShownTokensAsync(), StringComparer.Ordinal);
        Assert.NotEqual(TokenIn(rows[0]), TokenIn(rows[2]), StringComparer.Ordinal);
        Assert.Null((await _ledger.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task A_correction_of_an_erased_session_does_not_link_it_again()
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill())));
        await Forget.EraseTokenAsync(Alice, "ann", "asked for", At(60));
        await Forget.EraseDriverAsync("driver", "ann", "asked for", At(60));

        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill(0.40m), 3, 1)));

        var rows = await _ledger.RowsAsync();
        Assert.Single(rows.Select(row => (TokenIn(row), row.Driver)).Distinct());
        Assert.All(await ShownTokensAsync(), token => Assert.StartsWith("p_", token, StringComparison.Ordinal));
        await using var db = _ledger.Database.Open();
        Assert.Equal(0, await db.GetTable<PseudonymRow>().CountAsync());
        Assert.Null((await _ledger.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task A_token_is_erased_in_every_case_that_it_was_written_in_and_a_driver_only_as_written()
    {
        await _ledger.AppendAsync(
            (Stopped(700, "Alice", "Driver"), new SessionBilled(Bill())), (Stopped(701, "ALICE", "DRIVER"), new SessionBilled(Bill())), (Stopped(702, "Bob", "Alice"), new SessionBilled(Bill())));

        Assert.Equal(new Erasure(2), await Forget.EraseTokenAsync(new("alice"), "ann", "asked for", At(60)));
        Assert.Equal(new Erasure(1), await Forget.EraseDriverAsync("Driver", "ann", "asked for", At(60)));

        await using var db = _ledger.Database.Open();
        Assert.Equal(["Alice", "Bob", "DRIVER"], await db.GetTable<PseudonymRow>().OrderBy(row => row.Value).Select(row => row.Value).ToListAsync(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task It_is_recorded_who_erased_when_and_why_but_not_whom()
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill())));
        var pseudonym = TokenIn((await _ledger.RowsAsync())[0]);

        await Forget.EraseTokenAsync(Alice, "ann", "asked for by letter", At(60));

        await using var db = _ledger.Database.Open();
        var erasure = Assert.Single(await db.GetTable<ErasureRow>().ToListAsync());
        Assert.Equal(new ErasureRow { Pseudonym = pseudonym, Kind = "TOKEN", ErasedAt = At(60), ErasedBy = "ann", Reason = "asked for by letter" }, erasure);
    }

    [Fact]
    public async Task Whom_the_ledger_does_not_know_is_not_erased_and_nothing_recorded()
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill())));

        Assert.Equal(new Erasure(0), await Forget.EraseTokenAsync(new("Carol"), "ann", "asked for", At(60)));

        await using var db = _ledger.Database.Open();
        Assert.Equal(0, await db.GetTable<ErasureRow>().CountAsync());
    }

    [Theory]
    [InlineData("", "ann", "asked for", "value: must name the token or the driver to erase")]
    [InlineData("Alice", " ", "asked for", "by: must say who erases")]
    [InlineData("Alice", "ann", "", "reason: must say why")]
    [InlineData("Alice", "ann", "alice asked for it", "reason: must not name what is to be forgotten, because the reason is kept")]
    public async Task An_erasure_without_who_or_why_is_refused_and_erases_nothing(string token, string by, string reason, string message)
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill())));

        Assert.Equal(new Erasure(0, message), await Forget.EraseTokenAsync(new(token), by, reason, At(60)));
        Assert.Equal(["Alice"], await ShownTokensAsync());
    }

    public void Dispose() => _ledger.Dispose();

    private static string TokenIn(BilledTransactionRow row) => (string)JsonNode.Parse(row.Document)!["token"]!;

    private async Task<List<string>> ShownTokensAsync() =>
        [.. (await _ledger.Queries.TransactionsAsync(null, 0, 100)).Items.Select(text => (string)JsonNode.Parse(text)!["token"]!)];
}
