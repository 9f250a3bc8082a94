using System.Globalization;

using CsCheck;

using Fleet.Cluster.ReferenceData;
using Fleet.Cluster.ReferenceData.Files;

namespace Fleet.Cluster.Tests.ReferenceData.Files;

/// <summary>What is exported can be imported again: into the same database it changes nothing, and into an empty one it makes the same.</summary>
public sealed class RoundTripTests
{
    /// <summary>Text as people write it, with what CSV and JSON must quote.</summary>
    private static readonly Gen<string> Words = Gen.OneOf("North", "Ladesäule, links", "say \"hello\"", "a;b", "'x'", "充电", "=1+1", "C:\\x", "1e5", "true", "null");

    private static readonly Gen<string?> Limit = Gen.Decimal[0m, 500m].Select(limit => limit.ToString("0.##", CultureInfo.InvariantCulture)).Null();

    public static TheoryData<string, string> Forms { get; } = new()
    {
        { "sites", "csv" }, { "sites", "json" }, { "tariffs", "json" }, { "chargers", "csv" }, { "chargers", "json" }, { "tokens", "csv" }, { "tokens", "json" },
        { "promotions", "json" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_export_changes_nothing_when_it_is_imported_and_makes_the_same_elsewhere(string plural, string form)
    {
        var kind = ReferenceKind.All.Single(kind => kind.Plural == plural);
        var format = Enum.Parse<FileFormat>(form, ignoreCase: true);
        using var here = new Entered();
        using var there = new Entered();
        await FillAsync(here);
        if (kind == ReferenceKind.Chargers || kind == ReferenceKind.Promotions)
            await there.BeginAsync();

        var file = await here.ExportAsync(kind, format);
        var again = await here.ApplyAsync(kind, file, format);
        var copied = await there.ApplyAsync(kind, file, format);

        var standing = await here.StandingAsync(kind);
        Assert.Empty(again.Bad);
        Assert.Equal(new ImportCounts(0, 0, Unchanged: standing.Count, 0), again.Counts);
        Assert.Empty(copied.Bad);
        Assert.Equal(standing, await there.StandingAsync(kind));
    }

    [Fact]
    public async Task Whatever_people_enter_comes_through_a_table_as_it_was()
    {
        var sites = Gen.Select(Words, Gen.OneOf("UTC", "Europe/Berlin"), Limit, (name, zone, limit) => limit is null
            ? new SiteSettings(name, zone)
            : new SiteSettings(name, zone, [decimal.Parse(limit, CultureInfo.InvariantCulture), 0m, 62.5m]));

        await sites.Array[1, 20].SampleAsync(
            async entered =>
            {
                using var store = new Entered();
                foreach (var (number, site) in entered.Index())
                    await store.Store.RecordSiteAsync($"S{number}", site, new Audit(Given.At(0), "Ada"));
                var outcome = await store.CheckAsync(ReferenceKind.Sites, await store.ExportAsync(ReferenceKind.Sites, FileFormat.Csv), FileFormat.Csv);
                return outcome.Counts == new ImportCounts(0, 0, entered.Length, 0);
            },
            iter: 20);
    }

    [Theory]
    [InlineData("""{"evses":[{"id":1,"maxPowerW":11000},{"id":2,"maxPowerW":22000}]}""")]
    [InlineData("""{"evses":[{"id":2}]}""")]
    [InlineData("""{"evses":[{"id":1,"publicKey":"04ab"}]}""")]
    public async Task What_a_table_cannot_say_is_found_before_anything_is_written(string charger)
    {
        using var entered = new Entered();
        await entered.EnterAsync(ReferenceKind.Chargers, "CP-1", """{"evses":[{"id":1},{"id":2}]}""");
        await entered.EnterAsync(ReferenceKind.Chargers, "CP-2", charger);

        Assert.Equal("CP-2", await new ReferenceExport(entered.Store, ReferenceKind.Chargers).FindUnsayableAsync(CancellationToken.None));
        Assert.Equal(2, (await entered.CheckAsync(ReferenceKind.Chargers, await entered.ExportAsync(ReferenceKind.Chargers, FileFormat.Json))).Counts.Unchanged);
    }

    [Fact]
    public async Task Passwords_and_what_is_decommissioned_are_never_exported()
    {
        using var entered = new Entered();
        await entered.EnterAsync(ReferenceKind.Chargers, "CP-1", """{"password":"a password of some length"}""");
        await entered.EnterAsync(ReferenceKind.Chargers, "CP-2", "{}");
        await entered.Store.DecommissionAsync(Domain.Identity.ChargerId.Parse("CP-2"), Entered.Import);

        Assert.Equal("[\n{\"id\":\"CP-1\"}\n]\n", await entered.ExportAsync(ReferenceKind.Chargers, FileFormat.Json));
        Assert.Equal("id,siteId,tariffId,securityProfile,evses,connectors,maxPowerW,phases,kind\nCP-1,,,,,,,,\n", await entered.ExportAsync(ReferenceKind.Chargers, FileFormat.Csv));
    }

    [Fact]
    public async Task An_export_of_many_pages_holds_everything_once_and_in_order()
    {
        using var entered = new Entered();
        var tokens = Enumerable.Range(0, 3_500).Select(number => $"T{number:0000}").ToList();
        await entered.ApplyAsync(ReferenceKind.Tokens, "token,status\n" + string.Concat(tokens.AsEnumerable().Reverse().Select(token => $"{token},Accepted\n")));

        var lines = (await entered.ExportAsync(ReferenceKind.Tokens, FileFormat.Csv)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(tokens, lines.Skip(1).Select(line => line.Split(',')[0]).ToList());
    }

    [Fact]
    public async Task Sites_come_after_those_that_they_stand_below()
    {
        using var entered = new Entered();
        await entered.EnterAsync(ReferenceKind.Sites, "z", """{"name":"Z","timeZone":"UTC"}""");
        await entered.EnterAsync(ReferenceKind.Sites, "m", """{"name":"M","timeZone":"UTC","parentSiteId":"z"}""");
        await entered.EnterAsync(ReferenceKind.Sites, "a", """{"name":"A","timeZone":"UTC","parentSiteId":"m"}""");

        var lines = (await entered.ExportAsync(ReferenceKind.Sites, FileFormat.Csv)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["z", "m", "a"], lines.Skip(1).Select(line => line.Split(',')[0]).ToList());
    }

    private static async Task FillAsync(Entered entered)
    {
        await entered.BeginAsync();
        await entered.EnterAsync(ReferenceKind.Sites, "annex", """{"name":"Annex, \"west\"","timeZone":"UTC","limitA":[63,62.5,0],"parentSiteId":"north"}""");
        await entered.EnterAsync(ReferenceKind.Chargers, "CP-1", """{"siteId":"north","tariffId":"T1","securityProfile":0}""");
        await entered.EnterAsync(ReferenceKind.Chargers, "a:b, \"c\"", """{"evses":[{"id":1,"connectors":2,"maxPowerW":150000,"kind":"DC"},{"id":2,"connectors":2,"maxPowerW":150000,"kind":"DC"}]}""");
        await entered.EnterAsync(ReferenceKind.Tokens, "card", """{"status":"Accepted","parentToken":"GROUP","driverId":"Ada, Countess","expiresAt":"2027-01-01T00:00:00+01:00"}""");
        await entered.EnterAsync(ReferenceKind.Tokens, "007", """{"status":"Blocked"}""");
        await entered.EnterAsync(ReferenceKind.Tokens, "member", """{"status":"Accepted","memberships":["GOLD, old","staff"],"campaignCodes":["SUN"]}""");
        await entered.EnterAsync(
            ReferenceKind.Promotions,
            "SUN",
            """{"id":"SUN","name":"Sun \"and\" moon","kind":"Promotion","eligibility":{"sites":["north"]},"effects":[{"dimensions":["ENERGY"],"percent":12.5}]}""");
    }
}
