using System.Text;

using Fleet.Cluster.ReferenceData;
using Fleet.Cluster.ReferenceData.Files;

namespace Fleet.Cluster.Tests.ReferenceData.Files;

public sealed class ImportTests : IDisposable
{
    private const string Header = "id,siteId,tariffId,securityProfile,password,evses,connectors,maxPowerW,phases,kind\n";
    private const string Password = "a password of some length";

    private readonly Entered _entered = new();

    [Fact]
    public async Task A_dry_run_counts_and_records_nothing()
    {
        await _entered.BeginAsync();
        await _entered.EnterAsync(ReferenceKind.Chargers, "CP-1", """{"siteId":"north"}""");
        await _entered.EnterAsync(ReferenceKind.Chargers, "CP-2", """{"siteId":"north"}""");

        var outcome = await _entered.CheckAsync(ReferenceKind.Chargers, "id,siteId\nCP-1,north\nCP-2,\nCP-3,north\nCP-4,south\n");

        Assert.Equal(new ImportCounts(New: 1, Changed: 1, Unchanged: 1, Bad: 1), outcome.Counts);
        Assert.Equal(["line 5, CP-4: siteId: there is no site 'south'; enter it first"], outcome.Bad);
        Assert.Equal(["CP-1", "CP-2"], (await _entered.StandingAsync(ReferenceKind.Chargers)).Keys.Order(StringComparer.Ordinal).ToList());
        Assert.Equal(1, await _entered.VersionsAsync(ReferenceKind.Chargers, "CP-2"));
    }

    [Fact]
    public async Task What_is_new_or_changed_gets_a_version_with_who_when_and_why_and_the_rest_gets_none()
    {
        await _entered.BeginAsync();
        await _entered.EnterAsync(ReferenceKind.Chargers, "CP-1", """{"siteId":"north"}""");

        var outcome = await _entered.ApplyAsync(ReferenceKind.Chargers, "id,siteId,tariffId\nCP-1,north,\nCP-2,north,T1\n");

        Assert.Null(outcome.Refused);
        Assert.Equal(1, await _entered.VersionsAsync(ReferenceKind.Chargers, "CP-1"));
        var version = Assert.Single(await _entered.Store.VersionsAsync(ReferenceKind.Chargers, "CP-2", null, 10));
        Assert.Equal("""{"siteId":"north","tariffId":"T1"}""", version.Document);
        Assert.Equal(Entered.Import, version.Audit);
    }

    [Fact]
    public async Task Every_bad_row_is_told_with_line_field_and_rule()
    {
        await _entered.BeginAsync();

        var outcome = await _entered.CheckAsync(
            ReferenceKind.Chargers,
            Header
            + "CP-1,south,T9,7,short,,,,,\n"
            + " ,,,,,,,,,\n"
            + "CP-2,,,high,,x,,,,\n"
            + "CP-3,,,,,2,0,eleven kW,2,ac\n"
            + "CP-4,,,,,,,11000,,\n"
            + "CP-5,north\n"
            + "CP-6,no\"rth,,,,,,,,\n"
            + "CP-7,,,,,,,,,\n"
            + "CP-7,,,,,,,,,\n"
            + $"{new string('x', 49)},,,,,,,,,\n");

        Assert.Equal(
            [
                "line 2, CP-1: password: must have 16 to 40 characters",
                "line 2, CP-1: securityProfile: must be 0 to 3",
                "line 2, CP-1: siteId: there is no site 'south'; enter it first",
                "line 2, CP-1: tariffId: there is no tariff 'T9'; enter it first",
                "line 3: id: must not be empty",
                "line 4, CP-2: securityProfile: must be a whole number, in digits",
                "line 4, CP-2: evses: must be the number of EVSEs, 1 to 100",
                "line 5, CP-3: maxPowerW: must be a whole number, in digits",
                "line 5, CP-3: connectors: must be at least 1",
                "line 5, CP-3: phases: must be 1 or 3",
                "line 5, CP-3: kind: must be AC or DC",
                "line 6, CP-4: evses: must be the number of EVSEs where maxPowerW is given",
                "line 7, CP-5: row: must have 10 cells, as the first line has, and has 2",
                "line 8, CP-6: row: holds a quote where CSV allows none; double it, and quote the cell",
                "line 10, CP-7: id: 'CP-7' stands there twice, first as number 9",
                $"line 11, {new string('x', 49)}: id: at most 48 characters",
            ],
            outcome.Bad);
        Assert.Equal(new ImportCounts(New: 1, Changed: 0, Unchanged: 0, Bad: 9), outcome.Counts);
    }

