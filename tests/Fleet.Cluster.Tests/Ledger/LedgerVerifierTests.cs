using CsCheck;

using Fleet.Cluster.Ledger;
using Fleet.Domain.Charging;

using LinqToDB;
using LinqToDB.Data;

using static Fleet.Cluster.Tests.Given;
using static Fleet.Cluster.Tests.Ledger.TestLedger;

namespace Fleet.Cluster.Tests.Ledger;

/// <summary>Whatever is changed in a ledger is found, and the first broken row named.</summary>
public sealed class LedgerVerifierTests : IAsyncLifetime, IDisposable
{
    private readonly TestLedger _ledger = new();

    /// <summary>Ids that differ in two places, so that no single bit makes one another, which the key would refuse.</summary>
    public Task InitializeAsync() => _ledger.AppendAsync(
        (Stopped(700), new SessionBilled(Bill())),
        (Stopped(711, "Bob", null), new SessionBilled(Bill(held: true))),
        (Stopped(722), new SessionBilled(Bill(0.59m))),
        (Stopped(700), new SessionBilled(Bill(0.40m), 3, 1, new Ruling("ops:ann", "wrong tariff", At(90)))),
        (Stopped(711, "Bob", null), new SessionBilled(Bill(), 2, null, new Ruling("ops:ann", "meter \"checked\"", At(91)))),
        (Stopped(733), new SessionBilled(Bill())));

    [Fact]
    public async Task A_ledger_as_it_was_written_is_right_and_its_head_is_its_last_entry()
    {
        var verdict = await _ledger.VerifyAsync();

        var last = (await _ledger.RowsAsync())[^1];
        Assert.Equal(new LedgerVerdict(new LedgerHead(7, last.Hash), null), verdict);
        Assert.Equal(verdict, await _ledger.VerifyAsync(verdict.Head));
    }

    [Fact]
    public async Task An_empty_ledger_is_right()
    {
        using var empty = new TestLedger();

        Assert.Equal(new LedgerVerdict(LedgerHead.None, null), await empty.VerifyAsync());
    }

    [Fact]
    public async Task It_tells_how_far_it_is()
    {
        await _ledger.AppendBillsAsync(2_500, from: 1_000);
        var told = new List<LedgerProgress>();

        await new LedgerVerifier(_ledger.Database).VerifyAsync(null, new Reports(told), CancellationToken.None);

        Assert.Equal([new(1_000, 2_507), new(2_000, 2_507), new(2_507, 2_507)], told);
    }

    [Fact]
    public async Task One_changed_byte_in_any_column_is_found_and_the_right_row_named()
    {
        var columns = await ColumnsAsync();
        Assert.Equal(17, columns.Count);

        await Gen.Select(Gen.Int[1, 7], Gen.Int[0, 100_000], Gen.Int[0, 6]).SampleAsync(async (sequence, place, bit) =>
        {
            foreach (var column in columns)
                await FlipAsync(sequence, column, place, bit);
        }, iter: 8, threads: 1);
    }

    [Fact]
    public async Task One_changed_byte_anywhere_in_a_document_is_found_and_the_right_row_named() =>
        await Gen.Select(Gen.Int[1, 7], Gen.Int[0, 100_000], Gen.Int[0, 6])
            .SampleAsync((sequence, place, bit) => FlipAsync(sequence, "document", place, bit), iter: 100, threads: 1);

