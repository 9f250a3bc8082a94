using Fleet.Cluster.Database;
using Fleet.Cluster.ReferenceData;
using Fleet.Domain.Billing.Documents;
using Fleet.Domain.Charging;
using Fleet.Domain.Identity;

using LinqToDB;
using LinqToDB.Async;

using NodaTime;

using static Fleet.Cluster.Tests.Given;

namespace Fleet.Cluster.Tests.ReferenceData;

public sealed class ReferenceStoreTests : IDisposable
{
    private static readonly Audit First = new(At(0), "Ada", "opening");
    private static readonly Audit Second = new(At(10), "Bob", "a new price");

    private readonly TemporaryDatabase _database = new();
    private readonly ManualTime _time = new();
    private readonly ReferenceStore _here;
    private readonly ReferenceStore _there;

    public ReferenceStoreTests()
    {
        _here = new ReferenceStore(_database.Database, _time);
        _there = new ReferenceStore(_database.Database, _time);
    }

    [Fact]
    public async Task The_newest_version_counts()
    {
        await _here.RecordAsync(Charger, new ChargerSettings("north", "T1"), First);
        await _here.RecordAsync(Charger, new ChargerSettings("south"), Second);

        Assert.Equal(new ChargerSettings("south"), await _here.ChargerAsync(Charger));
    }

    [Fact]
    public async Task Every_version_is_kept_with_who_when_and_why()
    {
        await _here.RecordAsync(Charger, new ChargerSettings("north"), First);
        await _here.RecordAsync(Charger, new ChargerSettings("south"), Second);
        await _here.RecordAsync(Alice, new TokenSettings(TokenStatus.Blocked), new Audit(At(20), "Eve"));

        await using var db = _database.Database.Open();
        var rows = await db.GetTable<ReferenceDataRow>().OrderBy(row => row.Version).ToListAsync();
        Assert.Equal(
            [
                ("charger", "CP1", """{"siteId":"north"}""", At(0), "Ada", "opening"),
                ("charger", "CP1", """{"siteId":"south"}""", At(10), "Bob", "a new price"),
                ("token", "ALICE", """{"status":"Blocked"}""", At(20), "Eve", null),
            ],
            rows.Select(row => (row.Kind, row.Key, row.Document, row.RecordedAt, row.RecordedBy, row.Reason)));
    }

    [Fact]
    public async Task What_was_entered_comes_back_whole()
    {
        var charger = new ChargerSettings("north", "T1", "hash", 2, [new EvseSettings(1, 2, 22_000, 3, "AC", "04ab")]);
        var token = new TokenSettings(TokenStatus.Accepted, "GROUP", "driver", At(60));
        var site = new SiteSettings("North", "Europe/Berlin", [63m, 63m, 62.5m], "region");
        await _here.RecordAsync(Charger, charger, First);
        await _here.RecordAsync(Alice, token, First);
        await _here.RecordSiteAsync("north", site, First);

        var read = (await _there.ChargerAsync(Charger))!;
        Assert.Equal(charger with { Evses = null }, read with { Evses = null });
        Assert.Equal(charger.Evses, read.Evses);
        Assert.Equal(token, await _there.TokenAsync(new("aLICE")));
        var readSite = (await _there.SiteAsync("north"))!;
        Assert.Equal(site with { LimitA = null }, readSite with { LimitA = null });
        Assert.Equal(site.LimitA, readSite.LimitA);
    }

    [Fact]
    public async Task A_tariff_is_the_version_of_its_time_and_the_first_one_holds_for_all_time_before()
    {
        var cheap = Document("0.30");
        var dear = Document("0.60");
        await _here.RecordTariffAsync("T1", cheap, First);
        await _here.RecordTariffAsync("T1", dear, Second);

        Assert.Equal(cheap, await _there.TariffAsync("T1", At(-1_000_000)));
        Assert.Equal(cheap, await _there.TariffAsync("T1", At(0)));
        Assert.Equal(cheap, await _there.TariffAsync("T1", At(10).PlusTicks(-1)));
        Assert.Equal(dear, await _there.TariffAsync("T1", At(10)));
        Assert.Equal(dear, await _there.TariffAsync("T1", At(1_000_000)));
        Assert.Null(await _there.TariffAsync("T2", At(0)));
    }

