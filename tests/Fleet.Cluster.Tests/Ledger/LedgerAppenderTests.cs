using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using Fleet.Cluster.Ledger;
using Fleet.Cluster.Projections;
using Fleet.Domain;
using Fleet.Domain.Charging;

using LinqToDB;
using LinqToDB.Async;

using NodaTime;

using static Fleet.Cluster.Tests.Given;
using static Fleet.Cluster.Tests.Ledger.TestLedger;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>What a decision about a bill becomes in the ledger.</summary>
public sealed class LedgerAppenderTests : IDisposable
{
    private static readonly Ruling Ruling = new("ops:ann", "meter checked", At(90));

    private readonly TestLedger _ledger = new();

    [Fact]
    public async Task Entries_are_numbered_without_gaps_and_each_hash_covers_its_document_and_the_hash_before()
    {
        await _ledger.AppendBillsAsync(2);
        await _ledger.AppendBillsAsync(3, from: 800);

        var rows = await _ledger.RowsAsync();
        Assert.Equal([1L, 2, 3, 4, 5], rows.Select(row => row.Sequence));
        var previous = new string('0', 64);
        foreach (var row in rows)
        {
            var hashed = JsonNode.Parse(row.Document)!;
            hashed["ledger"] = new JsonObject { ["previousHash"] = previous, ["sequence"] = row.Sequence };
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Canonicalize(hashed.ToJsonString()))));
            Assert.Equal((previous, hash), (row.PreviousHash, row.Hash));
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((await _ledger.Queries.HashedTextAsync(row.Id))!))));
            previous = hash;
        }
    }

    [Fact]
    public async Task The_row_says_the_same_as_the_document()
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill(held: true))));

        var row = Assert.Single(await _ledger.RowsAsync());
        var document = JsonNode.Parse(row.Document)!;
        Assert.Equal(("CP1:700", 1, "HOLD", "CP1", "site"), (row.Id, row.Revision, row.Kind, row.ChargerId, row.SiteId));
        Assert.Equal((At(30), 4_000L, "EUR", 2.00m, 2.38m, "IMPLAUSIBLE_ENERGY"),
            (row.StoppedAt, row.EnergyWh, row.Currency, row.TotalExclTax, row.TotalInclTax, row.HeldFor));
        Assert.Equal((string?)document["driverId"], row.Driver);
    }

    [Fact]
    public async Task Bills_and_credits_are_numbered_by_their_sequence_and_a_held_bill_has_no_number()
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill())), (Stopped(701), new SessionBilled(Bill(held: true))), (Stopped(), new SessionBilled(Bill(0.40m), 3, 1, Ruling)));

        var documents = (await _ledger.RowsAsync()).ConvertAll(row => JsonNode.Parse(row.Document)!);
        Assert.Equal([(1, "F-1"), (1, null), (2, "F-3"), (3, "F-4")], documents.Select(document => ((int)document["revision"]!, (string?)document["invoice"])));
    }

    [Fact]
    public async Task An_entry_is_never_recorded_before_the_one_before_it_though_a_clock_was_put_back()
    {
        await _ledger.AppendAsync(At(120), (Stopped(), new SessionBilled(Bill())));
        await _ledger.AppendAsync(At(60), (Stopped(701), new SessionBilled(Bill())));
        await _ledger.AppendAsync(At(121), (Stopped(702), new SessionBilled(Bill())));

        Assert.Equal([At(120), At(120), At(121)], (await _ledger.RowsAsync()).Select(row => row.RecordedAt));
        Assert.Null((await _ledger.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task A_held_bill_that_is_released_gives_way_to_a_bill_without_a_credit()
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill(held: true))));
        Assert.Equal(["HELD"], await StatesAsync());

        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill(), 2, null, Ruling)));

        Assert.Equal(["CREDITED", "BILLED"], await StatesAsync());
        Assert.Equal("""{"at":"2026-03-02T13:30:00Z","by":"ops:ann","reason":"meter checked"}""", (await ShowAsync("CP1:700"))["ruling"]!.ToJsonString());
        Assert.Equal([0m, 2.38m], (await _ledger.Queries.EntriesAsync(0, 10)).Select(entry => entry.Income));
    }

    [Fact]
    public async Task A_correction_takes_the_whole_bill_back_and_charges_anew()
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill(0.50m))));
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill(0.40m), 3, 1, Ruling)));
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill(0.30m, held: true), 5, 3, Ruling)));

        Assert.Equal(["CREDITED", "CREDIT", "CREDITED", "CREDIT", "HELD"], await StatesAsync());
        var rows = await _ledger.RowsAsync();
        Assert.Equal([1, 2, 3, 4, 5], rows.Select(row => row.Revision));
        Assert.Equal(["BILL", "CREDIT", "BILL", "CREDIT", "HOLD"], rows.Select(row => row.Kind), StringComparer.Ordinal);

        // 4 kWh at 0.50, 0.40 and 0.30, and 19 % on top.
        Assert.Equal([2.38m, -2.38m, 1.90m, -1.90m, 1.43m], rows.Select(row => row.TotalInclTax!.Value));
        Assert.Equal([4_000L, -4_000, 4_000, -4_000, 4_000], rows.Select(row => row.EnergyWh));
        Assert.Equal(0m, (await _ledger.Queries.EntriesAsync(0, 10)).Sum(entry => entry.Income));
        var credit = await ShowAsync("CP1:700", 4);
        Assert.Equal("""{"id":"CP1:700","revision":3}""", credit["creditOf"]!.ToJsonString());
        Assert.Equal(("Alice", "CREDIT"), ((string?)credit["token"], (string?)credit["state"]));
    }

    [Fact]
    public async Task An_entry_does_not_tell_whether_its_session_was_read_from_the_table()
    {
        var now = Stopped() with { SiteId = "si\0te", StartedAt = Instant.MinValue, StoppedAt = At(30) + Duration.FromNanoseconds(1_999_999) };
        await using (var db = _ledger.Database.Open())
            await db.InsertAsync(now);
        await using var again = _ledger.Database.Open();
        var read = await again.GetTable<SessionView>().SingleAsync();

        await _ledger.AppendAsync((now, new SessionBilled(Bill())));
        await _ledger.AppendAsync((read with { SessionId = "CP1:701", TransactionId = "701" }, new SessionBilled(Bill())));

        var documents = (await _ledger.RowsAsync()).ConvertAll(row => row.Document);
        Assert.Contains("\"siteId\":\"si\ufffdte\",\"startedAt\":\"0001-01-01T00:00:00.001Z\"", documents[0], StringComparison.Ordinal);
        Assert.Contains("\"stoppedAt\":\"2026-03-02T12:30:00.001Z\"", documents[0], StringComparison.Ordinal);
        Assert.Equal(documents[0].Replace("700", "701", StringComparison.Ordinal).Replace("F-1", "F-2", StringComparison.Ordinal), documents[1]);
        Assert.Null((await _ledger.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task Decisions_of_one_batch_follow_on_each_other()
    {
        await _ledger.AppendAsync(
            (Stopped(), new SessionBilled(Bill(held: true))), (Stopped(), new SessionBilled(Bill(), 2)), (Stopped(), new SessionBilled(Bill(0.40m), 4, 2)));

        Assert.Equal(["CREDITED", "CREDITED", "CREDIT", "BILLED"], await StatesAsync());
        Assert.Null((await _ledger.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task A_correction_is_linked_both_ways_and_says_why()
    {
        await _ledger.AppendAsync(
            (Stopped(), new SessionBilled(Bill(held: true))),
            (Stopped(), new SessionBilled(Bill(), 2, Cause: CorrectionCause.Released)),
            (Stopped(), new SessionBilled(Bill(0.40m), 4, 2, Cause: CorrectionCause.Tariff)));

        var shown = (await _ledger.Queries.TransactionsAsync(null, 0, 10)).Items.Select(text => JsonNode.Parse(text)!).ToList();

        Assert.Equal([2, 4, null, null], shown.Select(entry => (int?)entry["replacedBy"]?["revision"]));
        Assert.Equal([null, "RELEASED", null, "TARIFF"], shown.Select(entry => (string?)entry["corrects"]?["cause"]), StringComparer.Ordinal);
        Assert.Equal([null, 1, null, 2], shown.Select(entry => (int?)entry["corrects"]?["revision"]));
        Assert.Equal([null, null, 2, null], shown.Select(entry => (int?)entry["creditOf"]?["revision"]));
    }

    [Fact]
    public async Task What_is_entered_already_stays_as_it_is_when_the_journal_is_read_again()
    {
        (SessionView, SessionBilled)[] all = [(Stopped(), new SessionBilled(Bill())), (Stopped(), new SessionBilled(Bill(0.40m), 3, 1))];
        await _ledger.AppendAsync(all);
        var before = await _ledger.RowsAsync();

        await _ledger.AppendAsync(all);

        Assert.Equal(before, await _ledger.RowsAsync());
    }

    [Theory]
    [InlineData(1, null, "says something else")]
    [InlineData(2, null, "newest is revision 1, a BILL")]
    [InlineData(3, null, "newest is revision 1, a BILL")]
    [InlineData(3, 2, "newest is revision 1, a BILL")]
    [InlineData(4, 1, "newest is revision 1, a BILL")]
    public async Task A_decision_that_does_not_follow_on_the_ledger_is_refused_and_nothing_written(int revision, int? corrects, string why)
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill())));

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _ledger.AppendAsync((Stopped(800), new SessionBilled(Bill())), (Stopped(), new SessionBilled(Bill(0.40m), revision, corrects))));

        Assert.Contains("CP1:700: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Single(await _ledger.RowsAsync());
    }

    [Fact]
    public async Task A_correction_of_nothing_is_refused() =>
        Assert.Contains(
            "the ledger has none before it",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => _ledger.AppendAsync((Stopped(), new SessionBilled(Bill(), 3, 1))))).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task Token_and_driver_stand_in_the_document_only_as_pseudonyms_and_are_shown_by_name()
    {
        await _ledger.AppendAsync(
            (Stopped(700, "Alice", "d1"), new SessionBilled(Bill())), (Stopped(701, "Alice", "d1"), new SessionBilled(Bill())), (Stopped(702, "d1", null), new SessionBilled(Bill())));

        var documents = (await _ledger.RowsAsync()).ConvertAll(row => JsonNode.Parse(row.Document)!);
        Assert.All(documents, document => Assert.Matches("^p_[A-Za-z0-9_-]{22}$", (string)document["token"]!));
        Assert.Equal((string?)documents[0]["token"], (string?)documents[1]["token"]);
        Assert.Equal((string?)documents[0]["driverId"], (string?)documents[1]["driverId"]);
        Assert.NotEqual((string?)documents[0]["driverId"], (string?)documents[2]["token"], StringComparer.Ordinal);
        Assert.Null(documents[2]["driverId"]);
        var shown = (await _ledger.Queries.TransactionsAsync(null, 0, 10)).Items.Select(text => JsonNode.Parse(text)!);
        Assert.Equal([("Alice", "d1"), ("Alice", "d1"), ("d1", null)], shown.Select(one => ((string?)one["token"], (string?)one["driverId"])));
    }

    [Fact]
    public async Task What_is_shown_is_the_document_with_state_and_place()
    {
        await _ledger.AppendBillsAsync(2);

        var row = (await _ledger.RowsAsync())[1];
        var expected = JsonNode.Parse(row.Document)!;
        expected["token"] = "card-701";
        expected["driverId"] = "driver";
        expected["replacedBy"] = null;
        expected["state"] = "BILLED";
        expected["ledger"] = new JsonObject { ["hash"] = row.Hash, ["previousHash"] = row.PreviousHash, ["sequence"] = 2 };
        Assert.Equal(CanonicalJson.Canonicalize(expected.ToJsonString()), await _ledger.Queries.TransactionAsync("CP1:701"));
        Assert.Equal(await _ledger.Queries.TransactionAsync("CP1:701"), Assert.Single((await _ledger.Queries.TransactionsAsync("CP1", 1, 10)).Items));
        Assert.Empty((await _ledger.Queries.TransactionsAsync("CP2", 0, 10)).Items);
        Assert.Null(await _ledger.Queries.TransactionAsync("CP1:701", 2));
        Assert.Null(await _ledger.Queries.HashedTextAsync("CP1:799"));
    }

    [Theory]
    [InlineData("UPDATE billed_transaction SET energy_wh = 0", "billed_transaction is a record: UPDATE is refused")]
    [InlineData("DELETE FROM billed_transaction", "billed_transaction is a record: DELETE is refused")]
    [InlineData("UPDATE pseudonym SET value = 'Bob'", "pseudonym is a record: UPDATE is refused")]
    [InlineData("UPDATE erasure SET reason = ''", "erasure is a record: UPDATE is refused")]
    [InlineData("DELETE FROM erasure", "erasure is a record: DELETE is refused")]
    public async Task Not_even_the_owner_of_the_database_changes_the_record(string sql, string message)
    {
        await _ledger.AppendAsync((Stopped(), new SessionBilled(Bill())), (Stopped(701, "Bob"), new SessionBilled(Bill())));
        await new LedgerErasure(_ledger.Database).EraseTokenAsync(new("Bob"), "ann", "asked for", Noon);
        var before = await _ledger.RowsAsync();

        var refused = Assert.ThrowsAny<DbException>(() => _ledger.Execute(sql));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await _ledger.RowsAsync());
    }

    public void Dispose() => _ledger.Dispose();

    private async Task<List<string>> StatesAsync() =>
        [.. (await _ledger.Queries.TransactionsAsync(null, 0, 100)).Items.Select(text => (string)JsonNode.Parse(text)!["state"]!)];

    private async Task<JsonNode> ShowAsync(string id, int? revision = null) => JsonNode.Parse((await _ledger.Queries.TransactionAsync(id, revision))!)!;
}
