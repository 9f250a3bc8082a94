using Fleet.Cli.Tests.Replay;

namespace Fleet.Cli.Tests.Tariffs;

public sealed class TariffCommandTests
{
    private const string Fair = """
        {"id":"T","currency":"EUR","tax_included":"N/A","last_updated":"2026-01-01T00:00:00Z","country_code":"DE","party_id":"ABC",
         "elements":[{"price_components":[{"type":"ENERGY","price":0.4,"step_size":1},{"type":"FLAT","price":0.5,"step_size":1}]}]}
        """;

    private const string Gap = """
        {"id":"T","currency":"EUR","elements":[{"price_components":[{"type":"ENERGY","price":0.4,"step_size":1}],"restrictions":{"start_time":"06:00","end_time":"02:30"}}]}
        """;

    private const string Capped = """
        {"id":"T","currency":"EUR","tax_included":"N/A","last_updated":"2026-01-01T00:00:00Z","country_code":"DE","party_id":"ABC","caps":[{"type":"ENERGY","amount":9}],
         "elements":[{"price_components":[{"type":"ENERGY","price":0.4,"step_size":1}]}]}
        """;

    [Fact]
    public async Task A_tariff_without_a_mistake_exits_with_0()
    {
        using var file = TemporaryFile.Of(Fair);

        var result = await CommandLine.RunAsync("tariff", "lint", file.Path);

        Assert.Equal((0, $"{file.Path}: nothing found.{Environment.NewLine}"), (result.ExitCode, result.Out));
    }

