using System.Text.Json.Nodes;

using Fleet.Node.Tests.Running;

namespace Fleet.Node.Tests.Ops;

/// <summary>Imports and exports as an operator sees them; the rules of the rows are tested where they live.</summary>
public sealed class ImportTests(ProductionNode production) : IClassFixture<ProductionNode>, IDisposable
{
    private const string Sites = "id,name,timeZone\nwest,West,UTC\neast,East,Mars\n";

    private readonly ApiClient _api = production.Node.Api;
    private readonly OpsCaller _ops = new(production.Node.Ops);

    [Fact]
    public async Task A_dry_run_shows_what_would_be_entered_and_enters_nothing()
    {
        var reply = await _ops.CallAsync("import/tokens", new { }, "token,status\nDRY,Accepted\n", "tokens.csv");

        Assert.Equal(["tokens: 1 row, 1 new, 0 changed, 0 unchanged, 0 bad", "Nothing was entered: this was a dry run. Enter them with --apply."], reply.Text);
        Assert.Equal((0, null), reply.End);
        Assert.Equal(404, (int)(await _api.GetAsync("/tokens/DRY")).Status);
    }

    [Fact]
    public async Task A_bad_row_keeps_all_rows_out_unless_it_is_skipped()
    {
        var refused = await _ops.CallAsync("import/sites", new { apply = "true" }, Sites, "sites.csv");
        Assert.Equal(404, (int)(await _api.GetAsync("/sites/west")).Status);
        var skipped = await _ops.CallAsync("import/sites", new Dictionary<string, string>(StringComparer.Ordinal) { ["apply"] = "true", ["skip-bad"] = "true", ["reason"] = "the plan" }, Sites, "sites.csv", by: "bob");

        Assert.Equal(["line 3, east: timeZone: 'Mars' is no IANA time zone", "sites: 2 rows, 1 new, 0 changed, 0 unchanged, 1 bad"], refused.Text);
        Assert.Equal((1, "1 row is bad. Nothing was entered: mend them, or say --skip-bad to leave them out."), refused.End);
        Assert.Equal((0, null), skipped.End);
        var version = (await _api.GetAsync("/sites/west/versions")).Json["items"]!.AsArray().Single()!;
        Assert.Equal(("ops:bob", "the plan"), ((string?)version["recordedBy"], (string?)version["reason"]));
    }

    [Fact]
    public async Task A_program_gets_one_document_with_every_bad_row()
    {
        var reply = await _ops.CallAsync("import/chargers", new { format = "json" }, """[{"id":"J-1"},{"id":"J-2","siteId":"nowhere","securityProfile":9}]""", json: true);

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """
                {"kind":"chargers","applied":false,"rows":2,"new":1,"changed":0,"unchanged":0,"bad":1,"badRows":[
                  {"place":"entry 2","number":2,"id":"J-2","field":"securityProfile","rule":"must be 0 to 3"},
                  {"place":"entry 2","number":2,"id":"J-2","field":"siteId","rule":"there is no site 'nowhere'; enter it first"}]}
                """),
            reply.Document), reply.Document.ToJsonString());
        Assert.Equal(1, reply.End.Code);
    }

    [Theory]
    [InlineData("chargers.txt", null, "--format: say csv or json; the name 'chargers.txt' does not")]
    [InlineData(null, null, "--format: say csv or json; the name '' does not")]
    [InlineData("chargers.csv", "xml", "--format xml: must be csv or json")]
    public async Task A_file_whose_form_is_not_known_is_asked_for(string? name, string? format, string sentence)
    {
        object arguments = format is null ? new { } : new { format };

        var reply = await _ops.CallAsync("import/chargers", arguments, "id\nX\n", name);

        Assert.Equal((2, sentence), reply.End);
        Assert.Single(reply.Lines);
    }

    [Fact]
    public async Task Tariffs_are_no_table() =>
        Assert.Equal((2, "--format: tariffs are imported and exported as json; a table cannot say them"), (await _ops.CallAsync("import/tariffs", new { }, "id\nX\n", "t.csv")).End);

    [Fact]
    public async Task A_file_that_cannot_be_read_ends_with_1_and_its_sentence() =>
        Assert.Equal(
            (1, "The column 'colour' is not known; known are token, status, parentToken, driverId, expiresAt, memberships, campaignCodes."),
            (await _ops.CallAsync("import/tokens", new { apply = "true" }, "token,colour\nA,red\n", "t.csv")).End);

    [Fact]
    public async Task What_is_exported_is_imported_without_a_change()
    {
        await _api.EnterAsync("/chargers/E-1", """{"password":"a password of some length","evses":[{"id":1,"maxPowerW":11000}]}""");
        var exported = await _ops.CallAsync("export/chargers", new { });

        var imported = await _ops.CallAsync("import/chargers", new { apply = "true" }, exported.Content, "chargers.csv", json: true);

        Assert.StartsWith("id,siteId,tariffId,securityProfile,evses,connectors,maxPowerW,phases,kind\n", exported.Content, StringComparison.Ordinal);
        Assert.Equal((int)exported.Document["rows"]!, (int)imported.Document["unchanged"]!);
        Assert.Equal((int)exported.Document["rows"]!, (int)imported.Document["rows"]!);
        Assert.Single((await _api.GetAsync("/chargers/E-1/versions")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task A_charger_that_no_table_can_say_stops_the_export_before_it_begins()
    {
        await using var node = await TestNode.StartAsync("Production");
        using var ops = new OpsCaller(node.Ops);
        await node.Api.EnterAsync("/chargers/X-1", """{"evses":[{"id":1,"maxPowerW":11000},{"id":2,"maxPowerW":22000}]}""");

        var table = await ops.CallAsync("export/chargers", new { });
        var json = await ops.CallAsync("export/chargers", new { format = "json" });

        Assert.Single(table.Lines);
        Assert.StartsWith("A table cannot say what charger 'X-1' is; use --format json.", table.End.Error, StringComparison.Ordinal);
        Assert.Equal("""[{"id":"X-1","evses":[{"id":1,"maxPowerW":11000},{"id":2,"maxPowerW":22000}]}]""", JsonNode.Parse(json.Content)!.ToJsonString());
    }

    [Fact]
    public async Task A_charger_with_an_imported_password_is_let_in_with_it_and_not_without()
    {
        const string password = "a password of some length";
        await _ops.CallAsync("import/chargers", new { apply = "true" }, $"id,password\nP-1,{password}\n", "p.csv");

        using var charger = await TestCharger.ConnectAsync(production.Node.Ocpp, "P-1", $"P-1:{password}");
        var refused = await TestCharger.RefusedAsync(production.Node.Ocpp, "P-1", "P-1:wrong password of some length");

        Assert.NotNull((await charger.CallAsync("Heartbeat", "{}"))["currentTime"]);
        Assert.Equal(401, (int)refused);
        Assert.DoesNotContain(production.Node.Log.All, entry => entry.Message.Contains(password, StringComparison.Ordinal));
    }

    public void Dispose() => _ops.Dispose();
}