    [Theory]
    [InlineData("UPDATE billed_transaction SET document = replace(document, '\"2.38\"', '\"0.38\"') WHERE sequence = 1", "sequence 1 (CP1:700, revision 1): hash does not match the document")]
    [InlineData("UPDATE billed_transaction SET document = '' WHERE sequence = 2", "sequence 2 (CP1:711, revision 1): the document is none of the ledger's")]
    [InlineData("UPDATE billed_transaction SET hash = previous_hash WHERE sequence = 3", "sequence 3 (CP1:722, revision 1): hash does not match the document")]
    [InlineData("UPDATE billed_transaction SET previous_hash = hash WHERE sequence = 4", "sequence 4 (CP1:700, revision 2): previous hash is not the hash of sequence 3")]
    [InlineData("UPDATE billed_transaction SET total_incl_tax = 2.39 WHERE sequence = 6", "sequence 6 (CP1:711, revision 2): column total_incl_tax does not say what the document says")]
    [InlineData("DELETE FROM billed_transaction WHERE sequence IN (3, 4)", "sequence 3: is missing; the next entry has sequence 5")]
    [InlineData("DELETE FROM billed_transaction WHERE sequence > 4", "sequence 5: is missing; the bill that follows a credit stands there")]
    public async Task The_first_broken_row_is_named_with_what_is_wrong(string sql, string fault)
    {
        _ledger.Tamper(sql);

        Assert.StartsWith(fault, $"{(await _ledger.VerifyAsync()).Fault}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_shows_only_to_whoever_remembers_the_head()
    {
        var head = (await _ledger.VerifyAsync()).Head;
        _ledger.Tamper("DELETE FROM billed_transaction WHERE sequence = 7");

        Assert.Null((await _ledger.VerifyAsync()).Fault);
        Assert.Equal(
            "sequence 7: is missing; the ledger ends before it, but sequence 7 was there when the head was written down",
            $"{(await _ledger.VerifyAsync(head)).Fault}");
    }

    [Fact]
    public async Task A_ledger_made_anew_shows_only_to_whoever_remembers_a_head()
    {
        var documents = (await _ledger.RowsAsync()).ConvertAll(row => row.Document);
        var head = LedgerHead.Parse($"3:{(await _ledger.RowsAsync())[2].Hash}");
        await _ledger.AppendBillsAsync(1, from: 900);
        Assert.Null((await _ledger.VerifyAsync(head)).Fault);

        documents[1] = documents[1].Replace("\"CP1:711\"", "\"CP1:777\"", StringComparison.Ordinal);
        await _ledger.ForgeAsync(documents[..3]);

        Assert.Null((await _ledger.VerifyAsync()).Fault);
        Assert.Equal(
            "sequence 3 (CP1:722, revision 1): hash is not the one that was written down: the ledger was made anew", $"{(await _ledger.VerifyAsync(head)).Fault}");
    }

    [Theory]
    [InlineData("4,1", "sequence 1 (CP1:700, revision 2): revision 1 of its session is not before it")]
    [InlineData("1,3,1", "sequence 3 (CP1:700, revision 1): an earlier entry has the same id and revision")]
    [InlineData("1,3,4,6", "sequence 4 (CP1:711, revision 2): it is not the bill that must follow the credit of CP1:700")]
    [InlineData("1,5", "sequence 2 (CP1:700, revision 3): revision 2 of its session is not before it")]
    [InlineData("1,2,3,4", "sequence 5: is missing; the bill that follows a credit stands there")]
    public async Task Entries_of_a_forger_that_do_not_follow_on_each_other_are_found(string order, string fault)
    {
        var rows = await _ledger.RowsAsync();

        await _ledger.ForgeAsync(order.Split(',').Select(sequence => rows[int.Parse(sequence) - 1].Document));

        Assert.Equal(fault, $"{(await _ledger.VerifyAsync()).Fault}");
    }

    [Theory]
    [InlineData(4, "\"energyWh\":-4000", "\"energyWh\":-3999", "it does not take back exactly what revision 1 charged")]
    [InlineData(4, "\"kind\":\"CREDIT\"", "\"kind\":\"BILL\"", "a BILL cannot follow a BILL")]
    [InlineData(4, "\"kind\":\"CREDIT\"", "\"kind\":\"HOLD\"", "a HOLD cannot follow a BILL")]
    [InlineData(6, "\"kind\":\"BILL\"", "\"kind\":\"CREDIT\"", "a CREDIT cannot follow a HOLD")]
    [InlineData(3, "\"kind\":\"BILL\"", "\"kind\":\"CREDIT\"", "it is a credit, and there is no bill before it")]
    [InlineData(3, "\"kind\":\"BILL\"", "\"kind\":\"GIFT\"", "the ledger knows no kind GIFT")]
    [InlineData(3, "\"kind\":\"BILL\"", "\"kind\": \"BILL\"", "the document is not in canonical form")]
    [InlineData(3, "\"revision\":1", "\"revision\":0", "revision must be at least 1")]
    public async Task An_entry_of_a_forger_that_says_what_cannot_be_is_found(int sequence, string right, string wrong, string fault)
    {
        var documents = (await _ledger.RowsAsync()).ConvertAll(row => row.Document);
        Assert.Contains(right, documents[sequence - 1], StringComparison.Ordinal);
        documents[sequence - 1] = documents[sequence - 1].Replace(right, wrong, StringComparison.Ordinal);

        await _ledger.ForgeAsync(documents);

        var found = (await _ledger.VerifyAsync()).Fault!;
        Assert.Equal(sequence, found.Sequence);
        Assert.EndsWith(fault, found.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12:0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef", true)]
    [InlineData("12", false)]
    [InlineData("0:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("-1:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("12:0123", false)]
    [InlineData("12:x123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    public void A_head_is_read_as_it_is_printed_and_anything_else_refused(string text, bool isHead)
    {
        if (isHead)
            Assert.Equal(text.ToLowerInvariant(), $"{LedgerHead.Parse(text)}");
        else
            Assert.StartsWith($"head: '{text}' is not SEQUENCE:HASH", Assert.Throws<FormatException>(() => LedgerHead.Parse(text)).Message, StringComparison.Ordinal);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _ledger.Dispose();

    /// <summary>Changes one bit, looks whether it is found, and changes it back.</summary>
    private async Task FlipAsync(int sequence, string column, int place, int bit)
    {
        var before = await ReadAsync(sequence, column);
        object after = before switch
        {
            int or long => Convert.ToInt64(before) ^ (1L << (8 + (place % 20))),
            decimal amount => amount + 0.01m,
            DateTime time => time.AddMicroseconds(1),
            string { Length: > 0 } text => Flip(text, place, bit),
            _ => "x",
        };
        _ledger.Tamper($"UPDATE billed_transaction SET {column} = {Sql(after)} WHERE sequence = {sequence}");

        var verdict = await _ledger.VerifyAsync();

        Assert.True(verdict.Fault?.Sequence == sequence, $"{column} of {sequence}, byte {place}, bit {bit}: {verdict}");
        Assert.Equal(sequence - 1, verdict.Head.Sequence);
        var moved = column == "sequence" ? after : sequence;
        _ledger.Tamper($"UPDATE billed_transaction SET {column} = {Sql(before)} WHERE sequence = {moved}");
    }

    /// <summary>The documents here are ASCII; a bit whose change would make NUL is left alone for the next one, because PostgreSQL refuses NUL.</summary>
    private static string Flip(string text, int place, int bit)
    {
        var (before, characters) = (text[place % text.Length], text.ToCharArray());
        characters[place % text.Length] ^= (char)(1 << (before == 1 << bit ? (bit + 1) % 7 : bit));
        return new string(characters);
    }

    private static string Sql(object? value) => value switch
    {
        null or DBNull => "NULL",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        DateTime time => $"'{time:yyyy-MM-dd HH:mm:ss.ffffff}Z'",
        _ => $"{value}",
    };

    private async Task<object?> ReadAsync(int sequence, string column)
    {
        await using var db = _ledger.Database.Open();
        await using var rows = await db.ExecuteReaderAsync($"SELECT {column} FROM billed_transaction WHERE sequence = {sequence}");
        return await rows.Reader!.ReadAsync() ? rows.Reader.GetValue(0) : null;
    }

    private async Task<List<string>> ColumnsAsync()
    {
        await using var db = _ledger.Database.Open();
        await using var rows = await db.ExecuteReaderAsync("SELECT * FROM billed_transaction");
        return [.. Enumerable.Range(0, rows.Reader!.FieldCount).Select(rows.Reader.GetName)];
    }

    private sealed class Reports(List<LedgerProgress> told) : IProgress<LedgerProgress>
    {
        public void Report(LedgerProgress value) => told.Add(value);
    }
}