    [Fact]
    public async Task A_quoted_cell_may_hold_lines_and_the_lines_after_it_keep_their_numbers()
    {
        var outcome = await _entered.CheckAsync(ReferenceKind.Sites, "id,name,timeZone\nnorth,\"North\nby, the sea\",UTC\nsouth,South,Mars\n");

        Assert.Equal(
            [
                "line 2, north: name: must not hold control characters",
                "line 4, south: timeZone: 'Mars' is no IANA time zone",
            ],
            outcome.Bad);
    }

    [Fact]
    public async Task A_column_that_is_not_there_leaves_what_stands_and_an_empty_cell_takes_it_away()
    {
        await _entered.BeginAsync();
        await _entered.EnterAsync(
            ReferenceKind.Chargers, "CP-1", $$"""{"siteId":"north","tariffId":"T1","password":"{{Password}}","evses":[{"id":1,"maxPowerW":22000,"publicKey":"04ab"}]}""");

        await _entered.ApplyAsync(ReferenceKind.Chargers, "id,tariffId,securityProfile\nCP-1,,2\n");

        var charger = (await _entered.Store.ChargerAsync(Domain.Identity.ChargerId.Parse("CP-1")))!;
        Assert.Equal(("north", null, 2), (charger.SiteId, charger.TariffId, charger.SecurityProfile));
        Assert.Equal([new EvseSettings(1, MaxPowerW: 22_000, PublicKey: "04ab")], charger.Evses);
        Assert.True(PasswordHash.Verify(Password, charger.PasswordHash!));
    }

    [Fact]
    public async Task Equal_EVSEs_are_said_by_their_number()
    {
        await _entered.ApplyAsync(ReferenceKind.Chargers, "id,evses,connectors,maxPowerW,phases,kind\nCP-1,3,1,22000,3,AC\n");

        var charger = (await _entered.Store.ChargerAsync(Domain.Identity.ChargerId.Parse("CP-1")))!;
        Assert.Equal(Enumerable.Range(1, 3).Select(id => new EvseSettings(id, 1, 22_000, 3, "AC")), charger.Evses);
    }

    [Fact]
    public async Task A_password_is_kept_as_a_hash_and_the_same_one_again_changes_nothing()
    {
        var file = $"id,password\nCP-1,{Password}\n";

        await _entered.ApplyAsync(ReferenceKind.Chargers, file);
        var again = await _entered.ApplyAsync(ReferenceKind.Chargers, file);
        var other = await _entered.CheckAsync(ReferenceKind.Chargers, "id,password\nCP-1,another password of some length\n");

        var document = (await _entered.StandingAsync(ReferenceKind.Chargers))["CP-1"];
        Assert.DoesNotContain(Password, document, StringComparison.Ordinal);
        Assert.Equal(new ImportCounts(0, 0, Unchanged: 1, 0), again.Counts);
        Assert.Equal(1, await _entered.VersionsAsync(ReferenceKind.Chargers, "CP-1"));
        Assert.Equal(new ImportCounts(0, Changed: 1, 0, 0), other.Counts);
    }

    [Fact]
    public async Task A_site_may_stand_below_one_of_the_rows_before_it_and_below_no_bad_one()
    {
        var outcome = await _entered.CheckAsync(
            ReferenceKind.Sites,
            "id,name,timeZone,parentSiteId\nregion,Region,UTC,\ntown,Town,UTC,region\nbad,Bad,Mars,\nbelow,Below,UTC,bad\nearly,Early,UTC,later\nlater,Later,UTC,\nself,Self,UTC,self\n");

        Assert.Equal(
            [
                "line 4, bad: timeZone: 'Mars' is no IANA time zone",
                "line 5, below: parentSiteId: there is no site 'bad'; enter it first",
                "line 6, early: parentSiteId: there is no site 'later'; enter it first",
                "line 8, self: parentSiteId: 'self' is this site or stands below it",
            ],
            outcome.Bad);
        Assert.Equal(3, outcome.Counts.New);
    }

