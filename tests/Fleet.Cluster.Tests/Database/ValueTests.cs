using System.Text.Json;

using Fleet.Cluster.Database;
using Fleet.Cluster.Ledger;
using Fleet.Cluster.Projections;
using Fleet.Cluster.ReferenceData;
using Fleet.Cluster.Tests.Ledger;
using Fleet.Cluster.Tests.Projections;
using Fleet.Domain.Charging;
using Fleet.Domain.Deciding;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

using NodaTime;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.Database;

/// <summary>What goes into a database comes out of it, whatever the kind of database, its locale and its time zone.</summary>
public sealed class ValueTests : IDisposable
{
    private readonly TemporaryDatabase _database = new();

    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "Ac\0me", "Ac\ufffdme" },
        { "\0", "\ufffd" },
        { "Acme \ud83d", "Acme \ufffd" },
        { "\udc00\ud83d\ude97", "\ufffd\ud83d\ude97" },
        { "it's \\ \"quoted\" \ud83d\ude97 %_;--", "it's \\ \"quoted\" \ud83d\ude97 %_;--" },
    };

    /// <summary>A firmware that fills its strings up with NUL must not stop the projector.</summary>
    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public async Task Any_text_of_a_charger_is_stored(string vendor, string stored)
    {
        var journal = PlayedJournal.Of(
            new BootCharger(Charger, new ChargerDescription(vendor, vendor)),
            Start() with { Token = new IdToken(vendor) },
            Stop(First, 30, 5_000));
        var tables = new ReadTables(_database.Database, WatchPolicy.Default, TestLedger.Terms, journal.ReadAsync);

        await tables.ApplyAsync(journal.Events, await tables.ReadOffsetAsync());

        var queries = new FleetQueries(_database.Database);
        Assert.Equal((stored, stored), await queries.ChargerAsync(Charger) is { } charger ? (charger.Vendor, charger.Model) : default);
        Assert.Equal(stored, (await queries.SessionAsync("CP1:700"))!.Token);
        Assert.Contains(JsonSerializer.Serialize(stored), await new LedgerQueries(_database.Database).TransactionAsync("CP1:700"), StringComparison.Ordinal);
        Assert.Null((await new LedgerVerifier(_database.Database).VerifyAsync()).Fault);
    }

    [Fact]
    public async Task What_is_looked_up_by_text_that_no_database_keeps_is_found_or_is_not_there()
    {
        using var reference = new ReferenceStore(_database.Database, TimeProvider.System);
        await reference.RecordAsync(new IdToken("A\0B"), new TokenSettings(TokenStatus.Blocked), new Audit(Noon, "A\0da", "\0"));

        Assert.Equal(TokenStatus.Blocked, (await reference.TokenAsync(new IdToken("a\0b")))?.Status);
        Assert.Null(await reference.SiteAsync("\0"));
        Assert.Null(await new FleetQueries(_database.Database).SessionAsync("CP1:\0"));
        Assert.Empty((await new FleetQueries(_database.Database).SessionsAsync("\ud83d", "\0", "\0", 10)).Items);
    }

    [Theory]
    [InlineData(2026, 3, 29, 1, 30, 15, 123)]
    [InlineData(1969, 12, 31, 23, 59, 59, 999)]
    [InlineData(1, 1, 1, 0, 0, 0, 1)]
    [InlineData(9999, 12, 31, 23, 59, 59, 998)]
    public async Task A_time_is_the_same_time(int year, int month, int day, int hour, int minute, int second, int millisecond)
    {
        var at = Instant.FromUtc(year, month, day, hour, minute, second) + Duration.FromMilliseconds(millisecond);
        using var reference = new ReferenceStore(_database.Database, TimeProvider.System);
        await reference.RecordAsync(Alice, new TokenSettings(TokenStatus.Accepted), new Audit(at, "Ada"));
        await using var db = _database.Database.Open();
        await db.BulkCopyAsync([Row("BULK") with { StoppedAt = at }]);

        Assert.Equal(at, await db.GetTable<ReferenceDataRow>().Where(row => row.RecordedAt == at).Select(row => row.RecordedAt).SingleAsync());
        Assert.Equal(at, await db.GetTable<SessionView>().Where(row => row.StoppedAt <= at).Select(row => row.StoppedAt).SingleAsync());
    }

    /// <summary>Midnight of the year 1 east of Greenwich: OCPP allows it, and PostgreSQL's client cannot say it.</summary>
    [Fact]
    public async Task A_time_at_the_ends_of_the_calendar_is_stored()
    {
        await using var db = _database.Database.Open();
        Instant[] ends = [Instant.FromUtc(1, 1, 1, 0, 0) - Duration.FromHours(5), Instant.FromUtc(1, 1, 1, 0, 0), Instant.MaxValue];

        await db.BulkCopyAsync(ends.Select((end, number) => Row($"BULK{number}") with { StartedAt = end }));
        foreach (var end in ends)
            await db.InsertAsync(Row($"ONE{end}") with { StartedAt = end });

        Assert.Equal(4, await db.GetTable<SessionView>().CountAsync(row => row.StartedAt < Instant.FromUtc(2, 1, 1, 0, 0)));
        Assert.Equal(2, await db.GetTable<SessionView>().CountAsync(row => row.StartedAt > Instant.FromUtc(9999, 12, 31, 0, 0)));
    }

    [Theory]
    [InlineData("4.20")]
    [InlineData("0")]
    [InlineData("-0.01")]
    [InlineData("12345678901234567890.12345678")]
    [InlineData("0.0000000000000000000000000001")]
    public async Task Money_keeps_every_digit(string amount)
    {
        var money = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        await using var db = _database.Database.Open();

        await db.BulkCopyAsync([Row("BULK") with { TotalInclTax = money }]);
        await db.InsertAsync(Row("ONE") with { TotalInclTax = money });

        Assert.Equal([amount, amount], (await db.GetTable<SessionView>().ToListAsync()).Select(row => $"{row.TotalInclTax}"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Pages_of_a_list_are_in_the_order_of_the_ids_bytes_and_none_is_missing_or_doubled()
    {
        string[] ids = ["a", "B", "_", "Z", "é", "ä", "e", "10", "9", "-", "a-b", "ab", "a b", "A", "ss", "ß", "~", "\ud83d\ude97", "\uff5e"];
        await using (var db = _database.Database.Open())
            await db.BulkCopyAsync(ids.Select(id => new ChargerView { ChargerId = id }));

        var queries = new FleetQueries(_database.Database);
        var listed = new List<string>();
        string? after = null;
        do
        {
            var page = await queries.ChargersAsync(after, 2);
            listed.AddRange(page.Items.Select(charger => charger.ChargerId));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(ids.OrderBy(id => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(id)), StringComparer.Ordinal), listed, StringComparer.Ordinal);
    }

    public void Dispose() => _database.Dispose();

    private static SessionView Row(string id) => new() { SessionId = id };
}