    [Fact]
    public async Task Mistakes_exit_with_1_and_are_listed_with_place_and_advice()
    {
        using var file = TemporaryFile.Of(Gap);

        var result = await CommandLine.RunAsync("tariff", "lint", file.Path, "--zone", "Europe/Berlin");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            $"""
            warning COVERAGE_GAP at /elements
              ENERGY has no price, so it is free: from 02:30 to 06:00.
              Add an element that holds there; one with a price of 0 says that it is meant to be free.
            warning DST_AMBIGUITY at /elements/0/restrictions/end_time
              The clock of Europe/Berlin shows 02:30 twice in autumn and not at all in spring, so the price changes there at another moment than it seems.
              Fleet takes the end of an hour that is skipped, and both occurrences of one that is repeated; take a boundary outside of it to be clear.
            {file.Path}: 2 warnings.
            """.ReplaceLineEndings(),
            result.Out.TrimEnd());
    }

    [Fact]
    public async Task Notes_alone_exit_with_0()
    {
        using var file = TemporaryFile.Of(Fair.Replace("\"price\":0.4,\"step_size\":1", "\"price\":0.4,\"step_size\":100", StringComparison.Ordinal));

        var result = await CommandLine.RunAsync("tariff", "lint", file.Path, "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal((0, 0, 1), (result.Json.GetProperty("errors").GetInt32(), result.Json.GetProperty("warnings").GetInt32(), result.Json.GetProperty("notes").GetInt32()));
        var finding = result.Json.GetProperty("findings")[0];
        Assert.Equal(
            ("STEP_SIZE", "note", "/elements/0/price_components/0/step_size"),
            (finding.GetProperty("code").GetString(), finding.GetProperty("severity").GetString(), finding.GetProperty("pointer").GetString()));
    }

    [Theory]
    [InlineData("{", "must be JSON")]
    [InlineData("""{"a":[]}""", "has no member tariffs")]
    public async Task What_cannot_be_read_is_a_finding(string content, string told)
    {
        using var file = TemporaryFile.Of(content);

        var result = await CommandLine.RunAsync("tariff", "lint", $"{file.Path}#/tariffs/0", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(told, result.Json.GetProperty("findings")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("export", "--ocpi", "2.2.1")]
    public async Task A_broken_tariff_is_refused_with_its_place_and_the_rule(params string[] command)
    {
        using var file = TemporaryFile.Of(Fair.Replace("0.5", "\"0.5\"", StringComparison.Ordinal));

        var result = await CommandLine.RunAsync(["tariff", .. command, file.Path, "--json"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("/elements/0/price_components/1/price: must be a number, without quotes", result.Error.Trim());
        Assert.Equal("/elements/0/price_components/1/price", result.Json.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("tariff lint no-such-file.json")]
    [InlineData("tariff lint")]
    [InlineData("tariff lint {file} --zone Mars/Olympus")]
    [InlineData("tariff export {file}")]
    [InlineData("tariff export {file} --ocpi 1.6")]
    [InlineData("tariff explain {file} --unknown")]
    public async Task A_wrong_call_exits_with_2_and_says_why_on_standard_error_only(string call)
    {
        using var file = TemporaryFile.Of(Fair);

        var result = await CommandLine.RunAsync([.. call.Split(' ').Select(word => word == "{file}" ? file.Path : word)]);

        Assert.Equal((2, ""), (result.ExitCode, result.Out));
        Assert.NotEmpty(result.Error);
    }

    [Fact]
    public async Task A_tariff_is_explained_in_words_and_with_worked_prices()
    {
        using var file = TemporaryFile.Of(Fair);

        var result = await CommandLine.RunAsync(At("2026-11-25T12:00:00Z"), "tariff", "explain", file.Path, "--zone", "Europe/Berlin");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            """
            Tariff T, in EUR. Where there are several prices, the first that holds counts.

            Energy
              0.40 EUR per kWh, no tax applies
            Session fee
              0.50 EUR, no tax applies

            What it comes to, on 2026-11-30, hours in Europe/Berlin:
              30 kWh in 1 h at 30 kW: 12.50 EUR including tax
                Session fee, 1 x: 0.50
                Energy, 30 kWh: 12.00
              a stop of 2 h at an AC charger, 14 kWh: 6.10 EUR including tax
                Session fee, 1 x: 0.50
                Energy, 14 kWh: 5.60
              overnight at an AC charger, 40 kWh, 12 h from 20:00, 4 h of them charging: 16.50 EUR including tax
                Session fee, 1 x: 0.50
                Energy, 40 kWh: 16.00
            """.ReplaceLineEndings(),
            result.Out.TrimEnd());
    }

    [Fact]
    public async Task An_explanation_in_JSON_has_money_as_text()
    {
        using var file = TemporaryFile.Of(Fair);

        var result = await CommandLine.RunAsync(At("2026-11-25T12:00:00Z"), "tariff", "explain", file.Path, "--json");

        Assert.Equal("Energy", result.Json.GetProperty("paragraphs")[0].GetProperty("title").GetString());
        Assert.Equal("12.50", result.Json.GetProperty("worked_prices")[0].GetProperty("total_incl_tax").GetString());
        Assert.Equal(("2026-11-30", "UTC"), (result.Json.GetProperty("day").GetString(), result.Json.GetProperty("time_zone").GetString()));
    }

    [Fact]
    public async Task An_export_without_loss_is_the_tariff_alone()
    {
        using var file = TemporaryFile.Of(Fair);

        var result = await CommandLine.RunAsync("tariff", "export", file.Path, "--ocpi", "2.3.0");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("N/A", result.Json.GetProperty("tax_included").GetString());
        Assert.Equal("2026-01-01T00:00:00Z", result.Json.GetProperty("last_updated").GetString());
    }

    [Fact]
    public async Task A_loss_of_an_export_is_named_and_exits_with_1()
    {
        using var file = TemporaryFile.Of(Capped);

        var result = await CommandLine.RunAsync("tariff", "export", file.Path, "--ocpi", "2.3.0", "--json");

        Assert.Equal((1, "/caps/0: ENERGY costs at most 9.00 EUR a session; OCPI has no cap for one dimension."), (result.ExitCode, result.Error.Trim()));
        Assert.True(result.Json.GetProperty("lossy").GetBoolean());
        Assert.Equal("/caps/0", result.Json.GetProperty("losses")[0].GetProperty("pointer").GetString());
        Assert.Equal("en", result.Json.GetProperty("tariff").GetProperty("tariff_alt_text")[0].GetProperty("language").GetString());
    }

    [SkippableFact]
    public async Task The_tariff_inside_a_CDR_is_found_by_its_pointer()
    {
        var path = SharedFiles.Find("vectors/billing/ocpi-spec/2.2.1/cdr_example.json");

        var result = await CommandLine.RunAsync("tariff", "explain", $"{path}#/tariffs/0", "--json");

        Assert.Equal((0, "12"), (result.ExitCode, result.Json.GetProperty("id").GetString()));
    }

    private static StoppedClock At(string time) => new(DateTimeOffset.Parse(time));

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