    [Fact]
    public async Task Sites_that_would_stand_below_each_other_are_refused()
    {
        await _entered.EnterAsync(ReferenceKind.Sites, "a", """{"name":"A","timeZone":"UTC"}""");
        await _entered.EnterAsync(ReferenceKind.Sites, "b", """{"name":"B","timeZone":"UTC","parentSiteId":"a"}""");

        var outcome = await _entered.CheckAsync(ReferenceKind.Sites, "id,parentSiteId\na,b\n");

        Assert.Equal(["line 2, a: parentSiteId: 'b' is this site or stands below it"], outcome.Bad);
    }

    [Fact]
    public async Task A_decommissioned_charger_is_not_brought_back_by_a_file()
    {
        await _entered.EnterAsync(ReferenceKind.Chargers, "CP-1", "{}");
        await _entered.Store.DecommissionAsync(Domain.Identity.ChargerId.Parse("CP-1"), Entered.Import);

        var outcome = await _entered.CheckAsync(ReferenceKind.Chargers, "id,securityProfile\nCP-1,1\n");

        Assert.Equal(["line 2, CP-1: id: is decommissioned; bring it back with PUT /api/v1/chargers/CP-1 first, or take it out of the file"], outcome.Bad);
    }

    [Fact]
    public async Task Entries_of_JSON_are_told_by_their_place()
    {
        await _entered.BeginAsync();

        var outcome = await _entered.CheckAsync(
            ReferenceKind.Tokens,
            """
            [
              {"token":"A","status":"Accepted"},
              {"status":"Accepted"},
              {"token":7,"status":"Accepted"},
              null,
              {"token":"B","status":"Golden"},
              {"token":"C","status":"Blocked","driver":"d"},
              {"token":"a","status":"Blocked"},
              {"token":"D","status":"Blocked","expiresAt":"tomorrow"},
              {"token":"E"}
            ]
            """);

        Assert.Equal(
            [
                "entry 2: token: must be given, as text",
                "entry 3: token: must be given, as text",
                "entry 4: entry: must be an object",
                "entry 5, B: status: must be Accepted, Blocked, Expired or Invalid",
                "entry 6, C: driver: is not known",
                "entry 7, a: token: 'a' stands there twice, first as number 1",
                "entry 8, D: expiresAt: must be a time in ISO 8601 with Z or an offset",
                "entry 9, E: $: must hold 'status'",
            ],
            outcome.Bad);
        Assert.Equal(1, outcome.Counts.New);
    }