    [Fact]
    public async Task Promotions_are_the_versions_of_their_time_in_the_order_in_which_they_act()
    {
        Assert.Empty(await _there.PromotionsAsync(At(0)));
        await EnterAsync("SUN", First, order: 2, percent: 10);
        await EnterAsync("GOLD", First, order: 1, percent: 20);
        await EnterAsync("SUN", Second, order: 0, percent: 30);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([("GOLD", 20m), ("SUN", 10m)], await PromotionsAsync(At(-1_000_000)));
        Assert.Equal([("GOLD", 20m), ("SUN", 10m)], await PromotionsAsync(At(10).PlusTicks(-1)));
        Assert.Equal([("SUN", 30m), ("GOLD", 20m)], await PromotionsAsync(At(10)));

        async Task<IEnumerable<(string, decimal)>> PromotionsAsync(Instant at) =>
            (await _there.PromotionsAsync(at)).Select(promotion => (promotion.Promotion.Id.Value, promotion.Promotion.Effects[0].Value));
    }

    [Fact]
    public async Task A_promotion_that_is_entered_here_holds_here_at_once_and_elsewhere_within_a_second()
    {
        await EnterAsync("SUN", First, order: 0, percent: 10);
        Assert.Single(await _there.PromotionsAsync(At(0)));
        await EnterAsync("GOLD", Second, order: 0, percent: 10);

        Assert.Equal(2, (await _here.PromotionsAsync(At(0))).Count);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Single(await _there.PromotionsAsync(At(0)));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, (await _there.PromotionsAsync(At(0))).Count);
    }

    [Fact]
    public async Task A_change_elsewhere_is_seen_after_a_second_and_not_asked_for_before()
    {
        await _here.RecordAsync(Charger, new ChargerSettings("north"), First);
        Assert.Equal("north", (await _there.ChargerAsync(Charger))!.SiteId);
        await _here.RecordAsync(Charger, new ChargerSettings("south"), Second);

        Assert.Equal("south", (await _here.ChargerAsync(Charger))!.SiteId);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal("north", (await _there.ChargerAsync(Charger))!.SiteId);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("south", (await _there.ChargerAsync(Charger))!.SiteId);
    }

    [Fact]
    public async Task A_key_that_was_missing_is_found_once_it_is_entered_elsewhere()
    {
        Assert.Null(await _there.TokenAsync(Alice));
        Assert.Null(await _there.TariffAsync("T1", At(0)));
        await _here.RecordAsync(Alice, new TokenSettings(TokenStatus.Accepted), First);
        await _here.RecordTariffAsync("T1", Document("0.30"), First);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TokenStatus.Accepted, (await _there.TokenAsync(Alice))!.Status);
        Assert.NotNull(await _there.TariffAsync("T1", At(0)));
    }

    [Fact]
    public async Task Every_further_change_is_seen_too()
    {
        for (var version = 0; version < 5; version++)
        {
            await _here.RecordAsync(Charger, new ChargerSettings($"site{version}"), First);
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal($"site{version}", (await _there.ChargerAsync(Charger))!.SiteId);
        }
    }

    [Fact]
    public async Task An_entry_that_changes_nothing_adds_no_version()
    {
        await _here.RecordAsync(Charger, new ChargerSettings("north"), First);
        await _there.RecordAsync(Charger, new ChargerSettings("north"), Second);
        await _here.RecordAsync(Charger, new ChargerSettings("south"), Second);
        await _here.RecordAsync(Charger, new ChargerSettings("north"), Second);

        Assert.Equal(3, (await _here.VersionsAsync(ReferenceKind.Chargers, Charger.Value, null, 10)).Count);
    }

    [Fact]
    public async Task Versions_are_told_newest_first_and_in_pages()
    {
        for (var i = 0; i < 5; i++)
            await _here.RecordAsync(Charger, new ChargerSettings($"site{i}"), First);

        var page = await _here.VersionsAsync(ReferenceKind.Chargers, Charger.Value, null, 3);
        var rest = await _here.VersionsAsync(ReferenceKind.Chargers, Charger.Value, page[^1].Version, 3);

        Assert.Equal(
            ["site4", "site3", "site2", "site1", "site0"],
            page.Concat(rest).Select(version => version.Document.Split('"')[3]).ToList());
    }

    [Fact]
    public async Task Made_up_cards_push_out_nothing_that_is_known()
    {
        using var narrow = new ReferenceStore(_database.Database, _time, mostMissing: 10);
        await _here.RecordAsync(Alice, new TokenSettings(TokenStatus.Accepted), First);
        await narrow.TokenAsync(Alice);
        for (var i = 0; i < 25; i++)
            Assert.Null(await narrow.TokenAsync(new($"made up {i}")));

        // Time stands still: who asks the database again, and only who does, sees what another node entered.
        await _there.RecordAsync(Alice, new TokenSettings(TokenStatus.Blocked), Second);

        Assert.Equal(TokenStatus.Accepted, (await narrow.TokenAsync(Alice))!.Status);
    }

    [Fact]
    public async Task Writers_at_once_wait_for_each_other_and_none_is_lost()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            (i % 2 == 0 ? _here : _there).RecordAsync(Alice, new TokenSettings(TokenStatus.Accepted, DriverId: $"driver {i}"), First))));

        var versions = await _here.VersionsAsync(ReferenceKind.Tokens, Alice.Key, null, 100);
        Assert.Equal(40, versions.Select(version => version.Document).Distinct(StringComparer.Ordinal).Count());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(await _here.TokenAsync(Alice), await _there.TokenAsync(Alice));
    }

    [Fact]
    public async Task What_many_writers_enter_at_once_is_seen_whole_by_a_node_that_looks_meanwhile()
    {
        var tokens = Enumerable.Range(0, 200).Select(i => new IdToken($"T{i}")).ToList();
        foreach (var token in tokens)
            Assert.Null(await _there.TokenAsync(token));

        var writing = Task.WhenAll(tokens.Chunk(25).Select(some => Task.Run(async () =>
        {
            foreach (var token in some)
                await _here.RecordAsync(token, new TokenSettings(TokenStatus.Accepted), First);
        })));
        while (!writing.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _there.TokenAsync(Alice);
        }

        await writing;
        _time.Advance(TimeSpan.FromSeconds(1));
        foreach (var token in tokens)
            Assert.True(await _there.TokenAsync(token) is not null, $"{token} was never noticed");
    }

    [Fact]
    public async Task A_decommissioned_charger_keeps_its_settings_and_is_told_once()
    {
        await _here.RecordAsync(Charger, new ChargerSettings("north", PasswordHash: "hash"), First);
        var (_, before) = await _there.DecommissionedAsync(null);

        await _here.DecommissionAsync(Charger, Second);
        var (told, after) = await _there.DecommissionedAsync(before);
        var (again, _) = await _there.DecommissionedAsync(after);

        Assert.Equal([Charger], told);
        Assert.Empty(again);
        Assert.Equal(new ChargerSettings("north", PasswordHash: "hash", Decommissioned: true), await _here.ChargerAsync(Charger));
    }

    [Fact]
    public async Task A_charger_that_was_brought_back_at_once_is_not_told_as_decommissioned()
    {
        var (_, before) = await _there.DecommissionedAsync(null);
        await _here.DecommissionAsync(Charger, First);
        await _here.RecordAsync(Charger, new ChargerSettings("north"), Second);

        Assert.Empty((await _there.DecommissionedAsync(before)).Chargers);
    }

    [Theory]
    [InlineData(TokenStatus.Accepted, 59, TokenStatus.Accepted)]
    [InlineData(TokenStatus.Accepted, 60, TokenStatus.Expired)]
    [InlineData(TokenStatus.Blocked, 60, TokenStatus.Blocked)]
    public void A_token_expires_at_its_time(TokenStatus entered, int minute, TokenStatus expected) =>
        Assert.Equal(expected, new TokenSettings(entered, ExpiresAt: At(60)).StatusAt(At(minute)));

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
        _database.Dispose();
    }

    private async Task EnterAsync(string id, Audit audit, int order, int percent)
    {
        var json = $$"""{"id":"{{id}}","name":"{{id}}","kind":"Promotion","order":{{order}},"effects":[{"dimensions":["ENERGY"],"percent":{{percent}}}]}""";
        var reading = await ReferenceKind.Promotions.ReadAsync(id, json, new References(_here, At(0)));
        await _here.RecordAsync(ReferenceKind.Promotions, reading.Entry!, audit);
    }

    private static TariffDocument Document(string price) => TariffJson.Read(
        $$"""{"currency":"EUR","elements":[{"price_components":[{"price":{{price}},"step_size":1,"type":"ENERGY","vat":19}]}],"id":"T1"}""").Document!;
}