    [Fact]
    public async Task A_tariff_is_told_its_faults_by_JSON_pointers()
    {
        var outcome = await _entered.CheckAsync(ReferenceKind.Tariffs, """[{"id":"T2","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":"dear","step_size":1}]}]}]""");

        Assert.StartsWith("entry 1, T2: /elements/0/price_components/0/price: ", Assert.Single(outcome.Bad), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty. Its first line must name the columns: token, status, parentToken, driverId, expiresAt, memberships, campaignCodes.")]
    [InlineData("token,status,colour\nA,Accepted,red\n", "The column 'colour' is not known; known are token, status, parentToken, driverId, expiresAt, memberships, campaignCodes.")]
    [InlineData("token,token\nA,A\n", "The column 'token' stands there twice.")]
    [InlineData("status\nAccepted\n", "The first line must name the columns, and token among them; known are token, status, parentToken, driverId, expiresAt, memberships, campaignCodes.")]
    [InlineData("[1,2", "The file must be a JSON array of entries, and is none after entry 1: ")]
    [InlineData("[{\"token\":\"A\",\"token\":\"B\",\"status\":\"Accepted\"}]", "The file must be a JSON array of entries, and is none after entry 0: ")]
    public async Task A_file_that_is_none_is_refused_as_a_whole(string file, string sentence)
    {
        var outcome = await _entered.ApplyAsync(ReferenceKind.Tokens, file);

        Assert.StartsWith(sentence, outcome.Refused, StringComparison.Ordinal);
        Assert.Empty(await _entered.StandingAsync(ReferenceKind.Tokens));
    }

    [Fact]
    public async Task A_JSON_document_that_is_no_array_is_refused()
    {
        var outcome = await _entered.ApplyAsync(ReferenceKind.Tokens, """{"token":"A","status":"Accepted"}""", FileFormat.Json);

        Assert.StartsWith("The file must be a JSON array of entries, and is none after entry 0: ", outcome.Refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 0xFF, 0xFE, 0x00, 0x9C })]
    [InlineData(new byte[] { (byte)'t', (byte)'o', (byte)'k', (byte)'e', (byte)'n', (byte)'\n', 0xE4, (byte)'\n' })]
    public async Task A_file_that_is_not_UTF_8_is_refused_and_told_how_to_save_it(byte[] file)
    {
        var outcome = await _entered.ImportAsync(ReferenceKind.Tokens, file, FileFormat.Csv, apply: true);

        Assert.Contains("Save it as CSV UTF-8", outcome.Refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFFtoken,status\nA,Accepted\n")]
    [InlineData("token;status\r\nA;Accepted\r\n")]
    [InlineData("token\tstatus\nA\tAccepted\n")]
    [InlineData(" token , status \n A , Accepted ")]
    [InlineData("status,token\n\nAccepted,\"A\"\n\n")]
    public async Task Marks_separators_spaces_and_line_ends_of_spreadsheets_are_understood(string file)
    {
        var outcome = await _entered.ApplyAsync(ReferenceKind.Tokens, file);

        Assert.Equal(new ImportCounts(New: 1, 0, 0, 0), outcome.Counts);
        Assert.Equal("""{"status":"Accepted"}""", (await _entered.StandingAsync(ReferenceKind.Tokens))["A"]);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_does_not_swallow_the_file()
    {
        var outcome = await _entered.CheckAsync(ReferenceKind.Tokens, $"token,status\nA,\"Accepted\n{string.Concat(Enumerable.Repeat("B,Accepted\n", 10_000))}");

        Assert.Contains("is a closing quote missing?", outcome.Refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_changes_a_row_while_the_file_is_checked_keeps_the_change()
    {
        await _entered.EnterAsync(ReferenceKind.Chargers, "CP-2", "{}");
        await using var import = new ReferenceImport(_entered.Store, ReferenceKind.Chargers, isDryRun: false, Entered.Import.At);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes("id,securityProfile\nCP-1,1\nCP-2,1\n"));
        await foreach (var _ in import.CheckAsync(file, FileFormat.Csv, CancellationToken.None))
        {
        }

        await _entered.EnterAsync(ReferenceKind.Chargers, "CP-2", """{"securityProfile":3}""");
        var refused = await import.ApplyAsync(Entered.Import, _ => { }, CancellationToken.None);

        Assert.Equal("Somebody changed charger 'CP-2' while the file was checked. Nothing was entered; import it again.", refused);
        var standing = await _entered.StandingAsync(ReferenceKind.Chargers);
        Assert.Equal("""{"securityProfile":3}""", Assert.Single(standing).Value);
    }

    [Fact]
    public async Task An_import_that_is_stopped_in_the_middle_leaves_nothing()
    {
        var file = "token,status\n" + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"T{i},Accepted\n"));
        await using var import = new ReferenceImport(_entered.Store, ReferenceKind.Tokens, isDryRun: false, Entered.Import.At);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(file));
        await foreach (var _ in import.CheckAsync(content, FileFormat.Csv, CancellationToken.None))
        {
        }

        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import.ApplyAsync(Entered.Import, done => Stop(done, stop), stop.Token));

        Assert.Empty(await _entered.StandingAsync(ReferenceKind.Tokens));

        static void Stop(long done, CancellationTokenSource stop)
        {
            if (done >= 1_000)
                stop.Cancel();
        }
    }

    [Fact]
    public async Task Other_nodes_see_more_changes_than_they_look_through()
    {
        using var elsewhere = _entered.Elsewhere();
        Assert.Null(await elsewhere.TokenAsync(new("T11999")));

        await _entered.ApplyAsync(ReferenceKind.Tokens, "token,status\n" + string.Concat(Enumerable.Range(0, 12_000).Select(i => $"T{i},Blocked\n")));
        _entered.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull(await elsewhere.TokenAsync(new("T11999")));
    }

    public void Dispose() => _entered.Dispose();
}
